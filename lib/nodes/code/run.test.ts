import { expect, test } from 'vitest';
import type { CodeFailureKind, CodeRequest, StepContext } from '../step.ts';
import { stepContext } from '../test-context.ts';
import { runCode } from './run.ts';

const line = { level: 'log', text: 'hi', atMs: 1 } as const;

test('hands source, scope and limits to the sandbox, and gives what it returned', async () => {
  const seen: CodeRequest[] = [];
  const context = stepContext({
    inputs: [{ from: 'a', output: 1 }],
    code: (request) => {
      seen.push(request);
      return { ok: true, value: { n: 1 }, console: [line] };
    },
  });
  const result = await runCode({
    source: 'return "{{ not.a.template }}"',
    language: 'typescript',
    timeoutMs: 900,
  })(context);
  expect(result).toEqual({ output: { n: 1 }, console: [line], input: { timeoutMs: 900, inputs: { a: 1 } } });
  expect(seen).toEqual([
    {
      stepId: 'step',
      source: 'return "{{ not.a.template }}"',
      language: 'typescript',
      scope: context.scope,
      inputs: context.inputs,
      timeoutMs: 900,
      signal: context.signal,
    },
  ]);
});

test('shows what came in, but not the whole event once more', async () => {
  const code = () => ({ ok: true, value: null, console: [] }) as const;
  const event = { type: 'hang' };
  const inputs = [
    { from: 'trigger', output: event },
    { from: 'look_up', output: { n: 1 } },
  ];
  const { input } = await runCode({ source: 'x' })(stepContext({ code, inputs, scope: { event } }));
  expect(input).toEqual({ timeoutMs: 5000, inputs: { trigger: 'the event', look_up: { n: 1 } } });
  expect((await runCode({ source: 'x' })(stepContext({ code }))).input).toEqual({ timeoutMs: 5000 });
});

test('what came in can also be told where the code fails', async () => {
  const inputs = [{ from: 'look_up', output: { n: 1 } }];
  const told: unknown[] = [];
  const context: StepContext = {
    ...stepContext({
      inputs,
      code: () => ({ ok: false, kind: 'error', name: 'Error', message: 'boom', console: [] }),
    }),
    describeInput: (tell) => told.push(tell()),
  };
  await expect(runCode({ source: 'x' })(context)).rejects.toThrow('boom');
  expect(told).toEqual([{ timeoutMs: 5000, inputs: { look_up: { n: 1 } } }]);
});

test('never gets more time than the step has left, and 5 s by default', async () => {
  const limits: number[] = [];
  const code = ({ timeoutMs }: CodeRequest) => {
    limits.push(timeoutMs);
    return { ok: true, value: null, console: [] } as const;
  };
  await runCode({ source: 'x' })(stepContext({ code }));
  await runCode({ source: 'x' })(stepContext({ code, timeLeftMs: 70 }));
  await runCode({ source: 'x' })(stepContext({ code, timeLeftMs: -5 }));
  expect(limits).toEqual([5000, 70, 1]);
});

test.each<[CodeFailureKind, boolean]>([
  ['syntax', false],
  ['error', false],
  ['timeout', false],
  ['memory', false],
  ['output-limit', false],
  ['crash', true],
  ['cancelled', false],
  ['overloaded', true],
])('%s becomes a StepError with place, stack and console', async (kind, retryable) => {
  const context = stepContext({
    code: () => ({
      ok: false,
      kind,
      name: 'TypeError',
      message: 'x is not',
      line: 3,
      column: 7,
      stack: 'at 3:7',
      console: [line],
    }),
  });
  await expect(runCode({ source: 'x' })(context)).rejects.toMatchObject({
    name: 'StepError',
    code: `code.${kind}`,
    message: expect.stringMatching(/x is not \(line 3, column 7\)$/),
    retryable,
    line: 3,
    column: 7,
    userStack: 'at 3:7',
    console: [line],
  });
});

test('names the kind of error that the code threw, unless it says nothing', async () => {
  const fail = (name: string) =>
    runCode({ source: 'x' })(
      stepContext({ code: () => ({ ok: false, kind: 'error', name, message: 'boom', console: [] }) }),
    );
  await expect(fail('RangeError')).rejects.toThrow(/^RangeError: boom$/);
  await expect(fail('Error')).rejects.toThrow(/^boom$/);
});
