import type { Flow } from '#lib/graph/plan.ts';
import type { Scope, Step, StepScope } from '#lib/nodes/step.ts';
import type { Reply } from '#lib/vapi/reply.ts';
import { AbortScope } from './abort-scope.ts';
import { BlockRun } from './block-run.ts';
import { DEFAULT_LIMITS, type RunLimits } from './limits.ts';
import type { RunError, StepRecord } from './record.ts';
import { Recorder } from './recorder.ts';
import { type ReplyOutcome, ReplySlot } from './reply-slot.ts';
import type { RunContext, RunPorts } from './run-context.ts';

export type { ReplyOutcome };

export interface RunOptions {
  readonly flow: Flow;
  /** By node id; the trigger needs none. */
  readonly steps: ReadonlyMap<string, Step>;
  readonly scope: Omit<Scope, 'steps'>;
  readonly ports: RunPorts;
  /** From now on, in milliseconds. When it passes without a reply, the flow goes on but is too late to answer. */
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
  /** Those not given are the defaults. */
  readonly limits?: Partial<RunLimits>;
}

/** A run that has ended. Times are milliseconds. */
export interface RunResult {
  readonly status: 'completed' | 'failed' | 'cancelled';
  readonly error?: RunError;
  /** In the order in which they ended. Every node of the flow has one; inside of a loop one per pass that began. */
  readonly steps: readonly StepRecord[];
  /** A reply that came after the deadline. */
  readonly lateReply?: Reply;
  readonly durationMs: number;
}

export interface ActiveRun {
  /** Settles once, as soon as it is known how the caller is answered. Never rejects. */
  readonly reply: Promise<ReplyOutcome>;
  /** Settles when the whole flow has ended. Never rejects. */
  readonly done: Promise<RunResult>;
  /** Whether the whole flow has ended: `done` tells some microtasks later. */
  readonly hasEnded: () => boolean;
  /** Ends the run at once, also where steps do not heed their signal. */
  readonly cancel: (reason: string) => void;
}

/** Runs a flow for one event. The first steps start before this returns. */
export const startRun = (options: RunOptions): ActiveRun => {
  const run = new Run(options);
  run.start();
  return {
    reply: run.reply.outcome,
    done: run.done,
    hasEnded: () => run.hasEnded,
    cancel: (reason) => run.cancel(reason),
  };
};

class Run {
  readonly reply = new ReplySlot();
  readonly done: Promise<RunResult>;
  readonly #resolve: (result: RunResult) => void;
  readonly #options: RunOptions;
  readonly #limits: RunLimits;
  readonly #recorder: Recorder;
  readonly #abort = new AbortScope();
  readonly #root: BlockRun;
  readonly #startedAt: number;
  #stepsLeft: number;
  #stopClock: (() => void) | undefined;
  #hasEnded = false;

  constructor(options: RunOptions) {
    const { promise, resolve } = Promise.withResolvers<RunResult>();
    this.done = promise;
    this.#resolve = resolve;
    this.#options = options;
    this.#limits = options.limits === undefined ? DEFAULT_LIMITS : { ...DEFAULT_LIMITS, ...options.limits };
    this.#recorder = new Recorder(this.#limits);
    this.#stepsLeft = this.#limits.totalSteps;
    this.#startedAt = options.ports.now();
    const steps: Record<string, StepScope> = {};
    this.#root = new BlockRun({
      context: this.#context(),
      block: options.flow.root,
      steps,
      loop: undefined,
      abort: this.#abort,
      onEnd: (failure) => this.#end(failure === undefined ? 'completed' : 'failed', failure?.error),
    });
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  start(): void {
    const { scope, signal } = this.#options;
    if (signal?.aborted === true) {
      this.cancel(reasonOf(signal));
      return;
    }
    // An event is kept beside its runs: writing it into each run's record again would only make them large.
    const isTool = scope.tool !== undefined;
    this.#root.startFlow(isTool ? scope.tool?.arguments : scope.event, isTool);
    if (this.#hasEnded) return;
    signal?.addEventListener('abort', this.#onAbort);
    this.#watchTime();
  }

  cancel(reason: string): void {
    this.#end('cancelled', { code: 'run.cancelled', message: reason });
  }

  readonly #onAbort = (): void => {
    const { signal } = this.#options;
    if (signal !== undefined) this.cancel(reasonOf(signal));
  };

  #context(): RunContext {
    const { steps, scope, ports } = this.#options;
    return {
      steps,
      scope,
      ports,
      limits: this.#limits,
      recorder: this.#recorder,
      elapsedMs: () => this.#elapsedMs(),
      timeLeftMs: () => Math.max(0, this.#limits.runMs - this.#elapsedMs()),
      countStart: () => this.#countStart(),
      takeReply: (reply, node) => this.reply.take(reply, node, this.#elapsedMs()),
      endRun: (error) => this.#end('failed', error),
    };
  }

  #elapsedMs(): number {
    return this.#options.ports.now() - this.#startedAt;
  }

  #countStart(): boolean {
    if (this.#stepsLeft > 0) {
      this.#stepsLeft -= 1;
      return true;
    }
    this.#end('failed', {
      code: 'run.too-many-steps',
      message: `The run started more than ${this.#limits.totalSteps} steps. Let its loops go through fewer items.`,
    });
    return false;
  }

  /** One timer at a time: first for the deadline, then for the end of the whole run. */
  #watchTime(): void {
    const { deadlineMs, ports } = this.#options;
    const { runMs } = this.#limits;
    if (deadlineMs === undefined || deadlineMs >= runMs) {
      this.#stopClock = ports.after(runMs, () => this.#endLate());
      return;
    }
    this.#stopClock = ports.after(deadlineMs, () => {
      this.reply.settle({ kind: 'deadline' });
      this.#stopClock = ports.after(runMs - deadlineMs, () => this.#endLate());
    });
  }

  #endLate(): void {
    this.#end('failed', {
      code: 'run.timeout',
      message: `The run took longer than ${this.#limits.runMs} ms and was ended. Move long work to another system.`,
    });
  }

  #end(status: RunResult['status'], error: RunError | undefined): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#stopClock?.();
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    this.#root.cancel();
    this.#abort.abort(error === undefined ? RUN_OVER : new DOMException(error.message, 'AbortError'));
    this.#answer(status, error);
    const { late } = this.reply;
    this.#resolve({
      status,
      ...(error === undefined ? {} : { error }),
      steps: this.#recorder.records,
      ...(late === undefined ? {} : { lateReply: late }),
      durationMs: this.#elapsedMs(),
    });
  }

  #answer(status: RunResult['status'], error: RunError | undefined): void {
    if (status === 'cancelled') this.reply.settle({ kind: 'cancelled' });
    else if (error !== undefined) this.reply.settle({ kind: 'failed', error });
    else this.reply.settle({ kind: 'no-reply' });
  }
}

/** Why a signal aborts after a good end; made once, since making one costs more than a small step. */
const RUN_OVER = new DOMException('The run has ended.', 'AbortError');

const reasonOf = ({ reason }: AbortSignal): string =>
  reason instanceof Error ? reason.message : typeof reason === 'string' ? reason : 'The run was cancelled.';
