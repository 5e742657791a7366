import type { NodeSpec } from './node-spec.ts';
import { DEFAULT_IN, DEFAULT_OUT, type GraphDocument, type GraphEdge, type GraphNode } from './schema.ts';

/** The node types that are known, by type. */
export type NodeSpecs = Readonly<Record<string, NodeSpec>>;

/** A document with its look-ups made once. Edges with a missing end are left out of `outgoing` and `incoming`. */
export interface GraphIndex {
  readonly document: GraphDocument;
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly specOf: (node: GraphNode) => NodeSpec | undefined;
  readonly outgoing: (nodeId: string) => readonly GraphEdge[];
  readonly incoming: (nodeId: string) => readonly GraphEdge[];
}

/** Makes the look-ups. Where two nodes have the same id, the first one counts. */
export const indexGraph = (document: GraphDocument, specs: NodeSpecs): GraphIndex => {
  const nodes = new Map<string, GraphNode>();
  for (const node of document.nodes) if (!nodes.has(node.id)) nodes.set(node.id, node);
  const whole = document.edges.filter((edge) => nodes.has(edge.source) && nodes.has(edge.target));
  const bySource = Map.groupBy(whole, (edge) => edge.source);
  const byTarget = Map.groupBy(whole, (edge) => edge.target);
  return {
    document,
    nodes,
    specOf: (node) => (Object.hasOwn(specs, node.type) ? specs[node.type] : undefined),
    outgoing: (nodeId) => bySource.get(nodeId) ?? [],
    incoming: (nodeId) => byTarget.get(nodeId) ?? [],
  };
};

/** The handle that an edge starts at. */
export const sourceHandleOf = (edge: GraphEdge): string => edge.sourceHandle ?? DEFAULT_OUT;

/** The handle that an edge ends at. */
export const targetHandleOf = (edge: GraphEdge): string => edge.targetHandle ?? DEFAULT_IN;

/** Every node that edges lead to from `starts`, which are themselves in it. */
export const reachableFrom = (index: GraphIndex, starts: Iterable<string>): Set<string> =>
  spread(starts, (id) => index.outgoing(id).map((edge) => edge.target));

/** Every node that comes before `nodeId` on some path; the node itself only where it lies on a cycle. */
export const ancestorsOf = (index: GraphIndex, nodeId: string): Set<string> =>
  spread(
    index.incoming(nodeId).map((edge) => edge.source),
    (id) => index.incoming(id).map((edge) => edge.source),
  );

const spread = (starts: Iterable<string>, next: (id: string) => Iterable<string>): Set<string> => {
  const seen = new Set(starts);
  for (const id of seen) for (const other of next(id)) seen.add(other); // a Set's iteration sees what is added
  return seen;
};
