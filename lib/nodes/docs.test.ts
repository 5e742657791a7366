import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { nodesDocs } from './docs.ts';
import { errorCodes } from './error-codes.ts';

const here = import.meta.dirname;
const read = (file: string): string => readFileSync(path.join(here, file), 'utf8');

test('docs/nodes.md is up to date (node scripts/docs-nodes.ts writes it)', () => {
  expect(read('../../docs/nodes.md')).toBe(nodesDocs());
});

test('every code that a step throws is in the table, and none that nobody throws', () => {
  const sources = globSync(['**/*.ts', '../template/*.ts', '../http/*.ts', '../store/memory.ts'], {
    cwd: here,
  })
    .filter((file) => !file.endsWith('.test.ts') && file !== 'error-codes.ts')
    .map(read)
    .join('\n');
  const thrown = [...sources.matchAll(/new (?:Step|Http|Memory)Error\(\s*'([a-z-]+\.[a-z-]+)'/g)].map(
    ([, code]) => code,
  );
  expect(thrown.length).toBeGreaterThan(20);
  const known = Object.keys(errorCodes);
  expect(thrown.filter((code) => !known.includes(String(code)))).toEqual([]);
  expect(known.filter((code) => !/^(code|template)\./.test(code) && !sources.includes(`'${code}'`))).toEqual(
    [],
  );
  expect(known).toEqual(known.toSorted());
});
