import type { Block, PlanNode } from '#lib/graph/plan.ts';
import type { StepScope } from '#lib/nodes/step.ts';
import { AbortScope } from './abort-scope.ts';
import type { BlockPlace, Pass } from './block-place.ts';
import { engineFailure, type Failure, toFailure } from './failure.ts';
import { jsonSize } from './json-size.ts';
import type { LoopPath } from './recorder.ts';
import type { RunContext } from './run-context.ts';
import { timeoutFailure, unusableOutput } from './run-step.ts';

export type LoopOutcome =
  | { readonly ok: true; readonly results: readonly unknown[] }
  | { readonly ok: false; readonly failure: Failure };

export interface LoopPlace {
  readonly context: RunContext;
  /** The loop node. */
  readonly node: PlanNode;
  /** What the steps around have given; passes see it and add nothing to it. */
  readonly steps: Readonly<Record<string, StepScope>>;
  /** The passes that the loop itself is in. */
  readonly loop: LoopPath;
  readonly abort: AbortScope;
  /** When the loop's step began. */
  readonly startMs: number;
  readonly items: readonly unknown[];
  readonly concurrency: number;
  /** Handed in, since the runs of blocks and of loops contain each other. */
  readonly createPass: (place: BlockPlace) => Pass;
  /** Called once. Not called after `cancel`. */
  readonly onEnd: (outcome: LoopOutcome) => void;
}

const SLICE_MS = 10; // so long may passes that wait for nothing keep other calls from being answered

/** The passes of one For each: so many at a time, results in the order of the items; the first failure ends all. */
export class LoopRun {
  readonly #place: LoopPlace;
  readonly #abort: AbortScope;
  readonly #results: unknown[];
  readonly #active = new Set<Pass>();
  readonly #concurrency: number;
  #next = 0;
  #isPumping = false;
  #isPaused = false;
  #sliceStart: number;
  #hasEnded = false;

  constructor(place: LoopPlace) {
    this.#place = place;
    this.#abort = new AbortScope(place.abort);
    this.#results = new Array(place.items.length).fill(null);
    this.#concurrency = Math.max(1, Math.floor(place.concurrency) || 1);
    this.#sliceStart = place.context.elapsedMs();
  }

  start(): void {
    const { context, node, items } = this.#place;
    const tooMany = items.length > context.limits.loopItems;
    if (tooMany || items.length === 0 || this.#body === undefined) {
      this.#skipBody();
      if (tooMany) this.#end({ ok: false, failure: tooManyItems(node, items.length, context) });
      else this.#end({ ok: true, results: [...items] });
      return;
    }
    if (node.timeoutMs !== undefined) this.#limitTime(node.timeoutMs);
    this.#pump();
  }

  /** Ends at once, without `onEnd`; passes that run are recorded as cancelled. */
  cancel(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#stopPasses();
  }

  /** The body; undefined where nothing is connected to repeat. */
  get #body(): Block | undefined {
    const body = this.#place.node.loop?.body;
    return body === undefined || body.nodes.length === 0 ? undefined : body;
  }

  #skipBody(): void {
    const { context, loop } = this.#place;
    if (this.#body !== undefined) {
      context.recorder.addUnrunBlock(this.#body, loop, 'skipped', context.elapsedMs());
    }
  }

  /** Starts passes up to the limit. A loop, not a recursion: passes may end while they start. */
  #pump(): void {
    if (this.#isPumping || this.#isPaused) return;
    this.#isPumping = true;
    const { items } = this.#place;
    while (!this.#hasEnded && this.#active.size < this.#concurrency && this.#next < items.length) {
      if (this.#isSliceOver()) {
        this.#pause();
        this.#isPumping = false;
        return;
      }
      this.#startPass(this.#next);
      this.#next += 1;
    }
    this.#isPumping = false;
    if (this.#active.size === 0 && this.#next === items.length) this.#succeed();
  }

  #startPass(index: number): void {
    const { context, node, steps, loop = [], items, createPass } = this.#place;
    const body = this.#body;
    if (body === undefined) return;
    const item = items[index];
    const pass = createPass({
      context,
      block: body,
      steps: { ...steps, [node.id]: { item, index } },
      loop: [...loop, { nodeId: node.id, index }],
      abort: this.#abort,
      onEnd: (failure) => {
        this.#active.delete(pass);
        if (this.#hasEnded) return;
        if (failure !== undefined) {
          this.#fail(failure);
          return;
        }
        this.#results[index] = resultOf(body, pass);
        this.#pump();
      },
    });
    this.#active.add(pass);
    pass.startPass(item);
  }

  #isSliceOver(): boolean {
    return this.#place.context.elapsedMs() - this.#sliceStart > SLICE_MS;
  }

  /** Lets others have their turn. */
  #pause(): void {
    const { ports, elapsedMs } = this.#place.context;
    this.#isPaused = true;
    void ports.sleep(0, this.#abort.signal).then(
      () => {
        this.#isPaused = false;
        this.#sliceStart = elapsedMs();
        this.#pump();
      },
      (thrown: unknown) => this.#fail(toFailure(thrown, this.#place.node.id)),
    );
  }

  #limitTime(timeoutMs: number): void {
    const { context, node, startMs } = this.#place;
    const leftMs = Math.max(0, startMs + timeoutMs - context.elapsedMs());
    void context.ports.sleep(leftMs, this.#abort.signal).then(
      () => this.#fail(timeoutFailure(node, timeoutMs)),
      (thrown: unknown) => this.#fail(toFailure(thrown, node.id)),
    );
  }

  #succeed(): void {
    if (this.#hasEnded) return;
    const { context, node } = this.#place;
    const { stepOutputBytes } = context.limits;
    const size = jsonSize(this.#results, stepOutputBytes);
    if (typeof size === 'number') this.#end({ ok: true, results: this.#results });
    else this.#end({ ok: false, failure: unusableOutput(node, size, stepOutputBytes) });
  }

  #fail(failure: Failure): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#stopPasses();
    this.#place.onEnd({ ok: false, failure });
  }

  #end(outcome: LoopOutcome): void {
    this.#hasEnded = true;
    this.#abort.abort(undefined); // ends the timer; no pass is left
    this.#place.onEnd(outcome);
  }

  #stopPasses(): void {
    for (const pass of this.#active) pass.cancel();
    this.#active.clear();
    this.#abort.abort(new DOMException('The loop ended.', 'AbortError'));
  }
}

/**
 * What a pass gave: the output of the body's last step, or of the step that took its place after a failure; of several
 * last steps those that ran, by id.
 */
const resultOf = ({ nodes, terminals, rescues }: Block, pass: Pass): unknown => {
  const ran = terminals.flatMap((index) => {
    const node = nodes[index];
    const given = pass.outputOf(index);
    return node === undefined || given === undefined ? [] : [[node.id, given.output] as const];
  });
  const isOne = terminals.length - rescues.length === 1 && ran.length <= 1;
  return isOne ? (ran[0]?.[1] ?? null) : Object.fromEntries(ran);
};

const tooManyItems = (node: PlanNode, count: number, { limits }: RunContext): Failure =>
  engineFailure(
    'loop.too-many-items',
    `“${node.name}” has ${count} items, more than the ${limits.loopItems} that one loop may go through. Shorten the list first.`,
    node.id,
  );
