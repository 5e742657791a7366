import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Answer, Ask, Numbered } from './language-messages.ts';
import type { StepCode } from './step-language.ts';

/** How far TypeScript is: not asked for yet, on its way, there, or not to be had. */
export type LanguageStatus = 'idle' | 'loading' | 'ready' | 'failed';

/** TypeScript in a worker. There is one for the page; it is started by the first code field that is used. */
export interface LanguageClient {
  readonly status: StoreApi<{ readonly status: LanguageStatus }>;
  /** Starts the worker, with the step that is open. Does nothing where it runs or failed. */
  readonly start: (step: StepCode) => void;
  /** What the worker says; undefined where there is none, or where it could not tell. */
  readonly ask: (ask: Ask) => Promise<Answer | undefined>;
}

/** Makes a client of the worker that `spawn` gives. */
export const createLanguageClient = (spawn: () => Worker): LanguageClient => {
  const status = createStore<{ status: LanguageStatus }>()(() => ({ status: 'idle' }));
  const waiting = new Map<number, (answer: Answer | undefined) => void>();
  let worker: Worker | undefined;
  let asked = 0;

  const fail = () => {
    worker?.terminate();
    worker = undefined;
    status.setState({ status: 'failed' });
    for (const settle of waiting.values()) settle(undefined);
    waiting.clear();
  };

  const ask: LanguageClient['ask'] = (content) => {
    const running = worker;
    if (running === undefined) return Promise.resolve(undefined);
    asked += 1;
    const number = asked;
    return new Promise((resolve) => {
      waiting.set(number, resolve);
      running.postMessage({ number, content } satisfies Numbered<Ask>);
    });
  };

  const receive = ({ data: { number, content } }: MessageEvent<Numbered<Answer>>) => {
    if (content.kind === 'failed') console.warn(`TypeScript: ${content.message}`);
    waiting.get(number)?.(content.kind === 'failed' ? undefined : content);
    waiting.delete(number);
  };

  return {
    status,
    ask,
    start: (step) => {
      if (status.getState().status !== 'idle') return;
      status.setState({ status: 'loading' });
      try {
        worker = spawn();
      } catch {
        return fail(); // the browser has no workers, or the page may not start one
      }
      worker.addEventListener('error', fail);
      worker.addEventListener('message', receive);
      void ask({ kind: 'open', step }).then((answer) => {
        if (answer !== undefined) status.setState({ status: 'ready' });
        else if (worker !== undefined) fail();
      });
    },
  };
};

/** The client of this page. */
export const languageClient = createLanguageClient(
  () => new Worker(new URL('./language.worker.ts', import.meta.url), { type: 'module', name: 'TypeScript' }),
);
