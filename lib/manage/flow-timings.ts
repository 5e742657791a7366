import { ancestorsOf, type GraphIndex, indexGraph, reachableFrom } from '#lib/graph/graph-index.ts';
import { loopBodies } from '#lib/graph/loop-bodies.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/schema.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { type BudgetState, budgetState, deadlineOf } from '#lib/nodes/reply-budget.ts';
import type { ReplyTime } from '#lib/store/run-timings.ts';
import type { Store } from '#lib/store/store.ts';
import { type NotFound, notFound } from './outcome.ts';
import { percentile } from './percentile.ts';
import { stepTimes } from './step-times.ts';

/** How long one step on the way to the reply takes, in milliseconds. */
export interface StepTiming {
  readonly nodeId: string;
  readonly name: string;
  /** Runs in which it ran before the answer. */
  readonly runs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** How the flow of one trigger stands to its deadline. */
export interface FlowTiming {
  readonly triggerNodeId: string;
  readonly triggerName: string;
  readonly deadlineMs: number;
  /** Answers that were measured, the newest 200 at most. */
  readonly runs: number;
  /** Of these, the ones whose deadline came first. */
  readonly late: number;
  /** From the event's arrival to its answer. Null where nothing was measured. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  /** How the 95th percentile stands to the deadline; null where nothing was measured. */
  readonly state: BudgetState | null;
  /** The step on the way to the reply whose 95th percentile is highest. */
  readonly slowestNodeId: string | null;
  /** In the order of the newest run that shows them. */
  readonly steps: readonly StepTiming[];
}

/** Steps are read from so many runs at most, which are unpacked one by one. */
const MAX_DOCUMENTS = 50;
/** Stored bytes; the steps of larger runs are left out, since reading them would hold up everything else. */
const MAX_DOCUMENT_BYTES = 128 * 1024;

/**
 * How long the flows of a workflow take to answer, measured on their newest runs, against their deadlines: for the
 * triggers of the published version, or of the draft where nothing is published, whose event wants a reply.
 */
export const flowTimings = async (
  store: Store,
  workflowId: string,
): Promise<{ readonly ok: true; readonly flows: readonly FlowTiming[] } | NotFound> => {
  const workflow = await store.workflows.get(workflowId);
  if (workflow === undefined) return notFound('workflow', workflowId);
  const version =
    workflow.publishedVersionId === null ? undefined : await store.versions.get(workflow.publishedVersionId);
  const graph = version?.graph ?? workflow.draft;
  const timed = graph.nodes.flatMap((node) => {
    const deadlineMs = node.disabled === true ? undefined : deadlineOf(node.type, node.config);
    return deadlineMs === undefined ? [] : [{ node, deadlineMs }];
  });
  if (timed.length === 0) return { ok: true, flows: [] };
  const byTrigger = Map.groupBy(await store.runTimings.replyTimes(workflowId), (time) => time.triggerNodeId);
  const documentsEach = Math.max(1, Math.floor(MAX_DOCUMENTS / timed.length));
  const index = indexGraph(graph, definitions);
  const flows: FlowTiming[] = [];
  for (const { node, deadlineMs } of timed.slice(0, MAX_DOCUMENTS)) {
    const times = byTrigger.get(node.id) ?? [];
    const steps = await timeSteps(store, index, node, times, documentsEach);
    flows.push({ ...summary(node, deadlineMs, times), slowestNodeId: slowest(graph, steps), steps });
  }
  return { ok: true, flows };
};

const summary = (node: GraphNode, deadlineMs: number, times: readonly ReplyTime[]) => {
  const sorted = times.map(({ replyMs }) => replyMs).sort((a, b) => a - b);
  const p95Ms = percentile(sorted, 95);
  return {
    triggerNodeId: node.id,
    triggerName: node.name,
    deadlineMs,
    runs: times.length,
    late: times.filter(({ isLate }) => isLate).length,
    p50Ms: percentile(sorted, 50) ?? null,
    p95Ms: p95Ms ?? null,
    state: p95Ms === undefined ? null : budgetState(p95Ms, deadlineMs),
  };
};

const timeSteps = async (
  store: Store,
  index: GraphIndex,
  trigger: GraphNode,
  times: readonly ReplyTime[],
  atMost: number,
): Promise<StepTiming[]> => {
  const wanted = onTheWay(index, trigger.id);
  const measured = new Map<string, number[]>();
  const readable = times.filter(({ documentSize }) => documentSize > 0 && documentSize <= MAX_DOCUMENT_BYTES);
  for (const { runId, replyMs } of readable.slice(0, atMost)) {
    const document = await store.runTimings.document(runId);
    if (document === undefined) continue;
    for (const [nodeId, ms] of stepTimes(document.steps, replyMs)) {
      if (wanted.has(nodeId)) measured.set(nodeId, [...(measured.get(nodeId) ?? []), ms]);
    }
  }
  return [...measured].map(([nodeId, all]) => {
    const sorted = all.sort((a, b) => a - b);
    return {
      nodeId,
      name: index.nodes.get(nodeId)?.name ?? nodeId,
      runs: sorted.length,
      p50Ms: percentile(sorted, 50) ?? 0,
      p95Ms: percentile(sorted, 95) ?? 0,
    };
  });
};

/** The steps between a trigger and its replies, bodies of loops included; all of the flow where none replies. */
const onTheWay = (index: GraphIndex, triggerId: string): ReadonlySet<string> => {
  const flow = reachableFrom(index, [triggerId]);
  flow.delete(triggerId);
  const replies = [...flow].filter((id) => {
    const node = index.nodes.get(id);
    return node !== undefined && index.specOf(node)?.reply !== undefined;
  });
  if (replies.length === 0) return flow;
  const before = new Set(
    replies.flatMap((id) => [id, ...ancestorsOf(index, id)]).filter((id) => flow.has(id)),
  );
  for (const [loopId, body] of loopBodies(index)) {
    if (before.has(loopId)) for (const id of body) before.add(id);
  }
  return before;
};

/** A For each lasts as long as its body: what is slow is in there. */
const slowest = (graph: GraphDocument, steps: readonly StepTiming[]): string | null => {
  const loops = new Set(
    graph.nodes.filter(({ type }) => definitions[type]?.loop !== undefined).map(({ id }) => id),
  );
  const plain = steps.filter(({ nodeId }) => !loops.has(nodeId));
  const [first] = (plain.length > 0 ? plain : steps).toSorted((a, b) => b.p95Ms - a.p95Ms);
  return first?.nodeId ?? null;
};
