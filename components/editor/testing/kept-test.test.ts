import { expect, test } from 'vitest';
import { emptyGraph } from '#lib/graph/schema.ts';
import { keepTest, readKeptTest } from './kept-test.ts';
import { originOf, resultsOf } from './step-results.ts';
import type { TestRunView } from './test-outcome.ts';

const memory = (): Storage => {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    clear: () => items.clear(),
    getItem: (key) => items.get(key) ?? null,
    key: (index) => [...items.keys()][index] ?? null,
    removeItem: (key) => void items.delete(key),
    setItem: (key, value) => void items.set(key, value),
  };
};

const node = { id: 'work', type: 'code', name: 'Work', position: { x: 0, y: 0 }, config: { source: '1' } };
const setting = { document: { ...emptyGraph(), nodes: [node] }, pins: {}, eventKey: 'sample' };
const tested = (output: unknown) => {
  const run: TestRunView = {
    triggerNodeId: 'asked',
    status: 'completed',
    replyStatus: 'reply',
    replyMs: 1,
    durationMs: 2,
    error: null,
    document: {
      steps: [{ nodeId: 'work', status: 'completed', startMs: 0, durationMs: 1, attempts: 1, output }],
      reply: { status: 200, body: 'ok', toolResults: 1 },
    },
  };
  const results = resultsOf([run], setting, 3);
  const origin = originOf(results, setting, 3, true);
  return {
    last: { goal: { kind: 'flow' as const }, outcome: { ok: true as const, runs: [run] }, origin },
    results,
  };
};

test('the last test comes back as it was, its values once', () => {
  const storage = memory();
  const test = tested({ total: 'twelve' });
  keepTest('w', test, storage);
  expect(storage.getItem(storage.key(0) ?? '')?.match(/twelve/g)).toHaveLength(1);
  const back = readKeptTest('w', storage);
  expect(back.results).toEqual(test.results);
  expect(back.last?.origin).toEqual(test.last.origin);
  expect(back.last?.outcome).toMatchObject({ ok: true, runs: [{ replyStatus: 'reply', replyMs: 1 }] });
  expect(readKeptTest('another', storage).results.size).toBe(0);
});

test('one that is too large is not kept, nor the one before it; a refusal is not kept either', () => {
  const storage = memory();
  keepTest('w', tested('small'), storage);
  keepTest('w', tested('x'.repeat(1_000_001)), storage);
  expect(storage.length).toBe(0);
  const outcome = { ok: false as const, message: 'Add a trigger first.', issues: [] };
  keepTest('w', { last: { goal: { kind: 'flow' }, outcome }, results: new Map() }, storage);
  expect(readKeptTest('w', storage).last).toBeUndefined();
});

test('what cannot be read is nothing', () => {
  const storage = memory();
  storage.setItem('patchbay:last-test:w', '{"results":[["work",{"passes":"no"}]]}');
  expect(readKeptTest('w', storage)).toEqual({ last: undefined, results: new Map() });
});
