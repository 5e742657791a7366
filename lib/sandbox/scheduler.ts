import { createChildPool, type PoolOptions } from './child-pool.ts';
import type { ChildProgram } from './child-program.ts';
import { type Failure, failureOf, timeoutFailure } from './failure.ts';
import { fateOfExecuting, fateOfInnocent } from './fate.ts';
import { HELD_UP_MS, heldUp, mayBegin } from './held-up.ts';
import type { Lane, Run } from './run.ts';
import type { ChildEnd, SandboxChild } from './sandbox-child.ts';
import type { Unit } from './units.ts';

export interface SchedulerOptions extends PoolOptions {
  /** Runs that may wait for a child, per lane. */
  readonly queueLimit: number;
}

export interface SchedulerStats {
  readonly children: number;
  readonly spares: number;
  readonly busy: number;
  /** Begun and not over, those that wait for a request or a timer included. */
  readonly running: number;
  readonly queued: Readonly<Record<Lane, number>>;
  readonly started: number;
  readonly rerun: number;
  readonly killed: Readonly<Record<'timeout' | 'memory', number>>;
  /** Children that ended without being told to. */
  readonly lost: number;
}

export interface Scheduler {
  readonly submit: (run: Run) => void;
  /** A run is over: nothing is to be done for it any more. */
  readonly release: (run: Run) => void;
  readonly analyse: (source: string) => Promise<string>;
  /** Loads the unit into every child, as each becomes idle. */
  readonly warm: (unit: Unit) => void;
  readonly retire: (unit: Unit) => void;
  readonly ready: () => Promise<boolean>;
  readonly stats: () => SchedulerStats;
  readonly close: () => Promise<void>;
}

/** How often the clock and the memory of busy children are looked at. */
const TICK_MS = 10;
/** V8 stops a run itself at its deadline; what has not come back so much later is in a built-in that cannot be stopped. */
const STOP_GRACE_MS = 100;
/** For work that is ours: compiling, making an isolate. */
const OTHER_WORK_MS = 10_000;
/** A heap bomb passes the isolate's limit by this factor before V8 notices; then the process is ended. */
const RESIDENT_FACTOR = 3;
/** How long a run waits for a child that has its unit loaded, before another one loads it. */
const AFFINITY_MS = 5;
/** A single child prepares for later only when nothing has come for so long. */
const QUIET_MS = 50;
export const createScheduler = (program: Promise<ChildProgram>, options: SchedulerOptions): Scheduler => {
  const queues: Record<Lane, Run[]> = { waiting: [], background: [] };
  const analyses: {
    readonly source: string;
    readonly done: (text: string) => void;
    readonly lost: () => void;
    readonly askedAt: number;
  }[] = [];
  const warming: { readonly unit: Unit; readonly children: Set<SandboxChild> }[] = [];
  const counts = { started: 0, rerun: 0, timeout: 0, memory: 0, lost: 0 };
  let ticking: NodeJS.Timeout | undefined;
  let isClosed = false;
  let isPumpPlanned = false;
  let lastSubmitted = 0;
  /** One at a time, so that whoever comes finds the others free. */
  let atLeisureWork: SandboxChild | undefined;

  const pool = createChildPool(options, {
    onStarting: () => tick(),
    onJoined: () => pump(),
    onReady: () => plan(),
    onEnded: (child, end) => onEnded(child, end),
    onHopeless: (reason) => {
      failQueued(hopelessFailure(reason));
      for (const analysis of analyses.splice(0)) analysis.lost();
    },
  });
  const { active, spares } = pool;

  // --- when a child has ended

  const onEnded = (child: SandboxChild, end: ChildEnd): void => {
    for (const entry of warming) entry.children.delete(child);
    if (isClosed) {
      for (const run of [end.executing, ...end.others, ...end.notBegun]) run?.fail(closing);
      return;
    }
    if (end.reason === undefined) {
      counts.lost += 1;
      options.log(`A sandbox process ended (${end.signal ?? 'exit'}). ${end.diagnosis}`.trim());
    }
    for (const run of end.notBegun.toReversed()) requeue(run);
    for (const run of end.others) meet(run, fateOfInnocent(run));
    if (end.executing !== undefined)
      meet(end.executing, fateOfExecuting(end.executing, end, options.memoryMb));
    plan();
  };

  const meet = (run: Run, fate: Failure | 'again'): void => {
    if (run.isOver()) return;
    if (fate !== 'again') {
      run.fail(fate);
      return;
    }
    counts.rerun += 1;
    run.calls()?.close();
    requeue(run);
  };

  const requeue = (run: Run): void => {
    run.isQueued = true;
    queues[run.lane].unshift(run);
  };

  const failQueued = (failure: Failure): void => {
    for (const run of [...queues.waiting, ...queues.background]) run.fail(failure);
  };

  // --- giving out work

  const idle = (): SandboxChild[] => active.filter((child) => child.isIdle());

  /** Once for all that comes in during this turn of the event loop. */
  const plan = (): void => {
    if (isPumpPlanned) return;
    isPumpPlanned = true;
    setImmediate(() => {
      isPumpPlanned = false;
      pump();
    });
  };

  const pump = (): void => {
    if (isClosed) return;
    const now = Date.now();
    for (const child of active) while (child.hasRoom(now) && child.settleNext());
    giveAnalyses();
    giveRuns('waiting');
    giveRuns('background');
    spendLeisure();
  };

  const giveAnalyses = (): void => {
    while (analyses.length > 0) {
      const [child] = idle();
      if (child === undefined) return;
      const next = analyses.shift();
      if (next !== undefined) child.analyse(next.source, next.done, next.lost);
    }
  };

  const giveRuns = (lane: Lane): void => {
    const queue = queues[lane];
    const held = heldUp(active, Date.now());
    for (let at = 0; at < queue.length; ) {
      const free = takers(lane);
      if (free.length === 0) return;
      const run = queue[at];
      if (run === undefined) return;
      if (mayBegin(run, held) && place(run, free) === 'begun') {
        run.isQueued = false;
        queue.splice(at, 1);
      } else at += 1; // its child is busy for a moment: the next run may have better luck
    }
  };

  /**
   * The children that may be given a run. One for which somebody waits is put behind other short work, so that the
   * child need not wait for this process in between. Background work leaves a child to those who wait.
   */
  const takers = (lane: Lane): SandboxChild[] => {
    if (lane === 'background') return mayTakeBackground() ? idle() : [];
    const now = Date.now();
    return active.filter((child) => child.hasRoom(now) && !isInBackground(child));
  };

  const isInBackground = (child: SandboxChild): boolean => {
    const work = child.working();
    return work?.kind === 'run' && work.run.lane === 'background';
  };

  const mayTakeBackground = (): boolean =>
    active.length === 1 || active.filter(isInBackground).length < active.length - 1;

  const place = (run: Run, free: readonly SandboxChild[]): 'begun' | 'waits' => {
    const problem = run.unit.failureOf(run.step.handle);
    if (problem !== undefined) {
      run.fail(problem); // leaves the queue by itself
      return 'waits';
    }
    const child = leastLoaded(free.filter((each) => each.hasLoaded(run.step, run.unit)));
    if (child !== undefined) {
      counts.started += 1;
      child.begin(run);
      return 'begun';
    }
    const isLoadedElsewhere = active.some((other) => other.hasLoaded(run.step, run.unit));
    if (!isLoadedElsewhere || Date.now() - run.queuedAt >= AFFINITY_MS) {
      const loader = leastLoaded(free.filter((each) => each.isIdle()));
      loader?.load(run.unit, run.step); // the one that somebody waits for; the others when there is time
      if (loader !== undefined) warmChild(run.unit, loader);
    }
    return 'waits';
  };

  /** An idle one before all others. */
  const leastLoaded = (children: readonly SandboxChild[]): SandboxChild | undefined => {
    let best: SandboxChild | undefined;
    for (const child of children) {
      const isBetter =
        best === undefined ||
        (child.isIdle() === best.isIdle() ? child.runs().size < best.runs().size : child.isIdle());
      if (isBetter) best = child;
    }
    return best;
  };

  /** What can wait until nobody else does: loading ahead of need, making isolates ahead of need, replacing. */
  const spendLeisure = (): void => {
    if (queues.waiting.length > 0 || (atLeisureWork?.isIdle() === false && atLeisureWork.state() === 'ready'))
      return;
    atLeisureWork = undefined;
    const isQuietHere = active.length > 1 || Date.now() - lastSubmitted > QUIET_MS;
    for (const child of isQuietHere ? idle() : []) {
      const entry = warming.find(({ children }) => children.has(child));
      if (entry !== undefined) {
        entry.children.delete(child);
        if (!entry.unit.steps().every((step) => child.hasLoaded(step, entry.unit))) child.load(entry.unit);
      } else if (child.needsStock()) child.stock();
      if (!child.isIdle()) {
        atLeisureWork = child;
        break;
      }
      if (child.runs().size === 0) pool.retireIfWorn(child);
    }
    for (const child of spares) if (child.isIdle() && child.needsStock()) child.stock();
    const done = warming.findIndex(({ children }) => children.size === 0);
    if (done >= 0) warming.splice(done, 1);
  };

  // --- the clock

  const tick = (): void => {
    ticking ??= setInterval(watch, TICK_MS);
  };

  const watch = (): void => {
    const now = Date.now();
    for (const child of pool.everyone()) watchChild(child, now);
    for (const lane of ['waiting', 'background'] as const) watchQueue(queues[lane], now);
    helpWhenHeldUp(now);
    pump();
    const isQuiet =
      queues.waiting.length + queues.background.length + analyses.length === 0 &&
      !pool.isStarting() &&
      active.every((child) => child.isIdle() && child.runs().size === 0) &&
      active.length <= options.children &&
      warming.length === 0 &&
      !active.some((child) => child.needsStock());
    if (!isQuiet) return;
    clearInterval(ticking);
    ticking = undefined;
  };

  const watchChild = (child: SandboxChild, now: number): void => {
    const work = child.working();
    const busyMs = now - (child.busySince() ?? now);
    for (const run of child.runs().values()) {
      if (now >= run.deadline && !(work?.kind === 'run' && work.run === run))
        run.fail(timeoutFailure(run.timeoutMs));
    }
    if (child.state() === 'dead') return; // killed already; a large process takes its time to end
    if (work === undefined || busyMs < TICK_MS) {
      child.markMemory();
      return;
    }
    for (const run of child.takeBack().toReversed()) requeue(run);
    const growth = child.residentBytes() - child.markedBytes();
    if (growth > options.memoryMb * RESIDENT_FACTOR * 1024 * 1024) {
      counts.memory += 1;
      child.kill('memory');
    } else if (work.kind === 'run' ? isOverdue(child, work.run, now) : busyMs > OTHER_WORK_MS) {
      counts.timeout += 1;
      child.kill('timeout');
    }
  };

  /** Past its deadline and still executing; or cancelled, executing, and alone, so that nobody else is hurt. */
  const isOverdue = (child: SandboxChild, run: Run, now: number): boolean =>
    now > run.deadline + STOP_GRACE_MS ||
    (run.isOver() && child.runs().size === 0 && now > run.queuedAt + STOP_GRACE_MS);

  const watchQueue = (queue: readonly Run[], now: number): void => {
    for (const run of queue.filter(({ deadline }) => now >= deadline)) run.fail(waitedTooLong);
  };

  const helpWhenHeldUp = (now: number): void => {
    const since = Math.min(queues.waiting[0]?.queuedAt ?? now, analyses[0]?.askedAt ?? now);
    if (now - since < HELD_UP_MS) return;
    if (active.every((child) => now - (child.busySince() ?? now) >= HELD_UP_MS)) pool.surge();
  };

  const warm = (unit: Unit): void => {
    for (const child of active) warmChild(unit, child);
    tick();
  };

  const warmChild = (unit: Unit, child: SandboxChild): void => {
    const entry = warming.find((each) => each.unit === unit);
    if (entry !== undefined) entry.children.add(child);
    else warming.push({ unit, children: new Set([child]) });
  };

  program.then(pool.open, (error: unknown) =>
    pool.giveUp(error instanceof Error ? error.message : `${error}`),
  );

  /** Why a run or an analysis cannot be taken. */
  const refusal = (queued: number): Failure | undefined => {
    const reason = pool.hopeless();
    if (isClosed) return closing;
    if (reason !== undefined) return hopelessFailure(reason);
    if (queued < options.queueLimit) return undefined;
    return failureOf('overloaded', `${queued} code steps are waiting already.`);
  };

  return {
    submit: (run) => {
      const queue = queues[run.lane];
      const refused = refusal(queue.length);
      if (refused !== undefined) {
        run.fail(refused);
        return;
      }
      lastSubmitted = Date.now();
      run.isQueued = true;
      queue.push(run);
      tick();
      plan();
    },
    release: (run) => {
      const queue = queues[run.lane];
      if (run.isQueued) queue.splice(queue.indexOf(run), 1);
      for (const child of active) child.drop(run);
    },
    analyse: (source) =>
      new Promise((resolve, reject) => {
        const lost = (): void => reject(new Error('The sandbox is not available.'));
        if (refusal(0) !== undefined) {
          lost();
          return;
        }
        analyses.push({ source, done: resolve, lost, askedAt: Date.now() });
        tick();
        plan();
      }),
    warm,
    retire: (unit) => {
      const at = warming.findIndex((entry) => entry.unit === unit);
      if (at >= 0) warming.splice(at, 1);
      for (const child of [...active, ...spares]) child.unload(unit);
    },
    ready: pool.ready,
    stats: () => ({
      children: active.length,
      spares: spares.length,
      busy: active.filter((child) => child.state() === 'ready' && !child.isIdle()).length,
      running: active.reduce((sum, child) => sum + child.runs().size, 0),
      queued: { waiting: queues.waiting.length, background: queues.background.length },
      started: counts.started,
      rerun: counts.rerun,
      killed: { timeout: counts.timeout, memory: counts.memory },
      lost: counts.lost,
    }),
    close: async () => {
      isClosed = true;
      clearInterval(ticking);
      failQueued(closing);
      for (const analysis of analyses.splice(0)) analysis.lost();
      await pool.close();
    },
  };
};

const closing = failureOf('cancelled', 'The sandbox is shutting down.');
const waitedTooLong = failureOf(
  'overloaded',
  'The code did not get to run in its time: all sandbox processes were busy.',
);
const hopelessFailure = (reason: string): Failure =>
  failureOf('crash', `The sandbox cannot start: ${reason}`);
