import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseBody } from './message.ts';
import { legacyToolCall, toolCallsOf } from './tool-calls.ts';
import { oneLine, toolCallResult } from './tool-result.ts';

const callsOf = (file: string) => {
  const parsed = parseBody(readFileSync(new URL(`./fixtures/samples/${file}`, import.meta.url)));
  if (!parsed.ok) throw new Error(parsed.reason);
  return toolCallsOf(parsed.message.fields);
};

const booking = { date: '2025-11-24', time: '15:00', name: 'Ada Lovelace' };

test.each(['tool-calls.json', 'tool-calls.string-arguments.json', 'tool-calls.docs-parameters.json'])(
  'reads the arguments of %s into one shape',
  (file) => {
    const [first] = callsOf(file);
    expect(first?.name).toMatch(/^book/i);
    expect(first?.id).not.toBe('');
    expect(first?.arguments).toMatchObject({ date: booking.date });
  },
);

test('reads several calls in Vapi’s order', () => {
  expect(callsOf('tool-calls.parallel.json').map((call) => call.name)).toEqual([
    'bookAppointment',
    'getWeather',
  ]);
});

test('says when text arguments are not JSON, and goes on without them', () => {
  const [call] = toolCallsOf({ toolCallList: [{ id: '1', function: { name: 'x', arguments: '{oops' } }] });
  expect(call).toMatchObject({ id: '1', name: 'x', arguments: {} });
  expect(call?.argumentsError).toBeDefined();
});

test('holds text arguments to the nesting that a body may have', () => {
  const deep = `{"a":${'['.repeat(100)}${']'.repeat(100)}}`;
  const [call] = toolCallsOf({ toolCallList: [{ id: '1', function: { name: 'x', arguments: deep } }] });
  expect(call).toMatchObject({ arguments: {}, argumentsError: 'nested deeper than 100 levels' });
});

test('falls back to the wrapped list, and ignores what is not a call', () => {
  expect(
    toolCallsOf({
      toolCallList: [],
      toolWithToolCallList: [{ toolCall: { id: 'a', name: 'x', parameters: { n: 1 } } }, 7],
    }),
  ).toEqual([{ id: 'a', name: 'x', arguments: { n: 1 } }]);
  expect(toolCallsOf({ toolCallList: 'nonsense' })).toEqual([]);
});

test('puts every result on one line, and objects into JSON', () => {
  const call = { id: 'c', name: 'x', arguments: {} };
  expect(toolCallResult(call, { kind: 'tool-call', result: 'a \r\n  b\nc' })).toEqual({
    toolCallId: 'c',
    name: 'x',
    result: 'a b c',
  });
  expect(toolCallResult(call, { kind: 'tool-call', result: { a: 'x\ny' } }).result).toBe('{"a":"x\\ny"}');
  expect(toolCallResult(call, { kind: 'tool-call', result: 42 }).result).toBe('42');
  expect(toolCallResult(call, { kind: 'tool-call', error: 'no\nway' })).toEqual({
    toolCallId: 'c',
    name: 'x',
    error: 'no way',
  });
});

test('does not slow down on long runs of blanks', () => {
  expect(oneLine(`a${' '.repeat(200_000)}b`).length).toBe(200_002);
});

test('reads a legacy function call as one tool call without an id', () => {
  expect(legacyToolCall({ functionCall: { name: 'x', parameters: { n: 1 } } })).toEqual({
    id: '',
    name: 'x',
    arguments: { n: 1 },
  });
  expect(legacyToolCall({ functionCall: { name: 'x', parameters: '{"n":1}' } })?.arguments).toEqual({ n: 1 });
  expect(legacyToolCall({ functionCall: { name: 'x', parameters: '{oops' } })?.argumentsError).toBeDefined();
  expect(legacyToolCall({ functionCall: 'x' })).toBeUndefined();
  expect(legacyToolCall({})).toBeUndefined();
});
