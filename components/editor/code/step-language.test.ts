import ts from 'typescript-js';
import { describe, expect, test, vi } from 'vitest';
import { emptyGraph, type GraphDocument } from '#lib/graph/schema.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { scopeDeclarations } from '../form/scope-declarations.ts';
import { libTexts } from './lib-texts.ts';
import { REALM_DECLARATIONS } from './realm-declarations.ts';
import { createStepLanguage, type StepCode } from './step-language.ts';

vi.setConfig({ testTimeout: 30_000 }); // the first reads the declarations of the language

const language = createStepLanguage(ts, libTexts, REALM_DECLARATIONS);
const at = { position: { x: 0, y: 0 } };
const flow: GraphDocument = {
  ...emptyGraph(),
  nodes: [
    { id: 'start', type: 'trigger_event', name: 'Ended', ...at, config: { eventType: 'end-of-call-report' } },
    { id: 'look_up', type: 'http_request', name: 'Look up', ...at, config: {} },
    { id: 'work', type: 'code', name: 'Work', ...at, config: {} },
  ],
  edges: [
    { id: 'a', source: 'start', target: 'look_up' },
    { id: 'b', source: 'look_up', target: 'work' },
  ],
};
const last = {
  event: { type: 'end-of-call-report', endedReason: 'hangup', houseNumber: 12, call: { id: 'c1' } },
  call: { id: 'c1', shoeSize: 44 },
  steps: {
    look_up: {
      output: { status: 200, body: { orders: [{ id: 'A1', total: 12, note: null }], 'first name': 'Ada' } },
    },
  },
};
const declarations = scopeDeclarations(flow, 'work', definitions, ['CRM_TOKEN'], last);

const step = (source: string, kind: StepCode['language'] = 'javascript'): StepCode => ({
  source,
  declarations,
  language: kind,
});
/** The step and the place of `|` in it. */
const marked = (text: string, kind?: StepCode['language']): [StepCode, number] => [
  step(text.replace('|', ''), kind),
  text.indexOf('|'),
];
const names = (text: string, kind?: StepCode['language']): string[] =>
  language.completions(...marked(text, kind)).map(({ name }) => name);
const said = (source: string, kind?: StepCode['language']): string[] =>
  language
    .problems(step(source, kind))
    .map(({ from, to, severity, message }) => `${severity} ${source.slice(from, to)}: ${message}`);

describe.each(['javascript', 'typescript'] as const)('in %s', (kind) => {
  test('completes the fields that the last output of a step had', () => {
    expect(names('return steps.look_up.output.|', kind)).toEqual(['body', 'status']);
    expect(names('const { body } = steps.look_up.output; return body.orders[0].|', kind)).toEqual([
      'id',
      'note',
      'total',
    ]);
    expect(names('return steps.look_up.output.body.orders.map((order) => order.|)', kind)).toContain('total');
    expect(names('return steps.|', kind)).toEqual(['look_up', 'start']);
    expect(names('return secrets.|', kind)).toEqual(['CRM_TOKEN']);
  });

  test('completes what is described of the event and the call, and what was seen beyond that', () => {
    expect(names('return event.|', kind)).toEqual(
      expect.arrayContaining(['endedReason', 'analysis', 'houseNumber']),
    );
    expect(names('return call.|', kind)).toEqual(expect.arrayContaining(['customer', 'shoeSize']));
  });

  test('writes ?. where something may be missing, and brackets where a name needs them', () => {
    const entries = language.completions(...marked('return call.customer.|', kind));
    expect(entries.find(({ name }) => name === 'number')?.insert).toEqual({
      text: '?.number',
      from: 20,
      to: 21,
    });
    const first = language.completions(...marked('return steps.look_up.output.body.|', kind));
    expect(first.find(({ name }) => name === 'first name')?.insert?.text).toBe('["first name"]');
  });

  test('completes locals, members and what the sandbox gives, and nothing that is not there', () => {
    const all = names('const mine = 1; |', kind);
    expect(all).toEqual(
      expect.arrayContaining(['mine', 'fetch', 'memory', 'sleep', 'structuredClone', 'return']),
    );
    for (const absent of [
      'process',
      'require',
      'window',
      'document',
      'WeakRef',
      'Atomics',
      'FormData',
      'import',
    ]) {
      expect(all).not.toContain(absent);
    }
    expect(names('crypto.subtle.|', kind)).toEqual(['digest', 'importKey', 'sign', 'verify']);
    expect(names('memory.call.|', kind)).toEqual(['delete', 'get', 'increment', 'list', 'set']);
    expect(names("await crypto.subtle.digest('|', new Uint8Array())", kind)).toContain('SHA-256');
  });

  test('tells the type and the meaning of a name, and what a call takes', () => {
    const [hovered, place] = marked('return steps.look_up.output.body.orders[0].to|tal', kind);
    expect(language.info(hovered, place)).toMatchObject({
      signature: '(property) "total": number',
      documentation: 'Last: `12`',
      from: 43,
      to: 48,
    });
    expect(language.details(...marked('|', kind), 'sleep')).toMatchObject({ documentation: 'Waits.' });
    expect(language.signature(...marked("await memory.set('a', |)", kind))).toMatchObject({
      before: 'set(key: string, ',
      parameter: 'value: unknown',
    });
    expect(language.signature(...marked('return 1|', kind))).toBeUndefined();
  });

  test('finds where a name is declared', () => {
    expect(language.definition(...marked('const total = 1; return to|tal', kind))).toEqual({
      from: 6,
      to: 11,
    });
    expect(language.definition(...marked('return ev|ent', kind))).toBeUndefined();
  });

  test.each([
    [
      'what the sandbox takes',
      'const { body } = steps.look_up.output;\nfor (const { id } of body.orders) console.log(id);\nreturn await memory.get("a");',
    ],
    ['a name of the scope declared anew', 'const event = 1; return event'],
    [
      'callbacks on what nobody knows the type of',
      'const r = await fetch("https://a.example"); const l = await r.json(); return l.map((x) => x.id)',
    ],
    ['fields that were never seen', 'return [event.whatever, steps.look_up.output.headers]'],
    ['a promise that is meant to be dropped', 'void memory.set("a", 1)'],
    ['nothing at all', ''],
    ['a step that never ran', 'return steps.start.output.anything.at.all'],
  ])('has nothing to say of %s', (_, source) => {
    expect(said(source, kind)).toEqual([]);
  });

  test.each([
    ['return evnt.type', ["error evnt: Cannot find name 'evnt'. Did you mean 'event'?"]],
    [
      'return steps.lookup.output',
      [expect.stringContaining("error lookup: Property 'lookup' does not exist")],
    ],
    ['return secrets.CRM_TOKE', [expect.stringContaining("Did you mean 'CRM_TOKEN'?")]],
    [
      'return event.endedReson',
      ['warning endedReson: “endedReson” is not known here. Did you mean “endedReason”?'],
    ],
    ['return fetch()', ['error fetch: Expected 1-2 arguments, but got 0.']],
    ['memory.set("a", 1)', [expect.stringMatching(/^warning memory.set: Nobody waits for this/)]],
    ['return 1;\nconsole.log(2)', ['warning console.log(2): Unreachable code detected.']],
    [
      'return memory.get("a").length',
      [expect.stringContaining("error length: Property 'length' does not exist on type 'Promise<any>'")],
    ],
    ['const a = 1; a = 2; return a', [expect.stringContaining('error a: Cannot assign to')]],
    ['return {', ["error : '}' expected."]],
    ['return 1 +', [expect.stringContaining('Expression expected')]],
    ['return 1 }', ['error }: This } closes nothing.']],
    ['const fs = require("fs")', [expect.stringContaining('There are no modules')]],
    ['import fs from "fs"', [expect.stringContaining('There are no modules')]],
    ['return process.env.A', [expect.stringContaining('Store a secret')]],
    ['return document.title', [expect.stringContaining('runs in no browser')]],
  ])('%s', (source, expected) => {
    expect(said(source, kind)).toEqual(expected);
  });
});

test('types are wrong in JavaScript, and checked in TypeScript', () => {
  expect(said('const n: number = "1"; return n')).toEqual([
    'error number: Type annotations can only be used in TypeScript files.',
  ]);
  expect(said('const n: number = "1"; return n', 'typescript')).toEqual([
    "error n: Type 'string' is not assignable to type 'number'.",
  ]);
  expect(said('let n = 1; n = "a"; return n')).toEqual([]);
  expect(said('return call.customer.number', 'typescript')).toEqual([
    "error call.customer: 'call.customer' is possibly 'undefined'.",
  ]);
  expect(said('return call.customer.number')).toEqual([]);
  expect(said('enum A { B }', 'typescript')[0]).toContain('erasableSyntaxOnly');
});
