import type { ReplayedRunView } from './run-view.ts';

/** What is told of a replay. */
export interface ReplayNews {
  readonly tone: 'success' | 'warning' | 'error' | 'info';
  readonly title: string;
  readonly description?: string;
  /** The run to look at. */
  readonly runId: string;
}

/** What became of a replay; undefined where nothing ran. */
export const replayNews = (runs: readonly ReplayedRunView[]): ReplayNews | undefined => {
  const failed = runs.filter(({ status }) => status === 'failed' || status === 'interrupted');
  const noteworthy = failed[0] ?? runs.find((run) => endOf(run).tone !== 'success') ?? runs[0];
  if (noteworthy === undefined) return undefined;
  const { tone, words } = endOf(noteworthy);
  const what =
    runs.length === 1
      ? words
      : failed.length > 0
        ? `${failed.length} of ${runs.length} runs failed`
        : `${runs.length} runs, ${words}`;
  return {
    tone,
    title: `Replayed with version ${noteworthy.versionNumber}: ${what}`,
    ...(noteworthy.errorMessage === null ? {} : { description: noteworthy.errorMessage }),
    runId: noteworthy.id,
  };
};

const endOf = ({
  status,
  replyStatus,
  hadFailed,
}: ReplayedRunView): { readonly tone: ReplayNews['tone']; readonly words: string } => {
  switch (status) {
    case 'failed':
    case 'interrupted':
      return { tone: 'error', words: hadFailed ? 'failed again' : 'failed' };
    case 'cancelled':
      return { tone: 'warning', words: 'cancelled' };
    case 'running':
      return { tone: 'info', words: 'still running' };
    case 'completed':
      return replyStatus.startsWith('fallback-')
        ? { tone: 'warning', words: 'no Reply step answered' }
        : { tone: 'success', words: 'completed' };
  }
};
