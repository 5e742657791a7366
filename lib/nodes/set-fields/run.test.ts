import { expect, test } from 'vitest';
import { stepContext } from '../test-context.ts';
import { runSetFields } from './run.ts';

const scope = {
  tool: { id: 't', name: 'b', arguments: { people: '4', tags: ['a'], yes: 'Yes', raw: '{"x":[1]}' } },
};
const set = async (
  fields: readonly object[],
  more: object = {},
  inputs: { from: string; output: unknown }[] = [],
) => (await runSetFields({ fields, ...more })(stepContext({ scope, inputs }))).output;

test('keeps the types of values and nests names with dots', async () => {
  const output = await set([
    { name: 'customer.name', value: '{{ call.customer.name }}' },
    { name: 'customer.tags', value: '{{ tool.arguments.tags }}' },
    { name: 'note', value: 'for {{ tool.arguments.people }}' },
    { name: 'fixed', value: 7 },
    { name: 'gone', value: '{{ event.none }}' },
  ]);
  expect(output).toEqual({ customer: { name: 'Ada', tags: ['a'] }, note: 'for 4', fixed: 7, gone: null });
});

test('converts where a type is chosen', async () => {
  expect(
    await set([
      { name: 'n', value: '{{ tool.arguments.people }}', type: 'number' },
      { name: 'b', value: '{{ tool.arguments.yes }}', type: 'boolean' },
      { name: 't', value: '{{ tool.arguments.tags }}', type: 'text' },
      { name: 'j', value: '{{ tool.arguments.raw }}', type: 'json' },
      { name: 'o', value: '{{ tool.arguments.tags }}', type: 'json' },
    ]),
  ).toEqual({ n: 4, b: true, t: '["a"]', j: { x: [1] }, o: ['a'] });
});

test.each([
  ['number', 'four', 'The field "a.b" must be a number, but its value is the text "four".'],
  ['number', '', 'The field "a.b" must be a number, but its value is an empty text.'],
  ['json', '{', 'The field "a.b" must be JSON, but its value is the text "{".'],
])('a %s that is none fails by name', async (type, value, message) => {
  await expect(set([{ name: 'a.b', value, type }])).rejects.toMatchObject({
    code: 'set-fields.type',
    message,
  });
});

test('keeps what came in, and does not change it', async () => {
  const came = { id: 1, customer: { name: 'Bob', vip: true } };
  const inputs = [
    { from: 'a', output: came },
    { from: 'b', output: { extra: 1 } },
    { from: 'c', output: [1] },
  ];
  const fields = [
    { name: 'customer.name', value: 'Ada' },
    { name: 'id', value: '2' },
  ];
  expect(await set(fields, { keepIncoming: true }, inputs)).toEqual({
    id: '2',
    customer: { name: 'Ada', vip: true },
    extra: 1,
  });
  expect(came).toEqual({ id: 1, customer: { name: 'Bob', vip: true } });
  expect(await set(fields, {}, inputs)).toEqual({ customer: { name: 'Ada' }, id: '2' });
});

test('a field called __proto__ is a field', async () => {
  const output = await set([{ name: '__proto__.polluted', value: 'x' }]);
  expect(Object.getOwnPropertyNames(output)).toEqual(['__proto__']);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});
