/** Counts the requests that are being answered, so that stopping can wait for them. */
export interface OpenRequests {
  readonly begin: () => void;
  readonly end: () => void;
  readonly count: () => number;
  /** Resolves once none is open. */
  readonly none: () => Promise<void>;
}

export const createOpenRequests = (): OpenRequests => {
  const waiting: (() => void)[] = [];
  let open = 0;
  return {
    begin: () => {
      open += 1;
    },
    end: () => {
      open -= 1;
      if (open === 0) for (const resolve of waiting.splice(0)) resolve();
    },
    count: () => open,
    none: () =>
      new Promise((resolve) => {
        if (open === 0) resolve();
        else waiting.push(resolve);
      }),
  };
};
