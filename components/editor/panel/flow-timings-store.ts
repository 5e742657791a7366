import { useSyncExternalStore } from 'react';
import { readFlowTimings } from '#app/actions/flow-timings.ts';
import { isSame } from '#lib/graph/same-json.ts';
import { type Editor, useEditor } from '../editor-context.tsx';

/** How long one step on the way to a reply takes, in milliseconds. */
export interface StepTiming {
  readonly nodeId: string;
  readonly name: string;
  readonly runs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** How long the flow of one trigger takes to answer, in milliseconds; null where nothing was measured. */
export interface FlowTiming {
  readonly triggerNodeId: string;
  readonly runs: number;
  readonly late: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly slowestNodeId: string | null;
  readonly steps: readonly StepTiming[];
}

/** What was measured of the published flows; undefined until it was read. */
type Timings = readonly FlowTiming[] | undefined;

interface TimingsStore {
  readonly subscribe: (onChange: () => void) => () => void;
  readonly get: () => Timings;
}

const REFRESH_MS = 30_000;

/** Reads when somebody begins to look, when the tab is looked at again, and now and then while it is. */
const createTimingsStore = (workflowId: string): TimingsStore => {
  const listeners = new Set<() => void>();
  let timings: Timings;
  let isReading = false;
  const read = async (): Promise<void> => {
    if (isReading || document.hidden) return;
    isReading = true;
    try {
      const read = await readFlowTimings(workflowId);
      if (isSame(timings, read)) return; // every card would be drawn again for nothing
      timings = read;
      for (const tell of listeners) tell();
    } catch {
      // Timings are an extra: the next round tries again, and what was read before stays.
    } finally {
      isReading = false;
    }
  };
  const onVisible = (): void => void read();
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    get: () => timings,
    subscribe: (onChange) => {
      listeners.add(onChange);
      if (listeners.size === 1) {
        void read();
        timer = setInterval(onVisible, REFRESH_MS);
        document.addEventListener('visibilitychange', onVisible);
      }
      return () => {
        listeners.delete(onChange);
        if (listeners.size > 0) return;
        clearInterval(timer);
        document.removeEventListener('visibilitychange', onVisible);
      };
    },
  };
};

const stores = new WeakMap<Editor, TimingsStore>();

const storeOf = (editor: Editor): TimingsStore => {
  const known = stores.get(editor);
  if (known !== undefined) return known;
  const created = createTimingsStore(editor.workflowId);
  stores.set(editor, created);
  return created;
};

const notYet = (): undefined => undefined;

/** The timings of the workflow in the editor. */
export const useFlowTimings = (): Timings => {
  const store = storeOf(useEditor());
  return useSyncExternalStore(store.subscribe, store.get, notYet);
};
