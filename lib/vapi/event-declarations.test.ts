import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { eventDeclarations, eventType, toolDeclaration } from './event-declarations.ts';
import { describedTypes, eventFields } from './event-fields.ts';
import { eventCatalogue } from './events.ts';
import { isObject, parseBody } from './message.ts';

const fixtures = new URL('./fixtures/', import.meta.url);
const samples = readdirSync(new URL('samples/', fixtures)).filter(
  (file) => file.endsWith('.json') && file !== 'INDEX.json',
);

const compiler = createRequire(import.meta.url).resolve('typescript/package.json');
const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-types-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What TypeScript finds wrong with a file. */
const errorsIn = (source: string): string[] => {
  writeFileSync(path.join(folder, 'sample.ts'), source);
  const { stdout, status, error } = spawnSync(
    process.execPath,
    [path.join(path.dirname(compiler), 'bin/tsc'), '--strict', '--noEmit', '--pretty', 'false', 'sample.ts'],
    { cwd: folder, encoding: 'utf8' },
  );
  if (error !== undefined || status === null) throw error ?? new Error('the compiler did not end');
  const errors = stdout.split('\n').filter((line) => /error TS\d/.test(line));
  expect(errors.length > 0).toBe(status !== 0);
  return errors;
};

/** Null is as good as nothing: bodies of 2024 name every field. */
const withoutNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([name, inner]) => [name, withoutNulls(inner)]),
  );
};

const messageOf = (file: string): Record<string, unknown> => {
  const parsed = parseBody(readFileSync(new URL(`samples/${file}`, fixtures)));
  if (!parsed.ok) throw new Error(parsed.reason);
  const message = withoutNulls(parsed.message.fields);
  if (!isObject(message)) throw new Error(`${file} is no object`);
  // In 2024 it was a text, and who reads it as a number today is right.
  return typeof message.timestamp === 'string' ? { ...message, timestamp: 0 } : message;
};

test('every field of every sample is described, with its type, and nothing that is always there is missing', () => {
  const source = samples
    .map((file) => {
      const message = messageOf(file);
      return `{ const sample: ${eventType(String(message.type), 'exact')} = ${JSON.stringify(message)}; }`;
    })
    .join('\n');
  expect(errorsIn(source)).toEqual([]);
}, 60_000);

test('a field that is not described, and one of another type, would be found', () => {
  const hang = eventType('hang', 'exact');
  expect(errorsIn(`const a: ${hang} = { type: 'hang', call: { id: 'c', colour: 1 } };`)).toHaveLength(1);
  expect(errorsIn(`const a: ${hang} = { type: 'hang', timestamp: 'now' };`)).toHaveLength(1);
}, 60_000);

test('every field of the observed schema is described', () => {
  const schema: unknown = JSON.parse(
    readFileSync(new URL('server-message.observed.schema.json', fixtures), 'utf8'),
  );
  const definitions = isObject(schema) && isObject(schema.$defs) ? schema.$defs : {};
  const seen = new Set<string>();
  const messages = Object.entries(definitions).filter(([name]) => /^M:(?!unknown)|^Simulation/.test(name));
  for (const [, definition] of messages) {
    const properties = isObject(definition) && isObject(definition.properties) ? definition.properties : {};
    const { type } = properties;
    const types = isObject(type) ? (Array.isArray(type.enum) ? type.enum : [type.const]) : [];
    for (const name of types.filter((each) => typeof each === 'string')) {
      seen.add(name);
      if (name.startsWith('simulation.')) continue;
      expect([name, Object.keys(properties).filter((key) => !Object.hasOwn(eventFields(name), key))]).toEqual(
        [name, []],
      );
    }
  }
  const known = eventCatalogue.map((info) => info.type);
  expect(known.filter((name) => !seen.has(name))).toEqual([]);
});

test('the catalogue and the fields are about the same types', () => {
  expect([...describedTypes].sort()).toEqual(eventCatalogue.map(({ type }) => type).sort());
});

test('code completes and is checked against the events that lead to it', () => {
  const declarations = [
    eventDeclarations(['end-of-call-report', 'status-update']),
    toolDeclaration([
      {
        type: 'object',
        properties: {
          people: { type: 'integer', description: 'How many */ people' },
          'first name': { type: 'string' },
          size: { enum: ['small', 'large'] },
          dishes: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } },
        },
        required: ['people'],
      },
    ]),
  ].join('\n');
  const errors = (code: string) => errorsIn(`${declarations}\nexport {};\n${code}`);
  expect(
    errors(`
      const people: number = tool.arguments.people;
      const dish: string | undefined = tool.arguments.dishes?.[0]?.name;
      const first: string | undefined = tool.arguments['first name'];
      const number: string | undefined = call.customer?.number;
      if (event.type === 'end-of-call-report') { const reason: string = event.endedReason; void reason; }
      const anything = event.somethingNew;
      void [people, dish, first, number, anything];
    `),
  ).toEqual([]);
  expect(errors('tool.arguments.people.toUpperCase();')).toHaveLength(1);
  expect(errors('const id: number = call.id;')).toHaveLength(1);
  expect(
    errorsIn(`${eventDeclarations([])}\nexport {};\nconst type: string = event.type; void type;`),
  ).toEqual([]);
}, 60_000);
