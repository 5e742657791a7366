import type { RunRow } from './run-view.ts';

export interface Advice {
  readonly tone: 'danger' | 'warning' | 'info';
  readonly title: string;
  /** Why, as recorded. */
  readonly reason: string | undefined;
  /** What to do about it. */
  readonly advice: string | undefined;
}

/** What there is to add to an error's own message, which says what to do where it can; the longest key counts. */
const byCode: Readonly<Record<string, string>> = {
  'code.timeout': 'Look for a loop without end or a slow request, or raise the step’s time limit.',
  'code.memory': 'The step held more than 64 MB. Work through the data in smaller parts.',
  'code.output-limit': 'Return less: only what later steps need.',
  code: 'The step shows the line; its console, what it logged before.',
  template: 'Check that the value exists in this event; `| default: ""` helps where it may be missing.',
};

const adviceFor = (code: string | null): string | undefined => {
  if (code === null) return undefined;
  const known = Object.keys(byCode)
    .filter((key) => code === key || code.startsWith(`${key}.`))
    .sort((a, b) => b.length - a.length)[0];
  return known === undefined ? undefined : byCode[known];
};

/** What there is to say on top of a run that did not go as it should; undefined where all is well. */
export const adviceOn = (run: RunRow): Advice | undefined => {
  const reason = run.errorMessage ?? undefined;
  switch (run.status) {
    case 'failed':
      return { tone: 'danger', title: 'This run failed', reason, advice: adviceFor(run.errorCode) };
    case 'interrupted':
      return {
        tone: 'warning',
        title: 'This run was cut off',
        reason,
        advice:
          'What its steps did outside until then stays done, and they are not shown. Replay runs the whole flow again.',
      };
    case 'cancelled':
      return { tone: 'info', title: 'This run was cancelled', reason, advice: undefined };
    case 'running':
      return undefined;
    case 'completed':
      return adviceOnReply(run);
  }
};

const adviceOnReply = (run: RunRow): Advice | undefined => {
  switch (run.replyStatus) {
    case 'fallback-deadline':
      return {
        tone: 'warning',
        title: 'The answer came too late',
        reason: 'The trigger’s deadline passed before a Reply step ran, so its fallback went out.',
        advice:
          'Move the Reply step before what is slow, or make that faster; the bars below show where the time went.',
      };
    case 'fallback-no-reply':
      return {
        tone: 'warning',
        title: 'The flow ended without an answer',
        reason: 'No Reply step ran on the way it took, so the trigger’s fallback went out.',
        advice: 'Give every branch a Reply step, or send all of them to one.',
      };
    case 'fallback-failed':
      return {
        tone: 'warning',
        title: 'The fallback answered',
        reason: run.errorMessage ?? undefined,
        advice: adviceFor(run.errorCode),
      };
    case 'pending':
    case 'reply':
    case 'none':
      return undefined;
  }
};
