import type { Block } from '#lib/graph/plan.ts';
import type { StepScope } from '#lib/nodes/step.ts';
import type { AbortScope } from './abort-scope.ts';
import type { Failure } from './failure.ts';
import type { LoopPath } from './recorder.ts';
import type { RunContext } from './run-context.ts';

/** Where one run of a block takes place. */
export interface BlockPlace {
  readonly context: RunContext;
  readonly block: Block;
  /** What the steps have given so far, by node id; this run adds its own. */
  readonly steps: Record<string, StepScope>;
  readonly loop: LoopPath;
  /** Aborts when what this run is part of ends. */
  readonly abort: AbortScope;
  /** Called once, when all nodes have ended or one has failed the block. Not called after `cancel`. */
  readonly onEnd: (failure: Failure | undefined) => void;
}

/** The run of a loop's body for one item. */
export interface Pass {
  readonly startPass: (item: unknown) => void;
  /** What the node with this index gave; undefined where it did not run, and where its error was handled. */
  readonly outputOf: (index: number) => { readonly output: unknown } | undefined;
  readonly cancel: () => void;
}
