import { newTabName } from './live/editor-live.ts';

const KEY = 'patchbay:tab';

/** What this tab is called, and which others are there. */
export interface Tab {
  readonly name: string;
  readonly isOpen: (name: string) => boolean;
}

let ownName: Promise<string> | undefined;

/**
 * The name of this tab: the same after a reload, another one in a tab that was duplicated. Each tab holds a lock of its
 * name; over plain HTTP there are none (Web Locks need a secure context), and every other tab counts as closed.
 */
export const thisTab = async (): Promise<Tab> => {
  ownName ??= claimName();
  const name = await ownName;
  const held = (await lockManager()?.query())?.held ?? [];
  const others = new Set(held.map((lock) => lock.name).filter((other) => other !== lockOf(name)));
  return { name, isOpen: (other) => others.has(lockOf(other)) };
};

const claimName = async (): Promise<string> => {
  const locks = lockManager();
  const before = sessionStorage.getItem(KEY);
  const name =
    before !== null && (locks === undefined || (await hold(locks, before))) ? before : newTabName();
  if (name !== before) {
    sessionStorage.setItem(KEY, name);
    if (locks !== undefined) await hold(locks, name);
  }
  return name;
};

/** Undefined where the page came over plain HTTP, whatever the types say. */
const lockManager = (): LockManager | undefined => navigator.locks;

const lockOf = (name: string): string => `${KEY}:${name}`;

/** False where another tab holds the name. */
const hold = (locks: LockManager, name: string): Promise<boolean> =>
  new Promise((resolve) => {
    void locks.request(lockOf(name), { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise(() => undefined); // until the page is gone
    });
  });
