import { expect, test } from 'vitest';
import { seenAt, withSeen } from './seen-values.ts';

const seen = { steps: { a: { output: { orders: [{ id: 'A1', total: 12 }], note: null } } } };

test('finds what stands at a path', () => {
  expect(seenAt(seen, ['steps', 'a', 'output', 'orders', '0', 'id'])).toBe('A1');
  expect(seenAt(seen, ['steps', 'a', 'output', 'orders', 'last', 'total'])).toBe(12);
  expect(seenAt(seen, ['steps', 'b', 'output'])).toBeUndefined();
  expect(seenAt(seen, ['constructor'])).toBeUndefined();
});

test('names get the values that they have now, and what nothing describes is added', () => {
  const names = withSeen([{ name: 'note', detail: 'text' }], seen.steps.a.output);
  expect(names).toMatchObject([
    { name: 'note', detail: 'text', value: 'null' },
    { name: 'orders', value: '[1]', members: [{ name: 'first' }, { name: 'last' }] },
  ]);
  expect(withSeen([], { id: 'A1' })).toEqual([{ name: 'id', detail: '', value: '"A1"' }]);
});
