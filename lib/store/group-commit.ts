export interface GroupCommitOptions<Item> {
  /** Writes a batch in one transaction; resolves once it is committed. */
  readonly write: (items: readonly Item[]) => Promise<void>;
  readonly bytesOf: (item: Item) => number;
  readonly maxItems: number;
  /** A batch ends before it, unless a single item is larger. */
  readonly maxBytes: number;
  /** Whether an error may be the fault of one item, so that the others are worth another try without it. */
  readonly isItemFault: (error: unknown) => boolean;
}

export interface GroupCommit<Item> {
  /** Resolves once the item is committed; rejects with what went wrong. */
  readonly add: (item: Item) => Promise<void>;
  /** Resolves once nothing that was added before is waiting, committed or not. */
  readonly flush: () => Promise<void>;
}

interface Waiting<Item> {
  readonly item: Item;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** All items that come in while the last commit runs go into the next one: the busier, the cheaper each is. */
export const createGroupCommit = <Item>(options: GroupCommitOptions<Item>): GroupCommit<Item> => {
  let queue: Waiting<Item>[] = [];
  let running: Promise<void> | undefined;

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
    while (queue.length > 0) await commit(takeBatch());
    running = undefined;
  };

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        queue.push({ item, resolve, reject });
        running ??= run();
      }),
    flush: async () => {
      while (running !== undefined) await running;
    },
  };
};
