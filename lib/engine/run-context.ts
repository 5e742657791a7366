import type { PlanNode } from '#lib/graph/plan.ts';
import type { Scope, Step, StepPorts } from '#lib/nodes/step.ts';
import type { Reply } from '#lib/vapi/reply.ts';
import type { RunLimits } from './limits.ts';
import type { RunError } from './record.ts';
import type { Recorder } from './recorder.ts';

/** What a run needs of the world: what its steps do, and a clock that costs less than a promise and a signal. */
export interface RunPorts extends StepPorts {
  /** Calls `act` after `ms`, unless the returned function is called before. */
  readonly after: (ms: number, act: () => void) => () => void;
}

/** What all parts of one run share. */
export interface RunContext {
  readonly steps: ReadonlyMap<string, Step>;
  readonly scope: Omit<Scope, 'steps'>;
  readonly ports: StepPorts;
  readonly limits: RunLimits;
  readonly recorder: Recorder;
  /** Milliseconds since the run began. */
  readonly elapsedMs: () => number;
  /** Milliseconds until the whole run is ended. */
  readonly timeLeftMs: () => number;
  /** Counts a step that is about to start; false where the run may start no more, and then it has just ended. */
  readonly countStart: () => boolean;
  /** Hands in a reply. Gives why it is not sent, or undefined where it is. */
  readonly takeReply: (reply: Reply, node: PlanNode) => string | undefined;
  /** Ends the whole run, whatever the nodes around say about errors. */
  readonly endRun: (error: RunError) => void;
}
