import type { ConsoleLine, FailedResponse } from '#lib/nodes/step.ts';
import type { RunError } from './record.ts';

/** A step that failed: what is recorded, and whether another try may help. */
export interface Failure {
  readonly error: RunError;
  readonly isRetryable: boolean;
  readonly console?: readonly ConsoleLine[] | undefined;
}

/** A failure that the engine itself finds. Trying again would find the same. */
export const engineFailure = (code: string, message: string, nodeId: string): Failure => ({
  error: { code, message, nodeId },
  isRetryable: false,
});

/**
 * What a step threw, as a failure. `StepError`s are known by their fields, not their class, of which there may be
 * several in one process. The engine's own stack never leaves it: only `userStack` does.
 */
export const toFailure = (thrown: unknown, nodeId: string): Failure => {
  const read = reader(thrown);
  const line = read('line', isNumber);
  const column = read('column', isNumber);
  const stack = read('userStack', isText);
  const response = read('response', isResponse);
  return {
    error: {
      code: read('code', isText) ?? 'step.failed',
      message: read('message', isText) || inWords(thrown),
      nodeId,
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
      ...(stack === undefined ? {} : { stack }),
      ...(response === undefined ? {} : { response }),
    },
    isRetryable: read('retryable', isBoolean) ?? true,
    console: read('console', isLines),
  };
};

const reader =
  (thrown: unknown) =>
  <T>(key: string, is: (value: unknown) => value is T): T | undefined => {
    if (typeof thrown !== 'object' || thrown === null) return undefined;
    const value: unknown = Reflect.get(thrown, key);
    return is(value) ? value : undefined;
  };

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number';
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isResponse = (value: unknown): value is FailedResponse =>
  typeof value === 'object' && value !== null && 'status' in value && isNumber(value.status);
const isLines = (value: unknown): value is readonly ConsoleLine[] => Array.isArray(value);

/** The message where something other than an Error was thrown. */
const inWords = (thrown: unknown): string => {
  if (typeof thrown === 'string' && thrown !== '') return thrown;
  try {
    return `The step threw ${JSON.stringify(thrown) ?? String(thrown)}.`;
  } catch {
    return 'The step threw something that cannot be shown.'; // it contains itself, or its toJSON throws
  }
};
