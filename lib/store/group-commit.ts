export interface GroupCommitOptions<Item> {
  /** Writes a batch in one transaction; resolves once it is committed. */
  readonly write: (items: readonly Item[]) => Promise<void>;
  readonly bytesOf: (item: Item) => number;
  readonly maxItems: number;
  /** A batch ends before it, unless a single item is larger. */
  readonly maxBytes: number;
  /** Whether an error may be the fault of one item, so that the others are worth another try without it. */
  readonly isItemFault: (error: unknown) => boolean;
  /** How long items that nobody waits for are gathered before they are written. */
  readonly gatherMs: number;
}

export interface GroupCommit<Item> {
  /** Resolves once the item is committed; rejects with what went wrong. `isAwaited`: somebody waits for that. */
  readonly add: (item: Item, isAwaited: boolean) => Promise<void>;
  /** Somebody waits, now, for what was added before. */
  readonly hurry: () => void;
  /** Resolves once nothing that was added before is waiting, committed or not. */
  readonly flush: () => Promise<void>;
}

interface Waiting<Item> {
  readonly item: Item;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * All items that come in while the last commit runs go into the next one: the busier, the cheaper each is. Items that
 * nobody waits for let more of them come together first.
 */
export const createGroupCommit = <Item>(options: GroupCommitOptions<Item>): GroupCommit<Item> => {
  let queue: Waiting<Item>[] = [];
  /** So many of the queue, from its head, are not to wait for others. */
  let urgent = 0;
  let running: Promise<void> | undefined;
  let gathering: NodeJS.Timeout | undefined;

  const takeBatch = (): Waiting<Item>[] => {
    let bytes = 0;
    let count = 0;
    for (const { item } of queue) {
      bytes += options.bytesOf(item);
      if (count === options.maxItems || (count > 0 && bytes > options.maxBytes)) break;
      count += 1;
    }
    const batch = queue.slice(0, count);
    queue = queue.slice(count);
    urgent = Math.max(0, urgent - count);
    return batch;
  };

  const commit = async (batch: readonly Waiting<Item>[]): Promise<void> => {
    try {
      await options.write(batch.map(({ item }) => item));
    } catch (error) {
      if (batch.length > 1 && options.isItemFault(error)) {
        for (const waiting of batch) await commit([waiting]);
      } else {
        for (const { reject } of batch) reject(error);
      }
      return;
    }
    for (const { resolve } of batch) resolve();
  };

  const run = async (): Promise<void> => {
    // Everything that this turn of the event loop brings in shares the first commit.
    await new Promise((resolve) => setImmediate(resolve));
    while (urgent > 0) await commit(takeBatch());
    running = undefined;
    if (queue.length > 0) gather();
  };

  const gather = (): void => {
    gathering ??= setTimeout(hurry, options.gatherMs);
  };

  const hurry = (): void => {
    clearTimeout(gathering);
    gathering = undefined;
    urgent = queue.length;
    if (urgent > 0) running ??= run();
  };

  return {
    add: (item, isAwaited) =>
      new Promise((resolve, reject) => {
        queue.push({ item, resolve, reject });
        if (isAwaited || queue.length >= options.maxItems) hurry();
        else if (running === undefined) gather();
      }),
    hurry,
    flush: async () => {
      do {
        hurry();
        await running;
      } while (running !== undefined);
    },
  };
};
