import { expect, test } from 'vitest';
import { edgeResult, passesResult } from './edge-result.ts';
import type { NodeResult } from './step-results.ts';
import type { TestStep } from './test-outcome.ts';

const resultOf = (...steps: readonly Partial<TestStep>[]): NodeResult => ({
  passes: steps.map((part) => ({
    nodeId: 'a',
    status: 'completed',
    startMs: 2,
    durationMs: 3,
    attempts: 1,
    handle: 'out',
    ...part,
  })),
  test: 1,
  madeFrom: {
    node: { id: 'a', type: 'code', name: 'A', position: { x: 0, y: 0 }, config: {} },
    incoming: '',
    pin: undefined,
    eventKey: '',
  },
});

test('counts the elements of a list, and one for anything else', () => {
  expect(edgeResult(resultOf({ output: [1, 2, 3] }), 'out')).toEqual({ items: 3, atMs: 5 });
  expect(edgeResult(resultOf({ output: { orders: [1, 2] } }), 'out')).toEqual({ items: 1, atMs: 5 });
  expect(edgeResult(resultOf({ output: [] }), 'out')?.items).toBe(0);
});

test('adds up passes, and takes the time of the last', () => {
  const result = resultOf({ output: 'x' }, { output: ['y', 'z'], startMs: 20, durationMs: 10 });
  expect(edgeResult(result, 'out')).toEqual({ items: 3, atMs: 30 });
});

test('says nothing of a way that was not taken', () => {
  expect(edgeResult(resultOf({ handle: 'true' }), 'false')).toBeUndefined();
  expect(edgeResult(resultOf({ status: 'skipped' }), 'out')).toBeUndefined();
  expect(edgeResult(undefined, 'out')).toBeUndefined();
});

test('a failed step sends along its error output only', () => {
  const failed = resultOf({ status: 'failed', handle: 'error', output: { error: { code: 'x' } } });
  expect(edgeResult(failed, 'error')).toEqual({ items: 1, atMs: 5 });
  expect(edgeResult(failed, 'out')).toBeUndefined();
});

test('the repeated output of a For each has the passes of what follows it', () => {
  const inLoop = (index: number) => ({ loop: [{ nodeId: 'each', index }], startMs: index });
  expect(passesResult(resultOf(inLoop(0), inLoop(1)))).toEqual({ items: 2, atMs: 1 });
  expect(passesResult(resultOf({}))).toBeUndefined();
});
