import { cut } from './cut.ts';
import { encodeFrame, failureKinds, type ReportedKind, Tell } from './frames.ts';
import { limits } from './limits.ts';
import { answerNatively } from './native-calls.ts';
import { ops } from './realm-source.ts';

/** Takes what the inside of a realm calls out. */
export interface RealmRuns {
  readonly fromRealm: (op: unknown, number: unknown, text: unknown, more: unknown) => string;
}

export interface ReportedError {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

interface ChildRun {
  readonly startedAt: number;
  consoleChars: number;
  consoleLines: number;
  /** How it ended, told to the parent once its segment is over. */
  outcome?: { readonly type: number; readonly a: number; readonly text: string };
}

/** Calls of one segment: far more than any step may make, so that a flood does not fill the pipe. */
const MAX_CALLS_PER_SEGMENT = 5000;

export interface ChildRuns extends RealmRuns {
  /** Executes a part of a run: everything that the realm calls out meanwhile belongs to it. */
  readonly segment: (id: number, execute: () => void) => void;
  readonly begin: (id: number) => void;
  readonly fail: (id: number, kind: ReportedKind, error: ReportedError) => void;
  readonly warn: (id: number, text: string) => void;
  readonly has: (id: number) => boolean;
  readonly isSettled: (id: number) => boolean;
  readonly forget: (id: number) => void;
}

/** The child's book of the runs that it has begun; `write` puts a frame on the pipe. */
export const createChildRuns = (write: (frame: Buffer) => void): ChildRuns => {
  const runs = new Map<number, ChildRun>();
  let currentId = 0;
  let callsInSegment = 0;

  const addLine = (run: ChildRun, id: number, level: number, text: string): void => {
    if (run.consoleLines > limits.consoleLines || run.consoleChars > limits.consoleChars) return;
    run.consoleLines += 1;
    run.consoleChars += text.length;
    const atMs = Math.round(performance.now() - run.startedAt);
    const isOver = run.consoleLines > limits.consoleLines || run.consoleChars > limits.consoleChars;
    const room = text.length - Math.max(0, run.consoleChars - limits.consoleChars);
    if (room > 0 && run.consoleLines <= limits.consoleLines) {
      write(encodeFrame(Tell.console, id, level, atMs, cut(text, room)));
    }
    if (!isOver) return;
    const marker = `… the rest of the console was cut: more than ${limits.consoleLines} lines or ${limits.consoleChars / 1024} KB`;
    write(encodeFrame(Tell.console, id, WARN, atMs, marker));
  };

  const fromRealm: RealmRuns['fromRealm'] = (op, number, text, more) => {
    if (typeof op !== 'number' || typeof number !== 'number' || typeof text !== 'string') return '!bad call';
    const run = runs.get(currentId);
    switch (op) {
      case ops.console:
        if (run !== undefined && run.outcome === undefined) addLine(run, currentId, number, text);
        return '=';
      case ops.call:
      case ops.abort:
        callsInSegment += 1;
        if (run === undefined || run.outcome !== undefined || callsInSegment > MAX_CALLS_PER_SEGMENT)
          return '=';
        write(encodeFrame(op === ops.call ? Tell.call : Tell.abort, currentId, number, 0, text));
        return '=';
      case ops.done:
        if (run !== undefined) run.outcome ??= { type: Tell.done, a: 0, text };
        return '=';
      case ops.failed:
        if (run !== undefined) run.outcome ??= { type: Tell.failed, a: number, text };
        return '=';
      default:
        return answerNatively(op, number, text, typeof more === 'string' ? more : '');
    }
  };

  return {
    fromRealm,
    begin: (id) => {
      runs.set(id, { startedAt: performance.now(), consoleChars: 0, consoleLines: 0 });
    },
    segment: (id, execute) => {
      currentId = id;
      callsInSegment = 0;
      try {
        execute();
      } finally {
        currentId = 0;
        const run = runs.get(id);
        if (run?.outcome !== undefined) {
          runs.delete(id);
          write(encodeFrame(run.outcome.type, id, run.outcome.a, 0, run.outcome.text));
        }
      }
    },
    fail: (id, kind, error) => {
      const run = runs.get(id);
      if (run === undefined) return;
      run.outcome = { type: Tell.failed, a: failureKinds.indexOf(kind), text: JSON.stringify(error) };
    },
    warn: (id, text) => {
      const run = runs.get(id);
      if (run !== undefined) addLine(run, id, WARN, text);
    },
    has: (id) => runs.has(id),
    isSettled: (id) => runs.get(id)?.outcome !== undefined,
    forget: (id) => {
      runs.delete(id);
    },
  };
};

/** The position of `warn` in consoleLevels. */
const WARN = 2;
