import { expect, test } from 'vitest';
import { replayNews } from './replay-news.ts';
import type { ReplayedRunView } from './run-view.ts';

const run = (over: Partial<ReplayedRunView> = {}): ReplayedRunView => ({
  id: 'r1',
  versionNumber: 3,
  status: 'completed',
  replyStatus: 'reply',
  errorMessage: null,
  hadFailed: false,
  ...over,
});
const failed = run({ id: 'bad', status: 'failed', replyStatus: 'fallback-failed', errorMessage: 'no order' });

test.each([
  [[run()], 'success', 'completed'],
  [[failed], 'error', 'failed'],
  [[{ ...failed, hadFailed: true }], 'error', 'failed again'],
  [[run({ status: 'running', replyStatus: 'pending' })], 'info', 'still running'],
  [[run({ replyStatus: 'fallback-no-reply' })], 'warning', 'no Reply step answered'],
  [[run(), failed], 'error', '1 of 2 runs failed'],
  [[run(), run({ id: 'r2' })], 'success', '2 runs, completed'],
] as const)('%j is told as %s: %s', (runs, tone, words) => {
  expect(replayNews(runs)).toMatchObject({ tone, title: `Replayed with version 3: ${words}` });
});

test('it leads to the run that failed and says why; of no run there is nothing to tell', () => {
  expect(replayNews([run(), failed])).toMatchObject({ runId: 'bad', description: 'no order' });
  expect(replayNews([])).toBeUndefined();
});
