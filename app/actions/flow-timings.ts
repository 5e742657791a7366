'use server';

import { requireUser } from '#lib/accounts/session.ts';
import { type FlowTiming, flowTimings } from '#lib/manage/flow-timings.ts';
import { getStore } from '#lib/store/store.ts';
import { parseId } from './signed-in.ts';

/** How long the flows of a workflow take to answer; none where the workflow is gone. */
export const readFlowTimings = async (workflowId: string): Promise<readonly FlowTiming[]> => {
  await requireUser();
  const outcome = await flowTimings(await getStore(), parseId(workflowId));
  return outcome.ok ? outcome.flows : [];
};
