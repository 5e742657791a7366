import type { PlanNode } from '#lib/graph/plan.ts';
import type { Reply } from '#lib/vapi/reply.ts';
import type { RunError } from './record.ts';

/** How the caller of a run is answered. Times are milliseconds since the run began. */
export type ReplyOutcome =
  | { readonly kind: 'reply'; readonly reply: Reply; readonly nodeId: string; readonly atMs: number }
  | { readonly kind: 'deadline' }
  | { readonly kind: 'failed'; readonly error: RunError }
  | { readonly kind: 'no-reply' }
  | { readonly kind: 'cancelled' };

/** The one answer of a run. The first outcome counts; what comes later only learns that it is too late. */
export class ReplySlot {
  readonly outcome: Promise<ReplyOutcome>;
  #resolve: (outcome: ReplyOutcome) => void;
  #settled: ReplyOutcome | undefined;
  #answeredBy = '';
  #late: Reply | undefined;

  constructor() {
    const { promise, resolve } = Promise.withResolvers<ReplyOutcome>();
    this.outcome = promise;
    this.#resolve = resolve;
  }

  /** The first reply that came after the deadline. */
  get late(): Reply | undefined {
    return this.#late;
  }

  /** Settles the answer, unless it is settled. */
  settle(outcome: ReplyOutcome): void {
    if (this.#settled !== undefined) return;
    this.#settled = outcome;
    this.#resolve(outcome);
  }

  /** Takes a Reply node's answer. Gives why it is not sent, or undefined where it is. */
  take(reply: Reply, node: PlanNode, atMs: number): string | undefined {
    if (this.#settled === undefined) {
      this.#answeredBy = node.name;
      this.settle({ kind: 'reply', reply, nodeId: node.id, atMs });
      return undefined;
    }
    if (reply.kind === 'voice-request') reply.audio.cancel('It came too late to be sent.');
    if (this.#settled.kind === 'reply') return `“${this.#answeredBy}” had answered before.`;
    if (this.#late === undefined) {
      this.#late = reply;
      return 'The deadline had passed, so the fallback was sent. This reply is kept with the run.';
    }
    return 'The deadline had passed, and another late reply is kept with the run.';
  }
}
