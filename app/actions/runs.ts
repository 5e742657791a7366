'use server';

import type { ReplayedRunView } from '#components/runs/run-view.ts';
import * as manage from '#lib/manage/runs.ts';
import { manageAsUser, parseId } from './signed-in.ts';

export type ReplayResult =
  | { readonly ok: true; readonly runs: readonly ReplayedRunView[] }
  | { readonly ok: false; readonly message: string }
  /** To be asked first: these steps change something in other systems. */
  | { readonly ok: false; readonly steps: readonly string[] };

/**
 * Runs the published flows for a stored event once more, and waits a moment for what becomes of it; the answer goes
 * nowhere. `isAgreed`: also where that changes something in other systems.
 */
export const replayEvent = async (eventId: string, isAgreed: boolean): Promise<ReplayResult> => {
  const done = await manage.replayAndWait(await manageAsUser(), parseId(eventId), isAgreed === true);
  if (done.ok) return { ok: true, runs: done.runs };
  return done.code === 'acts-outside'
    ? { ok: false, steps: done.steps }
    : { ok: false, message: done.message };
};
