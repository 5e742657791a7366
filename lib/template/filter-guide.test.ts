import { expect, test } from 'vitest';
import { engine } from './engine.ts';
import { filterGuide } from './filter-guide.ts';
import { compileTemplate } from './template.ts';

test('every filter is described, once', () => {
  expect(filterGuide.map(({ name }) => name).toSorted()).toEqual(Object.keys(engine.filters).toSorted());
});

test.each(filterGuide)('$name: {{ $example }}', ({ name, example, gives }) => {
  expect(example).toContain(`| ${name}`);
  const value = compileTemplate(`{{ ${example} }}`).render({});
  if (gives !== undefined) expect(value).toEqual(gives);
});
