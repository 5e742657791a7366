import { type PatchTexts, readRecord, toRecord } from './history-record.ts';
import type { EditorStore } from './store.ts';

const DATABASE = 'patchbay';
const STORE = 'histories';
const QUIET_MS = 800; // written when nothing was edited for this long
const OPEN_MS = 1_500; // the editor opens without its history rather than wait longer for the browser
const MAX_WORKFLOWS = 30; // histories that are kept, of those workflows that were edited last

/** Where the undo history of workflows outlives the page: the browser's IndexedDB. Without one, nothing is kept. */
export interface HistoryBackup {
  /** What was stored; `undefined` where there is nothing that can be read. */
  readonly read: () => Promise<ReturnType<typeof readRecord>>;
  /** Stores the history a moment after each edit, until the returned function is called; that stores it at once. */
  readonly follow: (store: EditorStore) => () => void;
}

/** The history of one workflow. */
export const createHistoryBackup = (workflowId: string): HistoryBackup => ({
  read: async () => {
    try {
      return readRecord(await within(OPEN_MS, load(workflowId)));
    } catch {
      return undefined; // no storage: a private window, or it is full
    }
  },
  follow: (store) => {
    const texts: PatchTexts = new WeakMap();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = () => {
      clearTimeout(timer);
      timer = undefined;
      const { document, history } = store.getState();
      save(workflowId, toRecord(document, history, texts)).catch(() => undefined); // undo works on, in this page
    };
    const writeIfDue = () => {
      if (timer !== undefined) write();
    };
    const unsubscribe = store.subscribe((now, before) => {
      if (now.history === before.history) return;
      clearTimeout(timer);
      timer = setTimeout(write, QUIET_MS);
    });
    addEventListener('pagehide', writeIfDue);
    return () => {
      unsubscribe();
      removeEventListener('pagehide', writeIfDue);
      writeIfDue();
    };
  },
});

const load = async (workflowId: string): Promise<unknown> => {
  const database = await openDatabase();
  try {
    return await resultOf(database.transaction(STORE).objectStore(STORE).get(workflowId));
  } finally {
    database.close();
  }
};

const save = async (workflowId: string, record: object): Promise<void> => {
  const database = await openDatabase();
  try {
    const store = database.transaction(STORE, 'readwrite').objectStore(STORE);
    await resultOf(store.put({ ...record, workflowId, savedAt: Date.now() }));
    const oldestFirst = await resultOf(store.index('savedAt').getAllKeys());
    for (const key of oldestFirst.slice(0, Math.max(0, oldestFirst.length - MAX_WORKFLOWS)))
      store.delete(key);
  } finally {
    database.close();
  }
};

const openDatabase = (): Promise<IDBDatabase> => {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(STORE, { keyPath: 'workflowId' }).createIndex('savedAt', 'savedAt');
  };
  return resultOf(request);
};

const resultOf = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser could not read its storage.'));
  });

const within = <Result>(ms: number, promise: Promise<Result>): Promise<Result> =>
  Promise.race([
    promise,
    new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error(`The browser's storage did not answer within ${ms} ms.`)), ms);
    }),
  ]);
