import { expect, test } from 'vitest';
import { declaredArguments } from './declared-arguments.ts';

const order = { type: 'object', properties: { order_id: { type: 'string' }, note: {} } };

test('the properties are the arguments that a call has', () => {
  expect(declaredArguments(order)).toEqual(['order_id', 'note']);
  expect(declaredArguments({ ...order, additionalProperties: false })).toEqual(['order_id', 'note']);
});

test('a schema without properties says nothing of what a call has', () => {
  expect(declaredArguments({ type: 'object', properties: {} })).toBeUndefined();
  expect(declaredArguments(undefined)).toBeUndefined();
  expect(declaredArguments('{}')).toBeUndefined();
});

test.each([
  [{ additionalProperties: true }],
  [{ additionalProperties: { type: 'string' } }],
  [{ patternProperties: { '^x_': {} } }],
  [{ anyOf: [{ properties: { other: {} } }] }],
  [{ $ref: '#/definitions/order' }],
])('%j leaves other arguments open', (more) => {
  expect(declaredArguments({ ...order, ...more })).toBeUndefined();
});
