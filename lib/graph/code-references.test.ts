// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are code
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeReferences } from './code-references.ts';

const found = (source: string): string[] =>
  codeReferences(source).map(({ root, path, isDynamic }) =>
    [root, ...path, ...(isDynamic ? ['*'] : [])].join('.'),
  );

test.each([
  ['steps.a.output', ['steps.a.output']],
  ['steps?.a?.output', ['steps.a.output']],
  ["steps['a'].output", ['steps.a.output']],
  ['steps?.["a"]', ['steps.a']],
  ['steps[`a`]', ['steps.a']],
  ['steps . a', ['steps.a']],
  ['steps // here\n  .a', ['steps.a']],
  ['steps!.a!.output', ['steps.a.output']],
  ['steps[name].output', ['steps.*']],
  ['[...steps.a]', ['steps.a']],
  ['x ? steps.a : steps.b', ['steps.a', 'steps.b']],
  ['Object.keys(steps)', ['steps']],
  ['`${steps.a} and ${ `${steps.b}` } text ${x}` + steps.c', ['steps.a', 'steps.b', 'steps.c']],
  ['const f = () => ({ steps: steps.a })', ['steps.a', 'steps']],
  ['const { a, b: local, c = steps.d } = steps', ['steps.a', 'steps.b', 'steps.c', 'steps.d', 'steps']],
  ['a / steps.x / 2', ['steps.x']],
  ['if (/steps.a/.test(x)) y = steps.b', ['steps.b']],
  ['return /[/]steps.a/g.exec(steps.b)', ['steps.b']],
  ['const x: Foo<string> = steps.a as Bar; tool.arguments', ['steps.a', 'tool.arguments']],
])('%s', (source, expected) => {
  expect(found(source).sort()).toEqual([...expected].sort());
});

test.each([
  '// steps.a',
  '/* steps.a */',
  '"steps.a"',
  "'it\\'s steps.a'",
  '`steps.a`',
  '`\\${steps.a}`',
  'my.steps.a',
  'my?.steps.a',
  'mysteps.a + steps2.b + $steps.c',
  '/steps.a/',
])('finds nothing in %s', (source) => {
  expect(found(source)).toEqual([]);
});

test.each([
  'const steps = list(); steps.length',
  'for (const steps of plans) steps.length',
  'plans.map((steps) => steps.length)',
  'plans.map(steps => steps.length)',
  'plans.map(async ({ steps }, index) => steps.length)',
  'function f(a, steps) { return steps.length }',
  'const [steps] = plans; steps.length',
  'const { plan: { steps } } = x; steps.length',
  'const f = (steps: Step[]): number => steps.length',
  'try {} catch (steps) { steps.length }',
])('a name that the code declares hides the scope: %s', (source) => {
  expect(found(source)).toEqual([]);
});

test.each([
  'if (steps.a) { x() }',
  'f(steps.a, (x) => steps.a)',
  'const x = steps.a',
  'for (const x of steps.a) {}',
])('does not take a use for a declaration: %s', (source) => {
  expect(new Set(found(source))).toEqual(new Set(['steps.a']));
});

test('says where', () => {
  const [reference] = codeReferences('const x = 1;\n  return steps.look_up.output;');
  expect(reference).toMatchObject({ line: 2, column: 10, first: { start: 28, end: 35 } });
});

test('no text makes it throw or hang', () => {
  const piece = fc.constantFrom(
    '`',
    '${',
    '}',
    '{',
    '/',
    '"',
    "'",
    '\\',
    '\n',
    'steps',
    '.',
    'a',
    '(',
    ')',
    '=>',
    '=',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      codeReferences(pieces.join(''));
    }),
    { numRuns: 2000 },
  );
});
