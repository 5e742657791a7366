/** What was given the first time. */
export interface First<T> {
  readonly eventId: string;
  /** By a process before this one: whether there is an answer is only known once it was looked up. */
  readonly isRestored?: boolean;
  /** Under way until the first delivery is answered. `undefined` where it was not taken: the next one is the first. */
  readonly value: () => Promise<T | undefined>;
}

export interface OnceMemory<T> {
  /** The first delivery of `key`, of which the answer is known or under way. One look-up. */
  readonly find: (key: string) => First<T> | undefined;
  /** Remembers the first delivery of `key`, from now on. */
  readonly add: (key: string, eventId: string, value: Promise<T | undefined>) => void;
  /** Remembers one that was answered at `answeredAt` (ms since 1970) by a process before this one. */
  readonly restore: (key: string, answeredAt: number, first: Pick<First<T>, 'eventId' | 'value'>) => void;
  readonly size: () => number;
}

export interface OnceLimits<T> {
  /** Entries, and bytes as `bytesOf` counts them. The oldest answers are given up first. */
  readonly maxEntries: number;
  readonly maxBytes: number;
  /** How long an answer is remembered, in milliseconds. */
  readonly keepMs: number;
  readonly bytesOf: (value: T) => number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** How often what has expired is looked for, in milliseconds. */
const TIDY_MS = 5_000;

interface Entry<T> extends First<T> {
  /** Milliseconds since 1970; `undefined` while the answer is under way. */
  readonly expiresAt: number | undefined;
  readonly bytes: number;
}

/** Answers by what identifies their events, in memory, the oldest first. What is under way is never given up. */
export const createOnceMemory = <T>(limits: OnceLimits<T>): OnceMemory<T> => {
  const { keepMs, now } = limits;
  const entries = new Map<string, Entry<T>>();
  let bytes = 0;
  let tidyAt = 0;

  const remove = (key: string, entry: Entry<T>): void => {
    if (entries.delete(key)) bytes -= entry.bytes;
  };

  /** At the end of the map, so that the answers in it are in the order of their age. */
  const put = (key: string, entry: Entry<T>): void => {
    const before = entries.get(key);
    if (before !== undefined) remove(key, before);
    entries.set(key, entry);
    bytes += entry.bytes;
  };

  /** Seldom, and much at once: a map's first entry is the slower to find the more were deleted before it. */
  const tidy = (): void => {
    const time = now();
    if (entries.size <= limits.maxEntries && bytes <= limits.maxBytes && time < tidyAt) return;
    tidyAt = time + TIDY_MS;
    const isOver = entries.size > limits.maxEntries || bytes > limits.maxBytes;
    const maxEntries = isOver ? limits.maxEntries - Math.floor(limits.maxEntries / 20) : limits.maxEntries;
    const maxBytes = isOver ? limits.maxBytes * 0.95 : limits.maxBytes;
    for (const [key, entry] of entries) {
      if (entry.expiresAt === undefined) continue;
      if (entries.size <= maxEntries && bytes <= maxBytes && entry.expiresAt > time) return;
      remove(key, entry);
    }
  };

  const settle = (key: string, entry: Entry<T>, value: T | undefined): void => {
    if (entries.get(key) !== entry) return;
    if (value === undefined) {
      remove(key, entry);
      return;
    }
    put(key, { ...entry, expiresAt: now() + keepMs, bytes: sizeOf(key) + limits.bytesOf(value) });
    tidy();
  };

  return {
    find: (key) => {
      const entry = entries.get(key);
      if (entry?.expiresAt === undefined || entry.expiresAt > now()) return entry;
      remove(key, entry);
      return undefined;
    },
    add: (key, eventId, value) => {
      const entry: Entry<T> = { eventId, value: () => value, expiresAt: undefined, bytes: sizeOf(key) };
      put(key, entry);
      value.then(
        (settled) => settle(key, entry, settled),
        () => settle(key, entry, undefined), // whoever waits for it hears of it
      );
    },
    restore: (key, answeredAt, { eventId, value }) => {
      const expiresAt = answeredAt + keepMs;
      if (expiresAt <= now() || entries.has(key)) return;
      let found: Promise<T | undefined> | undefined;
      const entry: Entry<T> = {
        eventId,
        isRestored: true,
        expiresAt,
        bytes: sizeOf(key),
        value: () => {
          found ??= value().then((known) => {
            if (known === undefined && entries.get(key) === entry) remove(key, entry);
            return known;
          });
          return found;
        },
      };
      put(key, entry);
      tidy();
    },
    size: () => entries.size,
  };
};

/** Two bytes a character, and what the entry, its promise and its place in the map take, roughly. */
const sizeOf = (key: string): number => key.length * 2 + 400;
