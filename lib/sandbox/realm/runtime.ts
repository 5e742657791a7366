import type { Kit } from './kit.ts';

/** One run inside the realm. */
export interface RealmRun {
  readonly id: number;
  /** Answers that are waited for, by call number. */
  readonly pending: Record<number, Pending>;
  ended: boolean;
}

export interface Pending {
  readonly resolve: (answer: string) => void;
  readonly reject: (reason: string) => void;
}

/** The compiled function of a step: takes its parts of the scope and gives the body, ready to be called. */
type StepFunction = (...scope: unknown[]) => () => Promise<unknown>;

export interface Runtime {
  /** The run whose code is executing. A segment belongs to one run, with all its microtasks. */
  readonly current: () => RealmRun;
  /**
   * Sends a call to the parent; `resolve` and `reject` are called when it is answered, if the run still lives. Throws
   * a TypeError where it is too long to cross.
   */
  readonly send: (request: object, pending: Pending) => number;
  /** An error for a call that failed, with the stack of where the call was made. */
  readonly failureOf: (made: Error, message: string) => Error;
  /** Ends a wait. */
  readonly cancel: (call: number) => void;
  /** Ends the run with an error that no `catch` of the user's could see, such as one thrown in a timer. */
  readonly fail: (error: unknown) => void;
  readonly register: (step: StepFunction, names: string) => number;
  readonly start: (run: number, step: number, scope: string) => void;
  readonly settle: (run: number, call: number, isOk: boolean, answer: string) => void;
  readonly drop: (run: number) => void;
}

/** Makes what starts runs, resumes them and reports how they ended. */
export const makeRuntime = (kit: Kit, inspect: (value: unknown) => string): Runtime => {
  const { host, ops, limits, parse, stringify, toText, cut } = kit;
  const { apply, get } = Reflect;
  const { create } = Object;
  const NativeError = Error;
  const NativeTypeError = TypeError;
  const steps: { readonly make: StepFunction; readonly names: readonly string[] }[] = [];
  const runs: Record<number, RealmRun> = create(null);
  let current: RealmRun | undefined;
  let calls = 0;

  const end = (run: RealmRun): boolean => {
    if (run.ended) return false;
    run.ended = true;
    delete runs[run.id];
    return true;
  };

  /** A property of something thrown, which may be a getter, a proxy, anything. */
  const read = (thrown: object, name: string): string | undefined => {
    try {
      const value: unknown = get(thrown, name);
      return value === undefined ? undefined : toText(value);
    } catch {
      return undefined; // a getter that throws is no reason to lose the failure itself
    }
  };

  const reportOf = (thrown: unknown): string => {
    let name = 'Error';
    let message = '';
    let stack = '';
    if (typeof thrown === 'object' && thrown !== null) {
      name = read(thrown, 'name') ?? 'Error';
      stack = read(thrown, 'stack') ?? '';
      const own = read(thrown, 'message');
      try {
        message = own ?? `Thrown: ${inspect(thrown)}`;
      } catch {
        message = 'Something was thrown that cannot be shown.';
      }
    } else {
      message = toText(thrown);
    }
    const report = {
      name: cut(name, 200),
      message: cut(message, limits.errorMessageChars),
      stack: cut(stack, limits.errorStackChars),
    };
    return stringify(report) ?? '';
  };

  const failRun = (run: RealmRun, thrown: unknown): void => {
    if (run.ended) return;
    const report = reportOf(thrown);
    if (end(run)) host(ops.failed, 0, report);
  };

  const drive = async (run: RealmRun, step: number, scopeText: string): Promise<void> => {
    try {
      const compiled = steps[step];
      if (compiled === undefined) throw new NativeError('unknown step');
      const scope = parse(scopeText) as Record<string, unknown>; // made by our own parent
      const values: unknown[] = [];
      for (let at = 0; at < compiled.names.length; at += 1) values[at] = scope[compiled.names[at] ?? ''];
      const value = await apply(compiled.make, undefined, values)();
      if (run.ended) return;
      const text = stringify(value) ?? 'null';
      if (!end(run)) return;
      if (text.length > limits.resultChars) host(ops.failed, 1, `${text.length}`);
      else host(ops.done, 0, text);
    } catch (error) {
      failRun(run, error);
    }
  };

  const needCurrent = (): RealmRun => {
    if (current === undefined) throw new NativeError('no run');
    return current;
  };

  return {
    current: needCurrent,
    send: (request, pending) => {
      const run = needCurrent();
      if (run.ended) return 0;
      const text = stringify(request) ?? '';
      if (text.length > limits.callChars) {
        throw new NativeTypeError(
          `This is ${text.length} characters long; ${limits.callChars} can leave a step.`,
        );
      }
      calls += 1;
      run.pending[calls] = pending;
      host(ops.call, calls, text);
      return calls;
    },
    failureOf: (made, message) => {
      const { stack } = made;
      made.message = message;
      if (typeof stack === 'string')
        made.stack = `${made.name}: ${message}\n${stack.slice(stack.indexOf('\n') + 1)}`;
      return made;
    },
    cancel: (call) => {
      const run = needCurrent();
      if (run.pending[call] === undefined) return;
      delete run.pending[call];
      host(ops.abort, call, '');
    },
    fail: (error) => failRun(needCurrent(), error),
    register: (make, names) => {
      steps[steps.length] = { make, names: names === '' ? [] : names.split(',') };
      return steps.length - 1;
    },
    start: (id, step, scope) => {
      const run: RealmRun = { id, pending: create(null), ended: false };
      runs[id] = run;
      current = run;
      void drive(run, step, scope);
    },
    settle: (id, call, isOk, answer) => {
      const run = runs[id];
      const pending = run?.pending[call];
      if (run === undefined || pending === undefined) return;
      delete run.pending[call];
      current = run;
      if (isOk) pending.resolve(answer);
      else pending.reject(answer);
    },
    drop: (id) => {
      const run = runs[id];
      if (run !== undefined) end(run);
    },
  };
};
