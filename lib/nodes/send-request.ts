import { StepError } from './step-error.ts';

/** Codes of HttpPort that another try may get over. */
const RETRYABLE: ReadonlySet<string> = new Set(['http.timeout', 'http.connect', 'http.dns']);

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/**
 * The answer to a request. What the HTTP port throws becomes the step's error; `isRetryable` says which of its codes
 * may be tried again: by default a time-out, no connection and an unknown name.
 */
export const sendRequest = async <Answer>(
  send: () => Promise<Answer>,
  isRetryable: (code: string) => boolean = (code) => RETRYABLE.has(code),
): Promise<Answer> => {
  try {
    return await send();
  } catch (error) {
    const code = codeOf(error);
    if (!(error instanceof Error) || code?.startsWith('http.') !== true) throw error;
    throw new StepError(code, error.message, { retryable: isRetryable(code), cause: error });
  }
};
