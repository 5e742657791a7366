import { expect, test } from 'vitest';
import { missingValues } from './missing-values.ts';

const output = { status: 'shipped', order: { id: 'A-1', items: [{ name: 'Mug' }] }, note: null };
const found = (source: string, isPinned = false) =>
  missingValues(source, (id) => (id === 'code' ? { name: 'Code', isPinned, output } : undefined));

test('a field that the last output did not have is marked, with those it had', () => {
  const source = 'Order {{ steps.code.output.stauts | upcase }}.';
  const [issue, ...others] = found(source);
  expect(others).toEqual([]);
  expect(issue?.severity).toBe('warning');
  expect(issue?.message).toBe('The last output of “Code” had no “stauts”; it had: status, order, note.');
  expect(source.slice(issue?.from, issue?.to)).toBe('steps.code.output.stauts');
  expect(found('{{ steps.code.output["order"].number }}', true)[0]?.message).toBe(
    'The pinned output of “Code” had no “number” in “order”; it had: id, items.',
  );
});

test.each([
  ['what is there', '{{ steps.code.output.status }} {{ steps.code.output.order.id }}'],
  [
    'what is nothing, and what is behind it',
    '{{ steps.code.output.note }} {{ steps.code.output.note.text }}',
  ],
  [
    'what is in a list',
    '{{ steps.code.output.order.items[3].name }} {{ steps.code.output.order.items.first }}',
  ],
  ['the number of entries', '{{ steps.code.output.size }}'],
  ['what has a default', '{{ steps.code.output.nickname | default: "you" }}'],
  ['a step that says nothing', '{{ steps.other.output.status }} {{ steps.code.error.status }}'],
  ['what is asked for', '{% if steps.code.output.nickname %}x{% endif %}'],
])('%s is not', (_what, source) => {
  expect(found(source)).toEqual([]);
});

test('of an output with many fields the first ones are named', () => {
  const many = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`f${index}`, index]));
  const [issue] = missingValues('{{ steps.a.output.x }}', () => ({
    name: 'A',
    isPinned: false,
    output: many,
  }));
  expect(issue?.message).toContain('it had: f0, f1, f2, f3, f4, f5, f6, f7 and 3 more.');
});
