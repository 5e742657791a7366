import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';

const folder = new URL('../../vapi/fixtures/samples/', import.meta.url);
const samples: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json') && file !== 'INDEX.json')
  .map((file) => readFileSync(new URL(file, folder), 'utf8'));

/** `count` bodies that nobody should send, the same ones for the same seed. */
export const fuzzBodies = (seed: number, count: number): Uint8Array[] =>
  fc.sample(body, { seed, numRuns: count });

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const anySample = fc.constantFrom(...samples);

/** Keys that mean something in JavaScript, in a message or to what reads it. */
const key = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '',
    'length',
    'then',
  ),
  fc.constantFrom(
    'type',
    'message',
    'call',
    'id',
    'timestamp',
    'toolCallList',
    'toolCalls',
    'function',
    'name',
  ),
  fc.constantFrom(
    'arguments',
    'parameters',
    'functionCall',
    'secret',
    'headers',
    'credentials',
    'url',
    'server',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

const nested = (levels: number, isList: boolean): string =>
  isList ? '['.repeat(levels) + ']'.repeat(levels) : `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

/** JSON text of a value that is not what was expected. */
const oddJson: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'null',
      'true',
      '0',
      '-0',
      '1e999',
      '-1',
      '9007199254740993',
      '""',
      '[]',
      '{}',
    ),
  },
  { weight: 2, arbitrary: fc.json({ maxDepth: 3 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }).map((text) => JSON.stringify(text)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('"\\ud800"', '"\\u0000"', '"{\\"a\\":"', '"[[[["', '"\\n\\r\\u2028"'),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.integer({ min: 1, max: 130 }), fc.boolean()).map(([n, list]) => nested(n, list)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.integer({ min: 1, max: 130 }), fc.boolean())
      .map(([n, list]) => JSON.stringify(nested(n, list))),
  },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 60_000 }).map((n) => `"${'x'.repeat(n)}"`) },
  {
    weight: 1,
    arbitrary: fc.array(fc.tuple(key, fc.json({ maxDepth: 1 })), { maxLength: 5 }).map(fieldsText),
  },
);

/** Duplicate keys and all, which no object could hold. */
function fieldsText(fields: readonly (readonly [string, string])[]): string {
  return `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
}

/** Where a value begins in JSON text: behind a colon, a comma or a bracket. */
const placesOf = (json: string): number[] =>
  [...json.matchAll(/[:,[]\s*(?=["{[\d\-tfn])/g)].map((match) => match.index + match[0].length);

const valueAt = (json: string, from: number): number => {
  const rest = json.slice(from);
  const scalar = /^(?:"(?:[^"\\]|\\.)*"|[\d.eE+-]+|true|false|null)/.exec(rest);
  return from + (scalar?.[0].length ?? 1);
};

/** A sample in which some values became others: still JSON more often than not. */
const otherValues = fc
  .tuple(anySample, fc.array(fc.tuple(fc.nat(), oddJson), { minLength: 1, maxLength: 4 }))
  .map(([sample, changes]) =>
    bytesOf(
      changes.reduce((text, [at, value]) => {
        const places = placesOf(text);
        const from = places[at % Math.max(1, places.length)] ?? 0;
        return text.slice(0, from) + value + text.slice(valueAt(text, from));
      }, sample),
    ),
  );

/** A sample with fields added to some of its objects, some of them twice. */
const moreFields = fc
  .tuple(anySample, fc.array(fc.tuple(fc.nat(), key, oddJson), { minLength: 1, maxLength: 6 }))
  .map(([sample, added]) =>
    bytesOf(
      added.reduce((text, [at, name, value]) => {
        const places = [...text.matchAll(/\{(?=\s*")/g)].map((match) => match.index + 1);
        const from = places[at % Math.max(1, places.length)] ?? 0;
        return `${text.slice(0, from)}${JSON.stringify(name)}:${value},${text.slice(from)}`;
      }, sample),
    ),
  );

/** A sample with bytes cut out, put in or turned over: broken JSON and broken UTF-8. */
const otherBytes = fc
  .tuple(
    anySample,
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 40 }), fc.uint8Array({ maxLength: 8 })), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([sample, cuts]) =>
    cuts.reduce<Uint8Array>((bytes, [at, length, put]) => {
      const from = at % Math.max(1, bytes.length);
      return Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + length)]);
    }, bytesOf(sample)),
  );

const toolCall = fc.oneof(
  oddJson,
  fc
    .tuple(
      fc.oneof(
        fc.string().map((id) => JSON.stringify(id)),
        oddJson,
      ),
      fc.constantFrom('"book"', '""', '5', 'null'),
      oddJson,
    )
    .map(([id, name, given]) => `{"id":${id},"function":{"name":${name},"arguments":${given}}}`),
);

const toolCalls = fc
  .tuple(
    fc.constantFrom('toolCallList', 'toolCalls', 'toolWithToolCallList'),
    fc.array(toolCall, { maxLength: 12 }),
    fc.nat(),
  )
  .map(([list, calls, id]) =>
    bytesOf(`{"message":{"type":"tool-calls","call":{"id":"c${id}"},"${list}":[${calls.join(',')}]}}`),
  );

/** A message of a known type with little that belongs into it. */
const bareMessage = fc
  .tuple(
    fc.constantFrom(
      'assistant-request',
      'function-call',
      'knowledge-base-request',
      'status-update',
      'end-of-call-report',
      'constructor',
      'x',
    ),
    fc.array(fc.tuple(key, oddJson), { maxLength: 6 }),
  )
  .map(([type, fields]) => bytesOf(`{"message":${fieldsText([['type', JSON.stringify(type)], ...fields])}}`));

const tooDeep = fc
  .tuple(fc.integer({ min: 90, max: 20_000 }), fc.boolean(), fc.boolean())
  .map(([levels, isList, isOpen]) => {
    const text = nested(levels, isList);
    return bytesOf(
      isOpen ? `{"message":${text.slice(0, text.length / 2)}` : `{"message":{"type":"x","a":${text}}}`,
    );
  });

const body: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 6, arbitrary: otherValues },
  { weight: 5, arbitrary: moreFields },
  { weight: 4, arbitrary: otherBytes },
  { weight: 4, arbitrary: toolCalls },
  { weight: 4, arbitrary: bareMessage },
  { weight: 1, arbitrary: tooDeep },
  { weight: 1, arbitrary: oddJson.map(bytesOf) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
);
