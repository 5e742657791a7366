import type { ConsoleLine, FailedResponse } from './step.ts';

interface StepErrorDetails {
  /** Trying again may help. */
  readonly retryable?: boolean | undefined;
  /** 1-based, in the user's own source. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** The user's own frames, not ours. */
  readonly userStack?: string | undefined;
  readonly console?: readonly ConsoleLine[] | undefined;
  /** The answer because of which it failed. */
  readonly response?: FailedResponse | undefined;
  readonly cause?: unknown;
}

/** Why a step failed: a stable code and a sentence that says what happened and what to do. */
export class StepError extends Error {
  override readonly name = 'StepError';
  readonly code: string;
  readonly retryable: boolean;
  readonly line?: number;
  readonly column?: number;
  readonly userStack?: string;
  readonly console?: readonly ConsoleLine[];
  readonly response?: FailedResponse;

  constructor(code: string, message: string, details: StepErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.retryable = details.retryable ?? false;
    if (details.line !== undefined) this.line = details.line;
    if (details.column !== undefined) this.column = details.column;
    if (details.userStack !== undefined) this.userStack = details.userStack;
    if (details.console !== undefined) this.console = details.console;
    if (details.response !== undefined) this.response = details.response;
  }
}
