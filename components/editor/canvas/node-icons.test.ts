import { expect, test } from 'vitest';
import { definitions } from '#lib/nodes/definitions.ts';
import { nodeIcons } from './node-icons.ts';

test('every node type has its icon, and no icon is there for nothing', () => {
  const named = new Set(Object.values(definitions).map((spec) => spec?.icon));
  expect(new Set(Object.keys(nodeIcons))).toEqual(named);
});
