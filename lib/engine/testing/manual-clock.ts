interface Timer {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock for tests that only moves when told to. Milliseconds. */
export class ManualClock {
  #now = 0;
  readonly #timers = new Set<Timer>();

  readonly now = (): number => this.#now;

  /** How many sleeps are waiting: none may be left when a run has ended. */
  get pending(): number {
    return this.#timers.size;
  }

  readonly sleep = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const stop = (): void => {
        this.#timers.delete(timer);
        reject(signal.reason);
      };
      const timer: Timer = {
        at: this.#now + ms,
        wake: () => {
          this.#timers.delete(timer);
          signal.removeEventListener('abort', stop);
          resolve();
        },
      };
      this.#timers.add(timer);
      signal.addEventListener('abort', stop, { once: true });
    });

  readonly after = (ms: number, act: () => void): (() => void) => {
    const timer: Timer = {
      at: this.#now + ms,
      wake: () => {
        this.#timers.delete(timer);
        act();
      },
    };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  };

  /** Moves on by `ms`, waking sleepers on the way in their order. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await settle();
    for (let next = this.#earliest(until); next !== undefined; next = this.#earliest(until)) {
      this.#now = Math.max(this.#now, next.at);
      next.wake();
      await settle();
    }
    this.#now = until;
  }

  #earliest(until: number): Timer | undefined {
    const due = [...this.#timers].filter((timer) => timer.at <= until);
    return due.sort((a, b) => a.at - b.at)[0];
  }
}

/** Lets everything run that waits for nothing but its turn. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
