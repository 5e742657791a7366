import { HttpError } from './http-error.ts';

/** Ends a request when its time is up or its caller gives up. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** The outcome of `work`, or a rejection as soon as the deadline comes. */
  readonly race: <T>(work: Promise<T>) => Promise<T>;
  /** Why it ended; undefined while it has not. */
  readonly reason: () => HttpError | undefined;
  readonly clear: () => void;
}

/** A deadline of `timeoutMs` from now for a request to `host`, tied to the caller's signal. */
export const createDeadline = (caller: AbortSignal, timeoutMs: number, host: () => string): Deadline => {
  const controller = new AbortController();
  const ended = Promise.withResolvers<never>();
  ended.promise.catch(() => undefined); // most requests end before it, and then nobody listens
  let reason: HttpError | undefined;
  const end = (error: HttpError): void => {
    reason ??= error;
    controller.abort(reason);
    ended.reject(reason);
  };
  const onAbort = (): void => end(new HttpError('http.aborted', `The request to ${host()} was cancelled.`));
  const timer = setTimeout(() => {
    end(
      new HttpError(
        'http.timeout',
        `${host()} did not answer in full within ${timeoutMs} ms. Raise the time limit of the step, or ask for less.`,
      ),
    );
  }, timeoutMs);
  if (caller.aborted) onAbort();
  else caller.addEventListener('abort', onAbort, { once: true });
  return {
    signal: controller.signal,
    race: (work) => Promise.race([work, ended.promise]),
    reason: () => reason,
    clear: () => {
      clearTimeout(timer);
      caller.removeEventListener('abort', onAbort);
    },
  };
};
