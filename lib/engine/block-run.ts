import type { PlanEdge, PlanNode } from '#lib/graph/plan.ts';
import { ERROR_HANDLE } from '#lib/graph/schema.ts';
import type { Scope, StepContext, StepResult, StepScope } from '#lib/nodes/step.ts';
import type { BlockPlace, Pass } from './block-place.ts';
import { type Failure, toFailure } from './failure.ts';
import { LoopRun } from './loop-run.ts';
import type { EndedStep } from './recorder.ts';
import { runStep, type StepCall, type Tried } from './run-step.ts';

interface Running {
  readonly startMs: number;
  readonly call: StepCall;
  /** While a For each goes through its passes. */
  loop?: LoopRun;
}

/**
 * One run of a block: of a flow, or of a loop's body for one item. A node starts when every edge into it has
 * delivered or is dead, and one at least has delivered; where all are dead it is skipped, and its edges are dead.
 */
export class BlockRun implements Pass {
  readonly #place: BlockPlace;
  readonly #scope: Scope;
  /** Per node: the edges into it that have neither delivered nor died. */
  readonly #waitsFor: number[];
  /** Per node: the edges into it that have delivered. */
  readonly #delivered: number[];
  /** Per edge. */
  readonly #isLive: boolean[];
  readonly #running = new Map<number, Running>();
  readonly #outputs: unknown[];
  readonly #state: ('waiting' | 'running' | 'skipped' | 'ran' | 'rescued')[];
  readonly #ready: PlanNode[] = [];
  #open: number;
  #isDraining = false;
  #hasEnded = false;
  /** What enters a loop's body: the item. */
  #entered: unknown;

  constructor(place: BlockPlace) {
    const { block, context, steps } = place;
    const count = block.nodes.length;
    this.#place = place;
    this.#scope = { ...context.scope, steps };
    this.#waitsFor = block.waitsFor.slice();
    this.#delivered = new Array(count).fill(0);
    this.#isLive = new Array(block.edgeCount).fill(false);
    this.#outputs = new Array(count);
    this.#state = new Array(count).fill('waiting');
    this.#open = count;
  }

  /** Starts a flow: `output` is what its trigger, the first node, gives. */
  startFlow(output: unknown, isRecorded: boolean): void {
    const [trigger] = this.#place.block.nodes;
    if (trigger === undefined) return;
    const handle = trigger.outputs[0];
    this.#record(trigger, {
      ...this.#now(),
      status: 'completed',
      attempts: 1,
      handle,
      ...(isRecorded ? { output: [output] } : {}),
    });
    this.#give(trigger, { output }, output);
    this.#leave(trigger, handle);
  }

  /** Starts a pass through a loop's body. */
  startPass(item: unknown): void {
    this.#entered = item;
    for (const edge of this.#place.block.entries) this.#deliver(edge, true);
    this.#drain();
  }

  /** What a node gave; undefined where it did not run, and where its error was handled. */
  outputOf(index: number): { readonly output: unknown } | undefined {
    return this.#state[index] === 'ran' ? { output: this.#outputs[index] } : undefined;
  }

  /** Ends at once, without `onEnd`: what runs and what has not started is recorded as cancelled. */
  cancel(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#cancelRest();
  }

  #deliver(edge: PlanEdge, isLive: boolean): void {
    const { to } = edge;
    if (isLive) {
      this.#isLive[edge.index] = true;
      this.#delivered[to] = (this.#delivered[to] ?? 0) + 1;
    }
    const left = (this.#waitsFor[to] ?? 0) - 1;
    this.#waitsFor[to] = left;
    const node = this.#place.block.nodes[to];
    if (left === 0 && node !== undefined) this.#ready.push(node);
  }

  /** Starts all that is ready. A loop, not a recursion: dead and disabled nodes end at once, and may be many. */
  #drain(): void {
    if (this.#isDraining) return;
    this.#isDraining = true;
    for (let at = 0; at < this.#ready.length && !this.#hasEnded; at += 1) {
      const node = this.#ready[at];
      if (node !== undefined) this.#enter(node);
    }
    this.#ready.length = 0;
    this.#isDraining = false;
    if (this.#open === 0) this.#end(undefined);
  }

  #enter(node: PlanNode): void {
    if (this.#delivered[node.index] === 0) this.#skip(node);
    else if (node.isDisabled) this.#pass(node);
    else if (this.#place.context.countStart()) this.#start(node);
  }

  #skip(node: PlanNode): void {
    const { context, loop } = this.#place;
    this.#state[node.index] = 'skipped';
    context.recorder.addUnrun(node, loop, 'skipped', context.elapsedMs());
    this.#leave(node, undefined);
  }

  /** A disabled node gives on what came in. */
  #pass(node: PlanNode): void {
    const inputs = this.#inputsOf(node).map((input) => input.output);
    const output = inputs.length === 1 ? inputs[0] : inputs;
    this.#record(node, {
      ...this.#now(),
      status: 'skipped',
      attempts: 0,
      handle: node.passHandle,
      output: [output],
    });
    this.#give(node, { output }, output);
    this.#leave(node, node.passHandle);
  }

  #start(node: PlanNode): void {
    const { context, abort } = this.#place;
    const call: StepCall = {
      context,
      node,
      scope: this.#scope,
      inputs: this.#inputsOf(node),
      abort,
      attempts: 0,
    };
    const running: Running = { startMs: context.elapsedMs(), call };
    this.#state[node.index] = 'running';
    this.#running.set(node.index, running);
    void runStep(call)
      .then((tried) => this.#tried(running, tried))
      .catch((bug: unknown) => context.endRun(toFailure(bug, node.id).error)); // rather than a run without an end
  }

  #inputsOf(node: PlanNode): StepContext['inputs'] {
    const inputs: { from: string; output: unknown }[] = [];
    for (const edge of node.incoming) {
      if (this.#isLive[edge.index] !== true) continue;
      inputs.push({
        from: edge.source,
        output: edge.from === -1 ? this.#entered : this.#outputs[edge.from],
      });
    }
    return inputs;
  }

  #tried(running: Running, tried: Tried): void {
    if (this.#hasEnded) return; // it was recorded as cancelled
    if (!tried.ok) this.#failed(running, tried.failure);
    else if (running.call.node.loop === undefined) this.#completed(running, tried.result);
    else this.#repeat(running, tried.result);
  }

  #repeat(running: Running, result: StepResult): void {
    const { context, steps, loop, abort } = this.#place;
    running.loop = new LoopRun({
      context,
      node: running.call.node,
      steps,
      loop,
      abort,
      startMs: running.startMs,
      items: result.loop?.items ?? [],
      concurrency: result.loop?.concurrency ?? 1,
      createPass: (place) => new BlockRun(place),
      onEnd: (outcome) => {
        if (this.#hasEnded) return;
        if (outcome.ok) this.#completed(running, { ...result, output: outcome.results });
        else this.#failed(running, outcome.failure, result);
      },
    });
    running.loop.start();
  }

  #completed({ startMs, call: { node, attempts } }: Running, result: StepResult): void {
    const { context } = this.#place;
    const handle = node.loop?.doneHandle ?? result.handle ?? node.outputs[0];
    const unsent = result.reply === undefined ? undefined : context.takeReply(result.reply, node);
    const value = result.output ?? null;
    const output = unsent === undefined ? value : { sent: false, reason: unsent, reply: value };
    this.#record(node, {
      startMs,
      endMs: context.elapsedMs(),
      status: 'completed',
      attempts,
      handle,
      output: [output],
      console: result.console,
      ...inputIn(result),
    });
    this.#give(node, { output }, output);
    this.#leave(node, handle);
  }

  #failed({ startMs, call, loop }: Running, failure: Failure, result?: StepResult): void {
    const { context } = this.#place;
    const { node, attempts } = call;
    const { error } = failure;
    const base = {
      startMs,
      endMs: context.elapsedMs(),
      status: 'failed',
      attempts,
      error,
      console: failure.console ?? result?.console,
      ...(result === undefined ? describedInput(call) : inputIn(result)),
    } as const;
    if (node.loop !== undefined && loop === undefined) {
      context.recorder.addUnrunBlock(node.loop.body, this.#place.loop, 'skipped', base.endMs);
    }
    if (node.onError === 'stop') {
      this.#record(node, base);
      this.#state[node.index] = 'ran';
      this.#end(failure);
      return;
    }
    const { code, message, response } = error;
    const brief = { code, message, ...(response === undefined ? {} : { response }) };
    const isHandled = node.onError === 'handle';
    const output = isHandled ? { error: brief } : null;
    const handle = isHandled ? ERROR_HANDLE : node.continueHandle;
    this.#record(node, { ...base, handle, output: [output] });
    this.#give(node, { output, error: brief }, output);
    if (isHandled) this.#state[node.index] = 'rescued';
    this.#leave(node, handle);
  }

  /** Makes an output visible to later steps. */
  #give(node: PlanNode, entry: StepScope, output: unknown): void {
    this.#place.steps[node.id] = entry;
    this.#outputs[node.index] = output;
    this.#state[node.index] = 'ran';
  }

  /** A node has ended: the edges at `handle` deliver, its others are dead. */
  #leave(node: PlanNode, handle: string | undefined): void {
    this.#running.delete(node.index);
    this.#open -= 1;
    for (const edge of node.outgoing) this.#deliver(edge, edge.handle === handle);
    this.#drain();
  }

  #record(node: PlanNode, step: EndedStep): void {
    this.#place.context.recorder.add(node, this.#place.loop, step);
  }

  #now(): { startMs: number; endMs: number } {
    const atMs = this.#place.context.elapsedMs();
    return { startMs: atMs, endMs: atMs };
  }

  #end(failure: Failure | undefined): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    if (failure !== undefined) this.#cancelRest();
    this.#place.onEnd(failure);
  }

  #cancelRest(): void {
    const { block, context, loop } = this.#place;
    const endMs = context.elapsedMs();
    for (const node of block.nodes) {
      const state = this.#state[node.index];
      if (state === 'waiting') context.recorder.addUnrun(node, loop, 'cancelled', endMs);
      const running = state === 'running' ? this.#running.get(node.index) : undefined;
      if (running === undefined) continue;
      if (running.loop !== undefined) running.loop.cancel();
      else if (node.loop !== undefined)
        context.recorder.addUnrunBlock(node.loop.body, loop, 'cancelled', endMs);
      this.#record(node, {
        startMs: running.startMs,
        endMs,
        status: 'cancelled',
        attempts: running.call.attempts,
        ...describedInput(running.call),
      });
    }
  }
}

const inputIn = ({ input }: StepResult): Pick<EndedStep, 'input'> =>
  input === undefined ? {} : { input: [input] };

/** What went into a step that gave no result. */
const describedInput = ({ tellInput }: StepCall): Pick<EndedStep, 'input'> => {
  const input = tellInput?.();
  return input === undefined ? {} : { input: [input] };
};
