import type { FinishedRun } from '#lib/store/run-log.ts';

/** The end of a run of which nothing is known but that it did not come to its end. `when` says when that was. */
export const interruptedRun = (id: string, when: string): FinishedRun => ({
  id,
  status: 'interrupted',
  replyStatus: 'pending',
  finishedAt: new Date(),
  durationMs: 0,
  replyMs: null,
  errorCode: 'run.interrupted',
  errorMessage: `Patchbay was stopped before this run ${when}. Replay the event to run it again.`,
  document: { steps: [] },
});
