import type { CodeHost, CodeOutcome, CodeRequest, ConsoleLine } from './contract.ts';
import { type Failure, withConsole } from './failure.ts';
import { type HostCalls, openHostCalls } from './host-calls.ts';
import { limits } from './limits.ts';
import type { ReadyStep, Unit } from './units.ts';

export type Lane = 'waiting' | 'background';

/** One run of a code step, from the queue to its outcome. Times are of `Date.now()`. */
export interface Run {
  /** On the pipe to a child; another one for every attempt, so that nothing of an earlier one is taken for this. */
  readonly id: number;
  readonly unit: Unit;
  readonly step: ReadyStep;
  readonly stepId: string;
  readonly lane: Lane;
  readonly scopeText: string;
  readonly timeoutMs: number;
  readonly deadline: number;
  readonly queuedAt: number;
  /** In a queue of the scheduler, which alone sets this. */
  isQueued: boolean;
  /** How often it was begun. */
  readonly attempts: number;
  readonly isOver: () => boolean;
  readonly addLine: (line: ConsoleLine) => void;
  readonly succeed: (value: unknown) => void;
  readonly fail: (failure: Failure) => void;
  /** The child that was to begin it has not. */
  readonly notBegun: () => void;
  /** Begins an attempt: earlier console lines and calls are forgotten. `answer` takes the answers of its host calls. */
  readonly openCalls: (answer: Answer) => void;
  readonly makeCall: (call: number, text: string) => void;
  /** The calls of this attempt; undefined where it has made none. */
  readonly calls: () => HostCalls | undefined;
  readonly outcome: Promise<CodeOutcome>;
}

type Answer = (call: number, isOk: boolean, text: string) => void;

let lastId = 0;

/** `onOver` is called once, when the outcome is known. */
export const createRun = (
  from: {
    readonly unit: Unit;
    readonly step: ReadyStep;
    readonly lane: Lane;
    readonly scopeText: string;
    readonly request: CodeRequest;
    readonly startedAt: number;
    readonly host: CodeHost;
  },
  onOver: (run: Run) => void,
): Run => {
  const { request, host } = from;
  const deadline = from.startedAt + request.timeoutMs;
  const { promise, resolve } = Promise.withResolvers<CodeOutcome>();
  let lines: ConsoleLine[] = [];
  let lineChars = 0;
  let calls: HostCalls | undefined;
  let answerCall: Answer | undefined;
  let isOver = false;
  let id = 0;
  let attempts = 0;

  const end = (outcome: CodeOutcome): void => {
    if (isOver) return;
    isOver = true;
    calls?.close();
    onOver(run);
    resolve(outcome);
  };

  const run: Run = {
    get id() {
      return id;
    },
    unit: from.unit,
    step: from.step,
    stepId: request.stepId,
    lane: from.lane,
    scopeText: from.scopeText,
    timeoutMs: request.timeoutMs,
    deadline,
    queuedAt: Date.now(),
    isQueued: false,
    get attempts() {
      return attempts;
    },
    isOver: () => isOver,
    addLine: (line) => {
      // The child cuts the console; this only guards against one that does not.
      if (lines.length > limits.consoleLines || lineChars > 2 * limits.consoleChars) return;
      lineChars += line.text.length;
      lines.push(line);
    },
    succeed: (value) => end({ ok: true, value, console: lines }),
    fail: (failure) => end(withConsole(failure, lines)),
    notBegun: () => {
      attempts -= 1;
      calls?.close();
    },
    openCalls: (answer) => {
      lastId = (lastId + 1) % 0xffff_ffff;
      id = lastId;
      attempts += 1;
      lines = [];
      lineChars = 0;
      calls?.close();
      calls = undefined;
      answerCall = answer;
    },
    makeCall: (call, text) => {
      if (isOver || answerCall === undefined) return;
      calls ??= openHostCalls(host, deadline, answerCall);
      calls.begin(call, text);
    },
    calls: () => calls,
    outcome: promise,
  };
  return run;
};
