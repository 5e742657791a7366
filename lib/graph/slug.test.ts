import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeId } from './schema.ts';
import { slugFor } from './slug.ts';

test.each([
  ['Look up order', 'look_up_order'],
  ['  HTTP: GET /orders! ', 'http_get_orders'],
  ['Café Zoë', 'cafe_zoe'],
  ['Straße & Œuvre', 'strasse_oeuvre'],
  ["The caller's name", 'the_callers_name'],
  ['Проверить заказ', 'proverit_zakaz'],
  ['2nd try', 'step_2nd_try'],
  ['注文を探す', 'step'],
  ['🙂', 'step'],
  ['', 'step'],
])('%s', (name, slug) => {
  expect(slugFor(name, [])).toBe(slug);
});

test('counts up where the id is taken', () => {
  expect(slugFor('A', new Set(['a']))).toBe('a_2');
  expect(slugFor('A', ['a', 'a_2', 'a_3'])).toBe('a_4');
});

test('always gives a valid id that is free', { timeout: 30_000 }, () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
      const first = slugFor(name, []);
      const second = slugFor(name, [first]);
      expect(nodeId.safeParse(first).success).toBe(true);
      expect(nodeId.safeParse(second).success).toBe(true);
      expect(second).not.toBe(first);
    }),
    { numRuns: 500 },
  );
});
