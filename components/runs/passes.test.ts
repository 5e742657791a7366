import { expect, test } from 'vitest';
import { choosePass, firstStepToShow, passChoices, passesTo, visibleSteps } from './passes.ts';
import type { LoopPass, StepView } from './run-view.ts';

const step = (
  nodeId: string,
  startMs: number,
  loop: readonly LoopPass[] = [],
  status: StepView['status'] = 'completed',
): StepView => ({ nodeId, startMs, durationMs: 1, attempts: 1, status, ...(loop.length > 0 && { loop }) });

const each = (index: number): LoopPass => ({ nodeId: 'each', index });
const inner = (index: number): LoopPass => ({ nodeId: 'inner', index });

const steps = [
  step('trigger', 0),
  step('never', 0, [], 'skipped'),
  step('each', 1),
  step('inner', 2, [each(0)]),
  step('send', 3, [each(0), inner(0)]),
  step('send', 4, [each(0), inner(1)], 'failed'),
  step('inner', 5, [each(1)]),
  step('send', 6, [each(1), inner(0)]),
];

test('shows the chosen passes only, skipped steps last', () => {
  expect(visibleSteps(steps, {}).map(({ nodeId }) => nodeId)).toEqual([
    'trigger',
    'each',
    'inner',
    'send',
    'never',
  ]);
  expect(visibleSteps(steps, { each: 0, inner: 1 }).find(({ nodeId }) => nodeId === 'send')?.status).toBe(
    'failed',
  );
});

test('counts the passes of an inner loop within the chosen outer pass', () => {
  const first = passChoices(steps, {});
  expect(first.get('each')).toEqual({ count: 2, chosen: 0, failed: [0] });
  expect(first.get('inner')).toEqual({ count: 2, chosen: 0, failed: [1] });
  expect(passChoices(steps, { each: 1, inner: 1 }).get('inner')).toEqual({ count: 1, chosen: 0, failed: [] });
});

test('opens with the failed step and the passes that lead to it', () => {
  const first = firstStepToShow(steps, () => false);
  expect(first && passesTo(first)).toEqual({ each: 0, inner: 1 });
});

test('opens with the reply where nothing failed, else with the last step', () => {
  const fine = [step('trigger', 0), step('reply', 1), step('after', 2)];
  expect(firstStepToShow(fine, (id) => id === 'reply')?.nodeId).toBe('reply');
  expect(firstStepToShow(fine, () => false)?.nodeId).toBe('after');
  expect(firstStepToShow([], () => false)).toBeUndefined();
});

test('another outer pass starts its inner loops over', () => {
  expect(choosePass(steps, { each: 0, inner: 1 }, 'each', 1)).toEqual({ each: 1 });
  expect(choosePass(steps, { each: 1 }, 'inner', 0)).toEqual({ each: 1, inner: 0 });
});
