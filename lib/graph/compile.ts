import { type GraphIndex, indexGraph, type NodeSpecs, reachableFrom, sourceHandleOf } from './graph-index.ts';
import { innermostLoop, loopBodies } from './loop-bodies.ts';
import type { GraphIssue, NodeSpec } from './node-spec.ts';
import type { Block, Flow, LoopPlan, Plan, PlanEdge, PlanNode } from './plan.ts';
import { DEFAULT_OUT, ERROR_HANDLE, type GraphDocument, type GraphEdge, type GraphNode } from './schema.ts';
import { structureIssues } from './structure-issues.ts';

/** A graph whose structure cannot run. `validate` finds the same issues, so a checked graph never gives one. */
export class CompileError extends Error {
  override readonly name = 'CompileError';
  readonly code = 'graph.not-runnable';
  readonly issues: readonly GraphIssue[];

  constructor(issues: readonly GraphIssue[]) {
    super(`The graph cannot run: ${issues.map((issue) => issue.message).join(' ')}`);
    this.issues = issues;
  }
}

/**
 * The plan of a graph: per trigger what runs after what. Reads only the structure, so a config that is wrong is not
 * found here. Throws a `CompileError` where the structure is broken.
 */
export const compile = (document: GraphDocument, specs: NodeSpecs): Plan => {
  const index = indexGraph(document, specs);
  const issues = structureIssues(index);
  if (issues.length > 0) throw new CompileError(issues);
  const flows = new Map<string, Flow>();
  for (const node of document.nodes) {
    const flow = flowOf(index, node);
    if (flow !== undefined) flows.set(node.id, flow);
  }
  return { flows };
};

const flowOf = (index: GraphIndex, trigger: GraphNode): Flow | undefined => {
  if (trigger.disabled === true) return undefined;
  const match = index.specOf(trigger)?.trigger?.(trigger.config);
  if (match === undefined) return undefined;
  const part = partOf(index, trigger);
  return {
    trigger: { id: trigger.id, name: trigger.name, type: trigger.type, config: trigger.config },
    match,
    root: blockOf(part, undefined),
    nodeIds: part.nodes.map((node) => node.id),
  };
};

/** The part of the graph that one trigger starts. */
interface FlowPart {
  readonly index: GraphIndex;
  /** In the document's order. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** The loop that each node is most closely inside of. */
  readonly loopOf: (nodeId: string) => string | undefined;
}

const partOf = (index: GraphIndex, trigger: GraphNode): FlowPart => {
  const reached = reachableFrom(index, [trigger.id]);
  const bodies = new Map(
    // A disabled loop runs no passes: what was its body is a branch not taken.
    [...loopBodies(index)].filter(([id]) => reached.has(id) && index.nodes.get(id)?.disabled !== true),
  );
  const nodes = index.document.nodes.filter((node) => reached.has(node.id));
  const loops = new Map(nodes.map((node) => [node.id, innermostLoop(bodies, node.id)]));
  return {
    index,
    nodes,
    edges: distinct(index.document.edges.filter((edge) => reached.has(edge.source))),
    loopOf: (nodeId) => loops.get(nodeId),
  };
};

/** Without edges drawn twice between the same ends: the second would deliver the same again. */
const distinct = (edges: readonly GraphEdge[]): GraphEdge[] => {
  const seen = new Set<string>();
  return edges.filter((edge) => {
    const ends = `${edge.source} ${sourceHandleOf(edge)} ${edge.target}`;
    if (seen.has(ends)) return false;
    seen.add(ends);
    return true;
  });
};

/** The block of the nodes directly inside of `loopId`, or of none. */
const blockOf = (part: FlowPart, loopId: string | undefined): Block => {
  const nodes = topological(
    part.nodes.filter((node) => part.loopOf(node.id) === loopId),
    part.edges,
  );
  const places = new Map(nodes.map((node, place) => [node.id, place]));
  const edges: PlanEdge[] = [];
  for (const edge of part.edges) {
    const to = places.get(edge.target);
    if (to === undefined) continue;
    const from = places.get(edge.source) ?? -1;
    edges.push({ index: edges.length, source: edge.source, from, handle: sourceHandleOf(edge), to });
  }
  const incoming = Map.groupBy(edges, (edge) => edge.to);
  const outgoing = Map.groupBy(edges, (edge) => edge.from);
  const planned = nodes.map((node, place) =>
    planNode(part, node, place, incoming.get(place) ?? [], outgoing.get(place) ?? []),
  );
  return {
    nodes: planned,
    edgeCount: edges.length,
    entries: edges.filter((edge) => edge.from === -1),
    waitsFor: planned.map((node) => node.incoming.length),
    ...endsOf(planned),
  };
};

const endsOf = (nodes: readonly PlanNode[]): Pick<Block, 'terminals' | 'rescues'> => {
  const usual = new Set([-1]); // reached where nothing fails; in their order, so that each comes after what leads to it
  for (const { index, incoming } of nodes) {
    const isUsual = incoming.some((edge) => edge.handle !== ERROR_HANDLE && usual.has(edge.from));
    if (isUsual || incoming.length === 0) usual.add(index);
  }
  const terminals = nodes
    .filter(({ outgoing }) => outgoing.every((edge) => edge.handle === ERROR_HANDLE))
    .map(({ index }) => index);
  return { terminals, rescues: terminals.filter((index) => !usual.has(index)) };
};

const planNode = (
  part: FlowPart,
  node: GraphNode,
  place: number,
  incoming: readonly PlanEdge[],
  outgoing: readonly PlanEdge[],
): PlanNode => {
  const spec = part.index.specOf(node);
  const isDisabled = node.disabled === true;
  const outputs = (spec?.outputs(node.config) ?? []).map((handle) => handle.id);
  return {
    index: place,
    id: node.id,
    name: node.name,
    type: node.type,
    isTrigger: spec?.trigger !== undefined,
    isDisabled,
    outputs,
    passHandle: spec?.loop?.done ?? outputs[0],
    continueHandle: continueHandle(spec, outputs),
    onError: onErrorOf(node, outgoing),
    retry: node.retry,
    timeoutMs: node.timeoutMs,
    incoming,
    outgoing,
    loop: isDisabled ? undefined : loopPlan(part, node, spec),
  };
};

const loopPlan = (part: FlowPart, node: GraphNode, spec: NodeSpec | undefined): LoopPlan | undefined =>
  spec?.loop === undefined ? undefined : { doneHandle: spec.loop.done, body: blockOf(part, node.id) };

/** Of several outputs the last one: it is the "else" of an If and of a Switch. */
const continueHandle = (spec: NodeSpec | undefined, outputs: readonly string[]): string | undefined =>
  spec?.loop?.done ?? (outputs.includes(DEFAULT_OUT) ? DEFAULT_OUT : outputs.at(-1));

const onErrorOf = (node: GraphNode, outgoing: readonly PlanEdge[]): PlanNode['onError'] => {
  if (node.onError !== 'handle') return node.onError ?? 'stop';
  return outgoing.some((edge) => edge.handle === ERROR_HANDLE) ? 'handle' : 'stop';
};

/** Each node after all that lead to it; among equals the document's order. Expects no cycle. */
const topological = (nodes: readonly GraphNode[], edges: readonly GraphEdge[]): GraphNode[] => {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const inside = edges.filter((edge) => byId.has(edge.source) && byId.has(edge.target));
  const outgoing = Map.groupBy(inside, (edge) => edge.source);
  const waiting = new Map(nodes.map((node) => [node.id, 0]));
  for (const edge of inside) waiting.set(edge.target, (waiting.get(edge.target) ?? 0) + 1);
  const ordered = nodes.filter((node) => waiting.get(node.id) === 0);
  for (const node of ordered) {
    for (const { target } of outgoing.get(node.id) ?? []) {
      const left = (waiting.get(target) ?? 0) - 1;
      waiting.set(target, left);
      const next = byId.get(target);
      if (left === 0 && next !== undefined) ordered.push(next);
    }
  }
  return ordered;
};
