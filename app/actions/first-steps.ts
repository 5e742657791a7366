'use server';

import { headers } from 'next/headers';
import { z } from 'zod';
import { requireUser } from '#lib/accounts/session.ts';
import { unreachableReason } from '#lib/connect/reachability.ts';
import { firstSteps, noteFirstStep } from '#lib/manage/first-steps.ts';
import { requestOrigin, serverUrlFor } from '#lib/server/public-url.ts';
import { getStore } from '#lib/store/store.ts';

/** How far the signed-in person has come with their first workflow. */
export interface FirstStepsView {
  readonly created: boolean;
  readonly published: boolean;
  readonly connected: boolean;
  readonly received: boolean;
  readonly lookedAtRun: boolean;
  readonly workflowId: string | null;
  readonly serverUrl: string | null;
}

/** Null where the list was put away. */
export const readFirstSteps = async (): Promise<FirstStepsView | null> => {
  const user = await requireUser();
  const found = await firstSteps(await getStore(), user.id);
  if (found === undefined) return null;
  const { token, ...steps } = found;
  const serverUrl = token === null ? null : serverUrlFor(token, requestOrigin(await headers()));
  // What comes in over an address that Vapi cannot reach is a try of one's own.
  const isCalledByVapi = steps.received && serverUrl !== null && unreachableReason(serverUrl) === undefined;
  return { ...steps, connected: steps.connected || isCalledByVapi, serverUrl };
};

const notedStep = z.enum(['copied', 'lookedAtRun', 'dismissed']);

/** Remembers what cannot be read from the workflows: copied, looked at a run, put the list away. */
export const noteStep = async (step: z.input<typeof notedStep>): Promise<void> => {
  const user = await requireUser();
  await noteFirstStep(await getStore(), user.id, notedStep.parse(step));
};
