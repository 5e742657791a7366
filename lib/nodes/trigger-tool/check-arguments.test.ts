import fc from 'fast-check';
import { expect, test } from 'vitest';
import { argumentCheck } from './check-arguments.ts';
import { triggerTool } from './definition.ts';
import { readParameterSchema } from './parameter-schema.ts';

const check = (parameters: unknown, given: unknown, argumentsError?: string): string | undefined => {
  const found = argumentCheck(parameters);
  if (found === undefined) throw new Error('these parameters are not checked');
  return found({ id: 'c', name: 't', arguments: given, ...(argumentsError ? { argumentsError } : {}) });
};

const order = {
  type: 'object',
  properties: {
    order_number: { type: 'string', description: 'the number on the receipt.' },
    people: { type: 'integer', minimum: 1, maximum: 12 },
    size: { type: 'string', enum: ['small', 'large'] },
    when: { type: 'object', properties: { day: { type: 'string' } }, required: ['day'] },
    tags: { type: 'array', items: { type: 'string' }, uniqueItems: true },
  },
  required: ['order_number'],
};

test('lets fitting arguments through, and those that nothing is said of', () => {
  expect(
    check(order, { order_number: '1001', people: 4, when: { day: 'Monday' }, other: [1] }),
  ).toBeUndefined();
  expect(check({ type: 'object' }, { anything: true })).toBeUndefined();
});

test('says what is missing, of what type it is and what it stands for', () => {
  expect(check(order, {})).toBe(
    'Missing: order_number (text, the number on the receipt). Ask the caller for it and call the tool again.',
  );
  expect(check({ type: 'object', properties: { a: {} }, required: ['a', 'b'] }, {})).toBe(
    'Missing: a, b. Ask the caller for them and call the tool again.',
  );
  expect(check(order, { order_number: '1', when: {} })).toMatch(/^Missing: when\.day \(text\)\./);
});

test.each([
  [{ people: 'four' }, 'people must be a whole number, not the text "four".'],
  [{ people: 4.5 }, 'people must be a whole number, not the number 4.5.'],
  [{ people: 0 }, 'people must be at least 1, not the number 0.'],
  [{ size: 'huge' }, 'size must be one of "small", "large", not the text "huge".'],
  [{ tags: ['a', 2] }, 'tags.1 must be text, not the number 2.'],
  [{ when: [] }, 'when must be an object, not a list.'],
])('says of %j what is wrong', (given, sentence) => {
  expect(check(order, { order_number: '1', ...given })).toBe(
    `${sentence} Correct this, ask the caller where you have to, and call the tool again.`,
  );
});

test('says both, and no more than five of each', () => {
  const properties = Object.fromEntries(
    Array.from({ length: 8 }, (_, index) => [`p${index}`, { type: 'string' }]),
  );
  const parameters = { type: 'object', properties, required: ['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6'] };
  expect(check(parameters, { p7: 1 })).toBe(
    'Missing: p0 (text), p1 (text), p2 (text), p3 (text), p4 (text), and 2 more. p7 must be text, not the number 1. Correct this, ask the caller where you have to, and call the tool again.',
  );
});

test('null is as good as nothing, where the parameter does not take it', () => {
  expect(check(order, { order_number: '1', people: null })).toBeUndefined();
  expect(check(order, { order_number: null })).toMatch(/^Missing: order_number/);
  const takesNull = { type: 'object', properties: { a: { type: ['string', 'null'] } }, required: ['a'] };
  expect(check(takesNull, { a: null })).toBeUndefined();
  const nullable = { type: 'object', properties: { a: { type: 'string', nullable: true } }, required: ['a'] };
  expect(check(nullable, { a: null })).toBeUndefined();
});

test('arguments that are no JSON or no object do not fit', () => {
  expect(check(order, {}, 'Unexpected end of JSON input')).toMatch(
    /^The arguments cannot be read: Unexpected end/,
  );
  expect(check(order, [1])).toMatch(/^The arguments must be an object, not a list\./);
  expect(check(order, 'text')).toMatch(/^The arguments must be an object, not the text "text"\./);
});

test('of a choice it says that none fits, not why each does not', () => {
  const parameters = {
    type: 'object',
    properties: { id: { anyOf: [{ type: 'string', minLength: 3 }, { type: 'integer' }] } },
  };
  expect(check(parameters, { id: 'x' })).toBe(
    'id must be something that the tool takes, not the text "x". Correct this, ask the caller where you have to, and call the tool again.',
  );
});

test('checks what lies in references, patterns, conditions, and entries that may not be twice there', () => {
  const parameters = {
    type: 'object',
    $defs: { code: { type: 'string', pattern: '^[A-Z]{2}\\d+$' } },
    properties: {
      code: { $ref: '#/$defs/code' },
      codes: { type: 'array', items: { $ref: '#/$defs/code' }, uniqueItems: true },
    },
    if: { required: ['codes'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { required: ['code'] },
    additionalProperties: false,
  };
  expect(check(parameters, { code: 'AB12', codes: ['AB1', 'AB2'] })).toBeUndefined();
  expect(check(parameters, { code: 'ab' })).toMatch(/^code must match the pattern \^\[A-Z\]/);
  expect(check(parameters, { code: 'AB1', codes: ['AB1', 'AB1'] })).toMatch(
    /^codes must not have the same entry twice\./,
  );
  expect(check(parameters, { codes: ['AB1'] })).toMatch(/^Missing: code \(text\)\./);
  expect(check(parameters, { code: 'AB1', extra: 1 })).toMatch(/^There is no parameter extra\./);
});

test.each([
  [
    { type: 'object', properties: { a: { type: 'strng' } } },
    'properties.a.type is "strng", which is no type.',
  ],
  [
    { type: 'object', properties: { a: { required: true } } },
    'properties.a.required must be a list of names.',
  ],
  [{ type: 'object', properties: { a: { enum: [] } } }, 'properties.a.enum must be a list'],
  [{ type: 'object', properties: { a: { enum: 'x' } } }, 'properties.a.enum must be a list'],
  [{ type: 'object', properties: { a: 7 } }, 'properties.a must be a schema'],
  [
    { type: 'object', properties: { a: { pattern: '(' } } },
    'properties.a.pattern is not a regular expression.',
  ],
  [{ type: 'object', properties: { a: { minLength: -1 } } }, 'properties.a.minLength must be a whole number'],
  [
    { type: 'object', properties: { a: { $ref: '#/$defs/x' } } },
    'properties.a.$ref is "#/$defs/x", which does',
  ],
])('%j is refused before publishing, with the place', (parameters, message) => {
  const issues = triggerTool.check?.({ toolName: 'a', parameters, onMismatch: 'run' }) ?? [];
  expect(issues.map((issue) => issue.message)).toEqual([expect.stringContaining(message)]);
  expect(issues[0]?.path).toEqual(['parameters']);
  expect(argumentCheck(parameters)).toBeUndefined();
});

test.each([
  [{ type: 'object', properties: { a: { pattern: '(?=x)' } } }, 'properties.a.pattern looks ahead'],
  [{ type: 'object', properties: { a: { $ref: '#' } } }, 'properties.a.$ref leads back to itself'],
  [{ type: 'object', properties: { a: { $ref: 'https://x.example/y' } } }, 'properties.a.$ref leads out'],
])('%j can be published only where arguments are not checked', (parameters, message) => {
  const issuesFor = (onMismatch: string) =>
    (triggerTool.check?.({ toolName: 'a', parameters, onMismatch }) ?? []).map((issue) => issue.message);
  expect(issuesFor('run')).toEqual([]);
  expect(issuesFor('tell').join()).toContain(message);
});

test('references that multiply are refused instead of written out', () => {
  const $defs = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => {
      const next = { $ref: `#/$defs/d${index + 1}` };
      return [`d${index}`, { type: 'object', properties: { a: next, b: next } }];
    }),
  );
  const parameters = {
    type: 'object',
    $defs: { ...$defs, d30: {} },
    properties: { x: { $ref: '#/$defs/d0' } },
  };
  expect(readParameterSchema(parameters).issues.map(({ message }) => message)).toEqual([
    'The parameters are too large or too deep to be checked.',
  ]);
});

test('large arguments are refused, not worked through', () => {
  expect(check({ type: 'object' }, { list: Array.from({ length: 20_000 }, () => 1) })).toMatch(/too large/);
  expect(check({ type: 'object' }, { text: 'x'.repeat(300_000) })).toMatch(/too large/);
});

const keyword = fc.constantFrom(
  ...[
    'type',
    'enum',
    'const',
    'pattern',
    'required',
    'properties',
    'patternProperties',
    'items',
    'not',
    'if',
  ],
  ...[
    'additionalProperties',
    'propertyNames',
    'contains',
    'then',
    'else',
    'allOf',
    'anyOf',
    'oneOf',
    'minimum',
  ],
  ...[
    'uniqueItems',
    'maxLength',
    'multipleOf',
    '$ref',
    '$id',
    'id',
    '$schema',
    '$anchor',
    'format',
    'nullable',
  ],
  ...['$defs', 'definitions', 'discriminator', 'dependencies', '__proto__', 'constructor', 'a'],
);
const leaf = fc.constantFrom<unknown>('string', 'object', ['a'], [], true, 0, 3, null, '#', '(', '^a+$', {});
const schema: fc.Memo<unknown> = fc.memo((depth) => {
  if (depth <= 1) return leaf;
  const object = fc.array(fc.tuple(keyword, schema()), { maxLength: 4 }).map(Object.fromEntries);
  return fc.oneof(leaf, object, object, object, fc.array(schema(), { maxLength: 2 }));
});

test('whatever the schema says, it is refused or it compiles, and no arguments make the check fail', () => {
  let compiled = 0;
  fc.assert(
    fc.property(schema(4), fc.jsonValue({ maxDepth: 3 }), (parameters, given) => {
      const found = argumentCheck(parameters);
      if (found === undefined) return;
      compiled += 1;
      const told = found({ id: 'c', name: 't', arguments: given });
      expect(told === undefined || told.endsWith('again.')).toBe(true);
    }),
    { numRuns: 2_000 },
  );
  expect(compiled).toBeGreaterThan(100);
});

test('the words of the help are the words that go out', () => {
  expect(triggerTool.help).toContain(check(order, {}));
});
