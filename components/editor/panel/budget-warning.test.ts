import { expect, test } from 'vitest';
import { budgetWarning } from './budget-warning.ts';

const timing = (p95Ms: number | null, late = 0) => ({
  triggerNodeId: 'asked',
  runs: 40,
  late,
  p50Ms: p95Ms,
  p95Ms,
  slowestNodeId: 'crm',
  steps: [
    { nodeId: 'answer', name: 'Answer', runs: 40, p50Ms: 1, p95Ms: 1 },
    { nodeId: 'crm', name: 'Ask the CRM', runs: 40, p50Ms: 500, p95Ms: 3900 },
  ],
});

test('a flow with time to spare, or without runs, needs no warning', () => {
  expect(budgetWarning(timing(3599), 4500)).toBeUndefined();
  expect(budgetWarning(timing(null), 4500)).toBeUndefined();
});

test('a flow that comes near its deadline names the slowest step', () => {
  expect(budgetWarning(timing(4000), 4500)).toEqual({
    state: 'near',
    text: 'One answer in twenty took at least 4.00 s, close to the deadline of 4.50 s. “Ask the CRM” takes longest: up to 3.90 s.',
  });
});

test('a flow that misses its deadline says how often the fallback went out', () => {
  expect(budgetWarning(timing(4500, 3), 4500)).toEqual({
    state: 'over',
    text: 'One answer in twenty or more missed the deadline of 4.50 s. In 3 of 40 runs the fallback went out. “Ask the CRM” takes longest: up to 3.90 s.',
  });
});

test('of a few runs it says that one of them was slow', () => {
  const few = (p95Ms: number, late = 0) => budgetWarning({ ...timing(p95Ms, late), runs: 3 }, 4500)?.text;
  expect(few(4500, 1)).toMatch(/^At least one answer missed the deadline of 4.50 s. In 1 of 3 runs/);
  expect(few(4000)).toMatch(/^The slowest answer took 4.00 s, close to the deadline/);
});
