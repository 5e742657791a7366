import type { ChildProgram } from './child-program.ts';
import { type ChildEnd, createSandboxChild, type SandboxChild } from './sandbox-child.ts';

export interface PoolOptions {
  readonly children: number;
  /** Ready children beside them, for when one dies or all are held up. */
  readonly spares: number;
  readonly memoryMb: number;
  readonly jit: boolean;
  /** Told what an operator should know. */
  readonly log: (message: string) => void;
}

export interface PoolEvents {
  /** A child is being started: from now on somebody has to look at the clock. */
  readonly onStarting: () => void;
  /** A child is there that can be given work. */
  readonly onJoined: () => void;
  /** A child has become idle, or an answer for one of its runs has come. */
  readonly onReady: () => void;
  /** A child that worked has ended; its place is taken by a spare one, if there is one. */
  readonly onEnded: (child: SandboxChild, end: ChildEnd) => void;
  /** No child could be started, and none works. */
  readonly onHopeless: (reason: string) => void;
}

/** The children of the sandbox: those that work, spare ones, and those that are being started. */
export interface ChildPool {
  readonly active: readonly SandboxChild[];
  readonly spares: readonly SandboxChild[];
  readonly isStarting: () => boolean;
  readonly everyone: () => SandboxChild[];
  /** Begins to start children. */
  readonly open: (program: ChildProgram) => void;
  /** There is no program to start children with. */
  readonly giveUp: (reason: string) => void;
  /** A spare takes part, and another one is started in its place. False where there is none, or enough work already. */
  readonly surge: () => boolean;
  /** Takes a child out that has done its share, or that more work than there should. Only an idle one. */
  readonly retireIfWorn: (child: SandboxChild) => void;
  /** Why no run can be taken, or undefined. */
  readonly hopeless: () => string | undefined;
  /** Whether a child can take work, as soon as the first has started or could not. */
  readonly ready: () => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/** More than twice the children never work at once. */
const SURGE_FACTOR = 2;
/** A child is replaced after so many runs: what leaks in native code is not seen by any heap limit. */
const RUNS_PER_CHILD = 200_000;
/** So long one that joined in stays: starting a process costs more CPU than thousands of runs, and rushes come in waves. */
const SURPLUS_MS = 10_000;
const MAX_FAILED_STARTS = 3;
const RESTART_DELAY_MS = 500;

export const createChildPool = (options: PoolOptions, events: PoolEvents): ChildPool => {
  const active: SandboxChild[] = [];
  const spares: SandboxChild[] = [];
  const starting = new Set<SandboxChild>();
  const whenTried = Promise.withResolvers<void>();
  const whenEmpty = Promise.withResolvers<void>();
  let program: ChildProgram | undefined;
  let failedStarts = 0;
  let lastSurgeAt = 0;
  let lastDiagnosis = '';
  let isClosed = false;

  const population = (): number => active.length + spares.length + starting.size;

  /** False where there is no room for another process now; `refill` comes again later. */
  const startOne = (from: ChildProgram): boolean => {
    try {
      const child: SandboxChild = createSandboxChild(from, options, {
        onReady: () => (starting.has(child) ? join(child) : events.onReady()),
        onEnd: (end) => onEnd(child, end),
      });
      starting.add(child);
    } catch (error) {
      onFailedStart(`${error}`);
      return false;
    }
    events.onStarting();
    return true;
  };

  const join = (child: SandboxChild): void => {
    starting.delete(child);
    failedStarts = 0;
    if (active.length < options.children) active.push(child);
    else spares.push(child);
    whenTried.resolve();
    events.onJoined();
  };

  const refill = (): void => {
    while (!isClosed && program !== undefined && population() < options.children + options.spares) {
      if (!startOne(program)) return;
    }
  };

  const promote = (): boolean => {
    const child = spares.shift();
    if (child === undefined) return false;
    active.push(child);
    return true;
  };

  const onEnd = (child: SandboxChild, end: ChildEnd): void => {
    remove(active, child);
    remove(spares, child);
    starting.delete(child);
    if (isClosed && population() === 0) whenEmpty.resolve();
    if (!isClosed && !end.wasReady) {
      onFailedStart(end.diagnosis);
      return;
    }
    if (!isClosed && active.length < options.children) promote();
    events.onEnded(child, end);
    refill();
  };

  const onFailedStart = (diagnosis: string): void => {
    failedStarts += 1;
    lastDiagnosis = diagnosis.split('\n').find((line) => /error/i.test(line)) ?? diagnosis.slice(0, 300);
    options.log(`A sandbox process could not start. ${diagnosis}`.trim());
    if (failedStarts >= MAX_FAILED_STARTS) {
      whenTried.resolve();
      if (active.length === 0) events.onHopeless(lastDiagnosis);
    }
    setTimeout(refill, RESTART_DELAY_MS * Math.min(failedStarts, 20)).unref();
  };

  return {
    active,
    spares,
    isStarting: () => starting.size > 0,
    everyone: () => [...active, ...spares, ...starting],
    open: (given) => {
      program = given;
      refill();
    },
    giveUp: (reason) => {
      lastDiagnosis = reason;
      failedStarts = MAX_FAILED_STARTS;
      options.log(`The sandbox cannot start. ${reason}`);
      whenTried.resolve();
      events.onHopeless(reason);
    },
    surge: () => {
      if (active.length >= options.children * SURGE_FACTOR || !promote()) return false;
      lastSurgeAt = Date.now();
      if (program !== undefined) startOne(program);
      return true;
    },
    retireIfWorn: (child) => {
      if (active.length > options.children && child.state() === 'ready') {
        if (Date.now() - lastSurgeAt < SURPLUS_MS) return;
        remove(active, child);
        if (spares.length < options.spares) spares.push(child);
        else child.kill('replaced');
      } else if (child.started() >= RUNS_PER_CHILD && spares.length > 0) child.kill('replaced');
    },
    hopeless: () => (failedStarts >= MAX_FAILED_STARTS && active.length === 0 ? lastDiagnosis : undefined),
    ready: async () => {
      await whenTried.promise;
      return active.length > 0;
    },
    close: async () => {
      isClosed = true;
      whenTried.resolve();
      if (population() === 0) return;
      for (const child of [...active, ...spares, ...starting]) child.kill('replaced');
      await whenEmpty.promise;
    },
  };
};

const remove = (list: SandboxChild[], child: SandboxChild): void => {
  const at = list.indexOf(child);
  if (at >= 0) list.splice(at, 1);
};
