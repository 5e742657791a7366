import { z } from 'zod';
import type { CodeFailure, CodeFailureKind, ConsoleLine } from './contract.ts';
import type { ReportedKind } from './frames.ts';
import { limits } from './limits.ts';

/** How a run failed, before its console is known. */
export type Failure = Omit<CodeFailure, 'console'>;

const reported = z.object({
  name: z.string().max(200),
  message: z.string().max(limits.errorMessageChars),
  stack: z.string().max(limits.errorStackChars),
});

/** A failure with a fixed text, which is the sandbox's own and not the user's code's. */
export const failureOf = (kind: CodeFailureKind, message: string): Failure => ({
  ok: false,
  kind,
  name: names[kind],
  message,
});

const names: Readonly<Record<CodeFailureKind, string>> = {
  syntax: 'SyntaxError',
  error: 'Error',
  timeout: 'TimeoutError',
  memory: 'MemoryLimitError',
  'output-limit': 'OutputLimitError',
  crash: 'SandboxError',
  cancelled: 'CancelledError',
  overloaded: 'OverloadedError',
};

export const withConsole = (failure: Failure, console: readonly ConsoleLine[]): CodeFailure => ({
  ...failure,
  console,
});

export const timeoutFailure = (timeoutMs: number): Failure =>
  failureOf('timeout', `The code did not finish within ${timeoutMs} ms.`);

export const memoryFailure = (memoryMb: number): Failure =>
  failureOf('memory', `The code used more than its ${memoryMb} MB of memory.`);

/** Turns what a child reported about the user's code into a failure with the user's own line. */
export const failureFromReport = (
  kind: ReportedKind,
  text: string,
  context: { readonly stepId: string; readonly timeoutMs: number; readonly memoryMb: number },
): Failure => {
  switch (kind) {
    case 'timeout':
      return timeoutFailure(context.timeoutMs);
    case 'memory':
      return memoryFailure(context.memoryMb);
    case 'output-limit':
      return failureOf(
        'output-limit',
        `The result is ${Number(text)} characters of JSON; a step may return ${limits.resultChars}.`,
      );
    case 'error':
    case 'syntax':
    case 'crash':
      return fromError(kind, text, context.stepId);
  }
};

const fromError = (kind: CodeFailureKind, text: string, stepId: string): Failure => {
  const parsed = reported.safeParse(parseJson(text));
  if (!parsed.success) return failureOf('crash', 'The sandbox gave no usable report of an error.');
  const { name, message, stack } = parsed.data;
  const frames = userFrames(stack);
  const [top] = frames;
  const lines = frames.map(({ where, line, column }) => {
    const place = `${stepId}:${line}:${column}`;
    return where === '' ? `    at ${place}` : `    at ${where} (${place})`;
  });
  return {
    ok: false,
    kind,
    name,
    message,
    ...(top === undefined
      ? {}
      : { line: top.line, column: top.column, stack: [`${name}: ${message}`, ...lines].join('\n') }),
  };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

interface UserFrame {
  readonly where: string;
  readonly line: number;
  readonly column: number;
}

/** The lines of a V8 stack that lie in the step; those of the sandbox itself are no help to its author. */
const userFrames = (stack: string): UserFrame[] =>
  stack.split('\n').flatMap((text) => {
    const found = /^ *at (?:(.*) \()?.*?patchbay-step:[^:]*:(\d+):(\d+)/.exec(text);
    if (found === null) return [];
    const [, name = '', line, column] = found;
    const where = name.replace(/^async |eval at .*$/g, '').replace(/^(Object|Promise)\.<anonymous>$/, '');
    return [{ where, line: Number(line), column: Number(column) }];
  });
