import { compile } from '#lib/graph/compile.ts';
import type { Flow } from '#lib/graph/plan.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { testSpecs } from '#lib/graph/testing/specs.ts';
import type { Step, StepContext, StepResult } from '#lib/nodes/step.ts';
import { type ActiveRun, type RunOptions, startRun } from '../run.ts';
import type { RunPorts } from '../run-context.ts';
import { ManualClock } from './manual-clock.ts';

/** What a node does in a test; a plain value is its output. */
export type Behaviour = (context: StepContext) => StepResult | Promise<StepResult>;

const unused = (): never => {
  throw new Error('not used in this test');
};

/** Ports with this clock and nothing else. */
export const clockPorts = (clock: Pick<RunPorts, 'now' | 'sleep' | 'after'>): RunPorts => ({
  now: clock.now,
  sleep: clock.sleep,
  after: clock.after,
  http: { request: unused, stream: unused },
  code: { run: unused },
  memory: { get: unused, set: unused, increment: unused, delete: unused, list: unused },
  vapi: { request: unused },
});

/** The steps of a document: those given, and for all others one that gives its own id. */
export const testSteps = (
  graph: GraphDocument,
  behaviours: Readonly<Record<string, Behaviour>>,
): Map<string, Step> =>
  new Map(
    graph.nodes.map((node) => {
      const behaviour = behaviours[node.id] ?? (() => ({ output: node.id }));
      return [node.id, async (context) => behaviour(context)];
    }),
  );

/** The flow of a document's first trigger. */
export const firstFlow = (graph: GraphDocument): Flow => {
  const [flow] = compile(graph, testSpecs).flows.values();
  if (flow === undefined) throw new Error('the document has no trigger');
  return flow;
};

/** Starts the first flow of a document on a clock that the test moves. */
export const startFlow = (
  graph: GraphDocument,
  behaviours: Readonly<Record<string, Behaviour>> = {},
  options: Partial<RunOptions> = {},
): ActiveRun & { readonly clock: ManualClock } => {
  const clock = new ManualClock();
  const run = startRun({
    flow: firstFlow(graph),
    steps: testSteps(graph, behaviours),
    scope: { event: { type: 'test' }, call: {}, secrets: {}, workflow: { id: 'w', name: 'Test' } },
    ports: clockPorts(clock),
    ...options,
  });
  return { ...run, clock };
};
