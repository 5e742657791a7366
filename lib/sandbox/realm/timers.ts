import type { Kit } from './kit.ts';
import type { RealmRun, Runtime } from './runtime.ts';

/** `setTimeout`, `setInterval`, `sleep`. The clock is the parent's: between two segments nothing runs in a child. */
export const addTimers = (kit: Kit, runtime: Runtime): void => {
  const MAX_DELAY_MS = 2 ** 31 - 1;
  const { apply } = Reflect;
  // By run, so that a number from one run means nothing in another.
  const tables = new WeakMap<
    RealmRun,
    { next: number; live: number; readonly calls: Record<number, number> }
  >();
  const { get, set } = WeakMap.prototype;

  const table = () => {
    const run = runtime.current();
    const known = apply(get, tables, [run]);
    if (known !== undefined) return known;
    const made = { next: 1, live: 0, calls: Object.create(null) };
    apply(set, tables, [run, made]);
    return made;
  };

  const delayOf = (ms: unknown): number => {
    const delay = Math.trunc(Number(ms));
    return delay >= 0 && delay <= MAX_DELAY_MS ? delay : 0;
  };

  const arm = (id: number, delay: number, fire: () => void): void => {
    const timers = table();
    timers.calls[id] = runtime.send({ op: 'timer', ms: delay }, { resolve: fire, reject: () => {} });
  };

  const open = (): number => {
    const timers = table();
    if (timers.live >= kit.limits.timers) throw new RangeError(`More than ${kit.limits.timers} timers wait.`);
    timers.live += 1;
    const id = timers.next;
    timers.next += 1;
    return id;
  };

  const clear = (id: unknown): void => {
    const timers = table();
    const key = Number(id);
    const call = timers.calls[key];
    if (call === undefined) return;
    delete timers.calls[key];
    timers.live -= 1;
    runtime.cancel(call);
  };

  const call = (action: unknown, values: unknown[]): void => {
    try {
      if (typeof action === 'function') apply(action as () => void, undefined, values);
    } catch (error) {
      runtime.fail(error);
    }
  };

  const needFunction = (action: unknown): void => {
    if (typeof action !== 'function')
      throw new TypeError('The first argument of a timer must be a function.');
  };

  kit.expose('setTimeout', function setTimeout(action: unknown, ms?: unknown, ...values: unknown[]): number {
    needFunction(action);
    const id = open();
    arm(id, delayOf(ms), () => {
      clear(id);
      call(action, values);
    });
    return id;
  });

  kit.expose(
    'setInterval',
    function setInterval(action: unknown, ms?: unknown, ...values: unknown[]): number {
      needFunction(action);
      const id = open();
      const delay = Math.max(1, delayOf(ms));
      const fire = (): void => {
        arm(id, delay, fire); // before the action, which may clear it
        call(action, values);
      };
      arm(id, delay, fire);
      return id;
    },
  );

  kit.expose('clearTimeout', function clearTimeout(id: unknown): void {
    clear(id);
  });
  kit.expose('clearInterval', function clearInterval(id: unknown): void {
    clear(id);
  });

  kit.expose('sleep', function sleep(ms: unknown): Promise<void> {
    return new Promise<void>((resolve) => {
      const id = open();
      arm(id, delayOf(ms), () => {
        clear(id);
        resolve();
      });
    });
  });
};
