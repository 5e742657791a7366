import { type RunDocument, runDocument } from '#lib/engine/record.ts';
import type { GraphIssue } from '#lib/graph/node-spec.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { upstreamOf } from '#lib/graph/upstream.ts';
import { validate } from '#lib/graph/validate.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import type { Step } from '#lib/nodes/step.ts';
import { maskedJson } from '#lib/store/masked-json.ts';
import { testMemoryOf } from '#lib/store/memory.ts';
import type { FinishedRun } from '#lib/store/run-log.ts';
import { ask, type Dispatch, dispatch } from './dispatch.ts';
import { type Execution, type ExecutionPorts, execute, type RunEvent, type RunRequest } from './execution.ts';
import { hidePlaintexts } from './hide-plaintexts.ts';
import { type LoadedWorkflow, loadVersion } from './loaded-workflow.ts';
import type { Mask } from './mask.ts';
import { toolCallTrouble } from './tool-call-trouble.ts';

/** What a step gave before, to be given again instead of running it. */
export interface Pin {
  readonly output: unknown;
  /** The output that is taken; absent means `out`. */
  readonly handle?: string | undefined;
}

export interface TestRunRequest {
  /** The draft; it need not be stored. */
  readonly graph: GraphDocument;
  /** The last step that runs, by node id; all of the flow where absent. */
  readonly until?: string | undefined;
  /** By node id. */
  readonly pins: ReadonlyMap<string, Pin>;
  /** Ends it early: whoever asked is gone. */
  readonly signal?: AbortSignal | undefined;
}

/** A flow of a draft that was tried. */
export interface TestRun {
  readonly triggerNodeId: string;
  readonly status: FinishedRun['status'];
  readonly replyStatus: FinishedRun['replyStatus'];
  /** In milliseconds, as `durationMs` from the start of the test; `null` where there was no answer. */
  readonly replyMs: number | null;
  readonly durationMs: number;
  /** The values of secrets are hidden here, and in the document. */
  readonly error: { readonly code: string; readonly message: string } | null;
  /** The steps, and what would have gone back to Vapi. */
  readonly document: RunDocument;
}

export type TestRunOutcome =
  /** One a flow that the event set off: several where one message carries several tool calls. */
  | { readonly ok: true; readonly runs: readonly TestRun[] }
  | {
      readonly ok: false;
      readonly code: 'graph-invalid';
      readonly message: string;
      readonly issues: readonly GraphIssue[];
    }
  | { readonly ok: false; readonly code: 'event.unhandled'; readonly message: string };

/** A flow that waits for longer is ended; in milliseconds. */
const MAX_TEST_MS = 120_000;

/**
 * Runs a draft for an event without publishing it. Nothing is recorded, nobody is answered, and what it remembers is
 * kept apart from what published flows remember; requests go out as they do in earnest. `mask` hides the values of
 * secrets.
 */
export const testRun = async (
  ports: ExecutionPorts,
  workflow: LoadedWorkflow,
  given: RunEvent,
  request: TestRunRequest,
  mask: Mask,
): Promise<TestRunOutcome> => {
  const { until, pins } = request;
  const graph = until === undefined ? request.graph : upstreamOf(request.graph, definitions, until);
  const issues = validate(graph, definitions).filter(
    ({ severity, nodeId }) => severity === 'error' && !(nodeId !== undefined && pins.has(nodeId)),
  );
  const [first] = issues;
  if (first !== undefined) return { ok: false, code: 'graph-invalid', message: first.message, issues };

  const versionId = `draft:${workflow.id}`;
  const version = loadVersion(
    { versionId, versionNumber: 0, graph: withoutPinnedBodies(graph, pins) },
    pinnedSteps(pins),
  );
  const draft: LoadedWorkflow = { ...workflow, published: version };
  // The clock starts here: what is published is compiled before an event comes, and the draft was not yet.
  const event: RunEvent = { ...given, receivedAt: Date.now() };
  const found = dispatch(draft, event);
  if (found.kind === 'unhandled') return { ok: false, code: 'event.unhandled', message: found.reason };

  const ended: TestRun[] = [];
  const start = (part: Pick<RunRequest, 'flow' | 'tool'>): Execution => {
    const finish = (run: FinishedRun, plaintexts: readonly string[]): void => {
      ended.push(toTestRun(run, part.flow.trigger.id, hidePlaintexts(mask, plaintexts)));
    };
    return execute(
      {
        ...ports,
        memory: (id) => ports.memory(testMemoryOf(id)),
        live: { ...ports.live, publish: () => undefined },
        runLog: { start: () => undefined, finish },
      },
      { ...part, workflow: draft, version, event, lane: 'background', isReplay: false },
    );
  };
  const executions = startAll(found, start);
  if (executions.length === 0) {
    const message = toolCallTrouble(found, event.plaintexts).reason ?? 'No flow takes this event.';
    return { ok: false, code: 'event.unhandled', message };
  }
  await endedInTime(executions, request.signal);
  return { ok: true, runs: ended };
};

/** Resolves when all have ended: by themselves, after two minutes, or when nobody waits any more. */
const endedInTime = async (
  executions: readonly Execution[],
  signal: AbortSignal | undefined,
): Promise<void> => {
  const cancelAll = (reason: string): void => {
    for (const execution of executions) execution.cancel(reason);
  };
  const onAbort = (): void => cancelAll('The test was stopped.');
  const timer = setTimeout(() => cancelAll('A test run may take two minutes.'), MAX_TEST_MS);
  signal?.addEventListener('abort', onAbort);
  if (signal?.aborted === true) onAbort();
  await Promise.all(executions.map((execution) => execution.done));
  clearTimeout(timer);
  signal?.removeEventListener('abort', onAbort);
};

const startAll = (
  found: Exclude<Dispatch, { kind: 'unhandled' }>,
  start: (part: Pick<RunRequest, 'flow' | 'tool'>) => Execution,
): readonly Execution[] =>
  found.kind === 'tell' ? [start({ flow: found.flow })] : ask(found, start).executions;

/** A For each without a body gives its items: so one that is pinned gives what was pinned, and repeats nothing. */
const pinnedSteps = (pins: ReadonlyMap<string, Pin>): ReadonlyMap<string, Step> =>
  new Map(
    [...pins].map(([nodeId, { output, handle }]) => [
      nodeId,
      async () => ({
        output,
        ...(handle === undefined ? {} : { handle }),
        ...(Array.isArray(output) ? { loop: { items: output, concurrency: 1 } } : {}),
      }),
    ]),
  );

const withoutPinnedBodies = (graph: GraphDocument, pins: ReadonlyMap<string, Pin>): GraphDocument => {
  const bodies = new Map(
    graph.nodes.flatMap((node) => {
      const body = pins.has(node.id) ? definitions[node.type]?.loop?.body : undefined;
      return body === undefined ? [] : [[node.id, body]];
    }),
  );
  if (bodies.size === 0) return graph;
  return {
    ...graph,
    edges: graph.edges.filter(
      (edge) => edge.sourceHandle === undefined || bodies.get(edge.source) !== edge.sourceHandle,
    ),
  };
};

const toTestRun = (run: FinishedRun, triggerNodeId: string, hide: Mask): TestRun => ({
  triggerNodeId,
  status: run.status,
  replyStatus: run.replyStatus,
  replyMs: run.replyMs,
  durationMs: run.durationMs,
  error: run.errorCode === null ? null : { code: run.errorCode, message: hide(run.errorMessage ?? '') },
  document: runDocument.parse(JSON.parse(maskedJson(run.document, hide))),
});
