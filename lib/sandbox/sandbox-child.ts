import { type ChildLink, startChild } from './child-process.ts';
import type { ChildProgram } from './child-program.ts';
import { consoleLevels } from './contract.ts';
import { failureFromReport, failureOf } from './failure.ts';
import { Ask, acknowledgedBy, ChildFlag, type Frame, failureKinds, Tell } from './frames.ts';
import { parseResult } from './result.ts';
import type { Run } from './run.ts';
import type { ReadyStep, Unit } from './units.ts';

/** What a child works on, or will when it is done with what was given to it before. It does one thing at a time. */
export type Work =
  | { readonly kind: 'run'; readonly run: Run; readonly isStart: boolean }
  | { readonly kind: 'other'; readonly done: (text: string) => void; readonly lost: () => void };

export type ChildState = 'starting' | 'ready' | 'dead';

export interface SandboxChild {
  readonly pid: number;
  readonly state: () => ChildState;
  readonly isIdle: () => boolean;
  /** Whether short work may be given to it already, so that it need not wait for the parent between two pieces. */
  readonly hasRoom: (now: number) => boolean;
  /** Since when it works on one thing, or undefined. */
  readonly busySince: () => number | undefined;
  readonly working: () => Work | undefined;
  /** Takes back the runs that stand behind what it works on: they have not begun. */
  readonly takeBack: () => Run[];
  /** Runs that were given to it and that are not over, those that wait for something included. */
  readonly runs: () => ReadonlyMap<number, Run>;
  readonly started: () => number;
  readonly hasLoaded: (step: ReadyStep, unit: Unit) => boolean;
  readonly knowsUnit: (unit: Unit) => boolean;
  /** Compiles these steps of the unit, or all; forgets what the unit no longer has. */
  readonly load: (unit: Unit, only?: ReadyStep) => void;
  readonly unload: (unit: Unit) => void;
  readonly begin: (run: Run) => void;
  /** Sends the next answer that a run waits for. False where there is none. */
  readonly settleNext: () => boolean;
  readonly analyse: (source: string, done: (text: string) => void, lost: () => void) => void;
  readonly drop: (run: Run) => void;
  readonly needsStock: () => boolean;
  readonly stock: () => void;
  readonly residentBytes: () => number;
  /** How much memory it held when `markMemory` was last called. */
  readonly markedBytes: () => number;
  readonly markMemory: () => void;
  /** `why` is what the run that is executing fails with. */
  readonly kill: (why: KillReason) => void;
}

export type KillReason = 'timeout' | 'memory' | 'replaced';

/** What is known about the end of a child. */
export interface ChildEnd {
  readonly reason: KillReason | undefined;
  /** The run whose code was executing. */
  readonly executing: Run | undefined;
  /** The others that it had begun, and waited for something. */
  readonly others: readonly Run[];
  /** Those that it had not begun. */
  readonly notBegun: readonly Run[];
  readonly wasReady: boolean;
  /** How much memory was seen to be added by what it worked on, in bytes. */
  readonly grownBytes: number;
  readonly signal: string | null;
  readonly diagnosis: string;
}

export interface SandboxChildEvents {
  /** It has become idle, or an answer for one of its runs has come. */
  readonly onReady: () => void;
  readonly onEnd: (end: ChildEnd) => void;
}

/** So many pieces of work stand in a child's line at most, the one it works on included. */
const LINE = 8;
/** Nothing is put behind work that takes longer than this. */
const SHORT_MS = 5;
const forgotten: Work = { kind: 'other', done: () => {}, lost: () => {} };

/** At most so many units are kept loaded in one child; the one not used for the longest goes. */
const UNITS_PER_CHILD = 32;

interface Answer {
  readonly run: Run;
  readonly call: number;
  readonly isOk: boolean;
  readonly text: string;
}

interface Loaded {
  readonly unit: Unit;
  readonly handles: Set<number>;
}

/** A child process with what the parent knows about it. */
export const createSandboxChild = (
  program: ChildProgram,
  options: { readonly memoryMb: number; readonly jit: boolean },
  events: SandboxChildEvents,
): SandboxChild => {
  let state: ChildState = 'starting';
  /** The first is being worked on. Each piece is acknowledged, in this order. */
  let line: Work[] = [];
  let busySince: number | undefined;
  let needsStock = false;
  let killedFor: KillReason | undefined;
  let started = 0;
  let markedBytes = 0;
  let seenBytes = 0;
  const runs = new Map<number, Run>();
  /** In the order of their last use. */
  const loaded = new Map<number, Loaded>();
  const answers: Answer[] = [];

  const give = (next: Work, type: number, id: number, a: number, b: number, text: string): void => {
    line.push(next);
    if (line.length === 1) busySince = Date.now();
    link.send(type, id, a, b, text);
  };

  const kill = (why: KillReason): void => {
    if (state === 'dead') return;
    state = 'dead';
    killedFor = why;
    link.kill();
  };

  const acknowledge = (flags: number, text: string): void => {
    const done = line.shift();
    busySince = line.length === 0 ? undefined : Date.now();
    needsStock = (flags & ChildFlag.needsStock) !== 0;
    if (done?.kind === 'other') done.done(text);
    // An isolate that ran out of memory may have broken more than itself. Nothing is sent there any more.
    if ((flags & ChildFlag.dying) !== 0) kill('replaced');
    else if (state !== 'dead') events.onReady();
  };

  const finishRun = (run: Run, { type, a, text }: Frame): void => {
    runs.delete(run.id);
    const result = type === Tell.done ? parseResult(text) : undefined;
    if (type === Tell.failed) {
      const context = { stepId: run.stepId, timeoutMs: run.timeoutMs, memoryMb: options.memoryMb };
      run.fail(failureFromReport(failureKinds[a] ?? 'crash', text, context));
    } else if (result === undefined) run.fail(failureOf('crash', 'The sandbox gave no usable result.'));
    else if (result === 'too-deep') run.fail(failureOf('output-limit', 'The result is nested too deeply.'));
    else run.succeed(result.value);
  };

  const onRunFrame = (run: Run, frame: Frame): void => {
    const { type, a, b, text } = frame;
    if (type === Tell.call) run.makeCall(a, text);
    else if (type === Tell.abort) run.calls()?.abort(a);
    else if (type === Tell.console) run.addLine({ level: consoleLevels[a] ?? 'log', text, atMs: b });
    else if (type === Tell.done || type === Tell.failed) finishRun(run, frame);
  };

  const onFrame = (frame: Frame): void => {
    if (frame.type === Tell.ready) {
      state = 'ready';
      markedBytes = link.residentBytes();
      events.onReady();
    } else if (frame.type === Tell.ack) acknowledge(frame.a, frame.text);
    else {
      const run = runs.get(frame.id);
      if (run !== undefined) onRunFrame(run, frame); // else it is over for us already
      const flags = acknowledgedBy(frame);
      if (flags !== undefined) acknowledge(flags, '');
    }
  };

  const link: ChildLink = startChild(program, options, {
    onFrame,
    onExit: ({ signal, diagnosis }) => {
      const wasReady = state !== 'starting';
      state = 'dead';
      const [work] = line;
      const notBegun = takeBack();
      const executing = work?.kind === 'run' && !work.run.isOver() ? work.run : undefined;
      const others = [...runs.values()].filter((run) => run !== executing);
      runs.clear();
      for (const each of line) if (each.kind === 'other') each.lost();
      const grownBytes = Math.max(0, seenBytes - markedBytes);
      events.onEnd({
        reason: killedFor,
        executing,
        others,
        notBegun,
        wasReady,
        grownBytes,
        signal,
        diagnosis,
      });
    },
  });

  const takeBack = (): Run[] => {
    const taken: Run[] = [];
    line = line.map((work, at) => {
      if (at === 0 || work.kind !== 'run' || !work.isStart) return work;
      taken.push(work.run);
      return forgotten; // the child comes to it all the same, but nobody listens
    });
    for (const run of taken) {
      drop(run);
      started -= 1;
      run.notBegun();
    }
    return taken.filter((run) => !run.isOver());
  };

  const drop = (run: Run): void => {
    if (runs.delete(run.id) && state !== 'dead') link.send(Ask.drop, run.id, 0, 0, '');
  };

  const unload = (unit: Unit): void => {
    if (loaded.delete(unit.number) && state !== 'dead') link.send(Ask.unload, unit.number, 0, 0, '');
  };

  const forgetOldest = (): void => {
    if (loaded.size <= UNITS_PER_CHILD) return;
    const [oldest] = loaded.values();
    if (oldest !== undefined) unload(oldest.unit);
  };

  const afterLoad = (unit: Unit, text: string): void => {
    const problems: unknown = JSON.parse(text);
    if (!Array.isArray(problems)) return;
    for (const { handle, message } of problems) unit.reject(Number(handle), String(message));
  };

  return {
    pid: link.pid,
    state: () => state,
    isIdle: () => state === 'ready' && line.length === 0,
    hasRoom: (now) =>
      state === 'ready' &&
      line.length < LINE &&
      now - (busySince ?? now) < SHORT_MS &&
      line.every((work) => work.kind === 'run'),
    busySince: () => busySince,
    working: () => line[0],
    takeBack,
    runs: () => runs,
    started: () => started,
    hasLoaded: (step, unit) => loaded.get(unit.number)?.handles.has(step.handle) === true,
    knowsUnit: (unit) => loaded.has(unit.number),
    load: (unit, only) => {
      const before = loaded.get(unit.number)?.handles ?? new Set<number>();
      const all = unit.steps();
      const known = new Set(all.map((step) => step.handle));
      const missing = (only === undefined ? all : [only]).filter((step) => !before.has(step.handle));
      const forget = [...before].filter((handle) => !known.has(handle) && handle !== only?.handle);
      const handles = new Set([...before, ...missing.map((step) => step.handle)]);
      for (const handle of forget) handles.delete(handle);
      loaded.delete(unit.number);
      loaded.set(unit.number, { unit, handles });
      const done = (text: string): void => afterLoad(unit, text);
      const text = JSON.stringify({ steps: missing, forget });
      give({ kind: 'other', done, lost: () => {} }, Ask.load, unit.number, 0, 0, text);
      forgetOldest();
    },
    unload,
    begin: (run) => {
      const entry = loaded.get(run.unit.number);
      if (entry !== undefined) {
        loaded.delete(run.unit.number);
        loaded.set(run.unit.number, entry);
      }
      started += 1;
      run.openCalls((call, isOk, text) => {
        answers.push({ run, call, isOk, text });
        events.onReady();
      });
      runs.set(run.id, run);
      const left = Math.max(1, run.deadline - Date.now());
      give({ kind: 'run', run, isStart: true }, Ask.run, run.id, run.step.handle, left, run.scopeText);
    },
    settleNext: () => {
      for (let next = answers.shift(); next !== undefined; next = answers.shift()) {
        const { run, call, isOk, text } = next;
        if (!runs.has(run.id)) continue;
        const left = Math.max(1, run.deadline - Date.now());
        give({ kind: 'run', run, isStart: false }, Ask.settle, run.id, call * 2 + (isOk ? 1 : 0), left, text);
        return true;
      }
      return false;
    },
    analyse: (source, done, lost) => give({ kind: 'other', done, lost }, Ask.analyse, 0, 0, 0, source),
    drop,
    needsStock: () => needsStock,
    stock: () => give({ kind: 'other', done: () => {}, lost: () => {} }, Ask.stock, 0, 0, 0, ''),
    residentBytes: () => {
      seenBytes = link.residentBytes();
      return seenBytes;
    },
    markedBytes: () => markedBytes,
    markMemory: () => {
      markedBytes = link.residentBytes();
      seenBytes = markedBytes;
    },
    kill,
  };
};
