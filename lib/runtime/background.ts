/** Runs tasks that nobody waits for, at most `concurrency` at once, in the order they came. */
export interface Background {
  readonly add: (task: () => Promise<void>) => void;
  /** Resolves once nothing runs and nothing waits. */
  readonly drain: () => Promise<void>;
  /** Forgets what has not begun. */
  readonly drop: () => void;
}

export const createBackground = (concurrency: number): Background => {
  const waiting: (() => Promise<void>)[] = [];
  const idle: (() => void)[] = [];
  let running = 0;

  const next = (): void => {
    const task = running < concurrency ? waiting.shift() : undefined;
    if (task === undefined) {
      if (running === 0) for (const resolve of idle.splice(0)) resolve();
      return;
    }
    running += 1;
    void task().finally(() => {
      running -= 1;
      next();
    });
  };

  return {
    add: (task) => {
      waiting.push(task);
      next();
    },
    drain: () =>
      new Promise((resolve) => {
        idle.push(resolve);
        next();
      }),
    drop: () => {
      waiting.length = 0;
    },
  };
};
