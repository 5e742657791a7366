import { expect, test } from 'vitest';
import type { RunDocument } from '#lib/engine/record.ts';
import { maskedJson } from './masked-json.ts';

const document: RunDocument = {
  steps: [
    {
      nodeId: 'look_up',
      status: 'failed',
      startMs: 1234,
      durationMs: 5,
      attempts: 1,
      handle: 'out',
      input: { url: 'https://shop/?key=1234', 'key 1234': null, found: true },
      output: ['1234', 1234],
      error: {
        code: 'code.error',
        message: 'no 1234',
        stack: 'Error: no 1234',
        line: 1,
        response: { status: 404, headers: { location: '/1234' }, body: { key: '1234', left: 1234 } },
      },
      console: [{ level: 'log', text: 'key 1234', atMs: 1234 }],
    },
  ],
  reply: { status: 200, headers: { 'x-key': '1234' }, body: { key: '1234' } },
  lateReply: { key: '1234' },
};

const hide =
  (...values: string[]) =>
  (text: string): string =>
    values.reduce((left, value) => left.replaceAll(value, '••••••'), text);

test('hides a value wherever a flow can write text', () => {
  expect(JSON.parse(maskedJson(document, hide('1234')))).toEqual({
    steps: [
      {
        nodeId: 'look_up',
        status: 'failed',
        startMs: 1234,
        durationMs: 5,
        attempts: 1,
        handle: 'out',
        input: { url: 'https://shop/?key=••••••', 'key ••••••': null, found: true },
        output: ['••••••', 1234],
        error: {
          code: 'code.error',
          message: 'no ••••••',
          stack: 'Error: no ••••••',
          line: 1,
          response: { status: 404, headers: { location: '/••••••' }, body: { key: '••••••', left: 1234 } },
        },
        console: [{ level: 'log', text: 'key ••••••', atMs: 1234 }],
      },
    ],
    reply: { status: 200, headers: { 'x-key': '••••••' }, body: { key: '••••••' } },
    lateReply: { key: '••••••' },
  });
});

test.each(['null', 'true', '1234', 'failed', 'steps', 'input', 'look_up', '":"', '},{'])(
  'a secret that is %s leaves a document that can be read',
  (secret) => {
    expect(JSON.parse(maskedJson(document, hide(secret)))).toMatchObject({
      steps: [
        { nodeId: 'look_up', status: 'failed', startMs: 1234, console: [{ level: 'log', atMs: 1234 }] },
      ],
      reply: { status: 200 },
    });
  },
);

test('keeps a key that is called __proto__', () => {
  const output: unknown = JSON.parse('{"__proto__":{"key":"1234"}}');
  const [step] = document.steps;
  if (step === undefined) throw new Error('the document has a step');
  const text = maskedJson({ steps: [{ ...step, output }] }, hide('1234'));
  expect(text).toContain('"output":{"__proto__":{"key":"••••••"}}');
});
