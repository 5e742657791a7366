import { Worker } from 'node:worker_threads';

export type Stripped =
  | { readonly ok: true; readonly source: string }
  | { readonly ok: false; readonly message: string; readonly line?: number; readonly column?: number };

export interface TypeStripper {
  /** Replaces the types of a whole module by blanks; lines and columns stay. Never rejects. */
  readonly strip: (source: string) => Promise<Stripped>;
  readonly close: () => Promise<void>;
}

/**
 * Node's type stripper is a WebAssembly module. Some sources (deep nesting is enough) break its instance for the
 * rest of the thread's life, and it cannot run where `--jitless` is on, as in the children. So it works in a thread,
 * which is thrown away after a failure of that kind and after a while without work.
 */
const program = `
  const { parentPort } = require('node:worker_threads');
  const { stripTypeScriptTypes } = require('node:module');
  parentPort.on('message', ({ id, source }) => {
    try {
      parentPort.postMessage({ id, source: stripTypeScriptTypes(source, { mode: 'strip' }) });
    } catch (error) {
      const { code, message, stack } = error;
      parentPort.postMessage({ id, code: String(code), message: String(message), stack: String(stack) });
    }
  });
`;

const STRIP_TIMEOUT_MS = 3000;
const IDLE_MS = 30_000;

interface Answer {
  readonly id: number;
  readonly source?: string;
  readonly code?: string;
  readonly message?: string;
  readonly stack?: string;
}

/** Starts its thread at the first use. */
export const createTypeStripper = (): TypeStripper => {
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let lastId = 0;
  let queue: Promise<unknown> = Promise.resolve();

  const stop = async (): Promise<void> => {
    clearTimeout(idle);
    const stopped = worker;
    worker = undefined;
    await stopped?.terminate();
  };

  const start = (): Worker => {
    if (worker !== undefined) return worker;
    const resourceLimits = { maxOldGenerationSizeMb: 128 };
    worker = new Worker(program, { eval: true, env: {}, execArgv: ['--no-warnings'], resourceLimits });
    worker.unref();
    return worker;
  };

  const ask = (source: string): Promise<Answer | undefined> =>
    new Promise((resolve) => {
      const asked = start();
      lastId += 1;
      const id = lastId;
      const finish = (answer: Answer | undefined): void => {
        clearTimeout(timer);
        asked.off('message', onMessage).off('error', onError).off('exit', onError);
        resolve(answer);
      };
      const onMessage = (answer: Answer): void => {
        if (answer.id === id) finish(answer);
      };
      const onError = (): void => finish(undefined);
      const timer = setTimeout(onError, STRIP_TIMEOUT_MS);
      asked.on('message', onMessage).on('error', onError).on('exit', onError);
      asked.postMessage({ id, source });
    });

  const strip = async (source: string): Promise<Stripped> => {
    clearTimeout(idle);
    const answer = await ask(source);
    if (answer?.source !== undefined) {
      idle = setTimeout(() => void stop(), IDLE_MS).unref();
      return { ok: true, source: answer.source };
    }
    const isRefusal = /^ERR_(INVALID|UNSUPPORTED)_TYPESCRIPT_SYNTAX$/.test(answer?.code ?? '');
    if (answer === undefined || !isRefusal) {
      await stop(); // its WebAssembly instance is not usable any more
      return {
        ok: false,
        message: 'The TypeScript could not be read: it is nested too deeply or too large.',
      };
    }
    return {
      ok: false,
      message: answer.message ?? 'The TypeScript could not be read.',
      ...position(answer.stack),
    };
  };

  return {
    strip: (source) => {
      const stripped = queue.then(() => strip(source));
      queue = stripped;
      return stripped;
    },
    close: async () => {
      await queue;
      await stop();
    },
  };
};

/** The stack begins with `:2`, some lines of the source, and a line of carets below the second of them. */
const position = (stack: string | undefined): { line?: number; column?: number } => {
  const found = /^\S*:(\d+)\n(?:.*\n)*?( *)\^+\s*\n/.exec(stack ?? '');
  if (found === null) return {};
  return { line: Number(found[1]), column: (found[2] ?? '').length + 1 };
};
