import type { TriggerMatch } from './node-spec.ts';
import type { RetryPolicy } from './schema.ts';

/** What a published graph becomes: one flow per trigger that is not disabled. Made once per version, never changed. */
export interface Plan {
  /** By the id of the trigger. */
  readonly flows: ReadonlyMap<string, Flow>;
}

/** All that hangs on one trigger. */
export interface Flow {
  readonly trigger: {
    readonly id: string;
    readonly name: string;
    readonly type: string;
    readonly config: Record<string, unknown>;
  };
  readonly match: TriggerMatch;
  /** The nodes outside of all loop bodies; the trigger is the first of them. */
  readonly root: Block;
  /** Every node of the flow, those inside of loop bodies too, in the document's order. */
  readonly nodeIds: readonly string[];
}

/** Nodes that run together in one scope: those of a flow outside of its loops, or the body of one loop. */
export interface Block {
  /** In topological order; a node's `index` is its place here. */
  readonly nodes: readonly PlanNode[];
  readonly edgeCount: number;
  /** In a loop's body: the edges from the loop node, live in every pass. */
  readonly entries: readonly PlanEdge[];
  /** How many edges lead into each node, by index. */
  readonly waitsFor: readonly number[];
  /** Indexes of the nodes that nothing in the block follows, unless they fail: what they give is a pass's result. */
  readonly terminals: readonly number[];
  /** Those of the terminals to which only a failure leads: they give it in the place of what failed. */
  readonly rescues: readonly number[];
}

export interface PlanEdge {
  /** Its place among the block's edges. */
  readonly index: number;
  /** The id of the node it starts at. */
  readonly source: string;
  /** That node's index in the same block; -1 where the edge enters a loop's body. */
  readonly from: number;
  readonly handle: string;
  readonly to: number;
}

export interface PlanNode {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly isTrigger: boolean;
  /** What comes in goes out by `passHandle`; the step itself does not run. */
  readonly isDisabled: boolean;
  /** The outputs its step may choose from. */
  readonly outputs: readonly string[];
  /** The output a disabled node leaves by; absent where it has none. */
  readonly passHandle: string | undefined;
  /** The output a failed node leaves by where `onError` is `continue`; absent where it has none. */
  readonly continueHandle: string | undefined;
  /** `handle` only where the error output is connected; `stop` otherwise. */
  readonly onError: 'stop' | 'handle' | 'continue';
  readonly retry: RetryPolicy | undefined;
  readonly timeoutMs: number | undefined;
  /** In the order of the document. */
  readonly incoming: readonly PlanEdge[];
  /** Without the edges into its own loop body. */
  readonly outgoing: readonly PlanEdge[];
  readonly loop: LoopPlan | undefined;
}

export interface LoopPlan {
  /** The output taken when all passes are through. */
  readonly doneHandle: string;
  readonly body: Block;
}
