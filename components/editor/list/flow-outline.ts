import { type NodeSpecs, sourceHandleOf } from '#lib/graph/graph-index.ts';
import type { GraphDocument, GraphEdge, GraphNode } from '#lib/graph/schema.ts';
import { outputsOf } from '../document/handles.ts';
import { readingOrder } from '../document/reading-order.ts';

/** One line of the list of a workflow's flows. */
export interface OutlineRow {
  /** Unique in the list: a node that several branches lead to has a row for each. */
  readonly key: string;
  readonly node: GraphNode;
  /** 1 for what starts a flow, 2 for the steps after it, one more for each branch. */
  readonly level: number;
  /** The outputs that lead here, where the node before has several: `true`, `error`. */
  readonly branch: string | undefined;
  /** The node stands further up already: other branches lead to it as well. */
  readonly isAgain: boolean;
}

/**
 * The flows as a list that can be read from top to bottom: each trigger with its steps, each branch one level deeper;
 * then what hangs on nothing. Each node stands once in full; where another branch leads to it, `isAgain` is set.
 */
export const flowOutline = (document: GraphDocument, specs: NodeSpecs): readonly OutlineRow[] => {
  const order = readingOrder(document);
  const place = new Map(order.map((node, index) => [node.id, index]));
  const nodes = new Map(document.nodes.map((node) => [node.id, node]));
  const outgoing = Map.groupBy(document.edges, (edge) => edge.source);
  const hasSource = new Set(
    document.edges.filter(({ source }) => nodes.has(source)).map((edge) => edge.target),
  );
  const starts = order.filter((node) => !hasSource.has(node.id));
  const seen = new Set<string>();
  const rows: OutlineRow[] = [];
  // What is on a cycle, which a document from elsewhere may have, has no start; it comes last.
  for (const start of [...starts, ...order]) {
    if (seen.has(start.id)) continue;
    const stack: Omit<OutlineRow, 'isAgain'>[] = [
      { key: start.id, node: start, level: 1, branch: undefined },
    ];
    for (let row = stack.pop(); row !== undefined; row = stack.pop()) {
      const isAgain = seen.has(row.node.id);
      rows.push({ ...row, isAgain });
      if (isAgain) continue;
      seen.add(row.node.id);
      stack.push(...followers(row, outgoing.get(row.node.id) ?? [], nodes, place, specs).reverse());
    }
  }
  return rows;
};

const followers = (
  { node, level }: Omit<OutlineRow, 'isAgain'>,
  edges: readonly GraphEdge[],
  nodes: ReadonlyMap<string, GraphNode>,
  place: ReadonlyMap<string, number>,
  specs: NodeSpecs,
): Omit<OutlineRow, 'isAgain'>[] => {
  const labels = new Map(outputsOf(node, specs[node.type]).map(({ id, label }) => [id, label ?? id]));
  const below = Map.groupBy(edges, (edge) => edge.target);
  const isBranching = below.size > 1 || labels.size > 1;
  return [...below]
    .flatMap(([target, leading]) => {
      const found = nodes.get(target);
      return found === undefined ? [] : [{ found, leading }];
    })
    .sort((a, b) => (place.get(a.found.id) ?? 0) - (place.get(b.found.id) ?? 0))
    .map(({ found, leading }) => ({
      key: `${node.id}>${found.id}`,
      node: found,
      level: level === 1 || isBranching ? level + 1 : level,
      branch:
        labels.size > 1
          ? leading.map((edge) => labels.get(sourceHandleOf(edge)) ?? sourceHandleOf(edge)).join(', ')
          : undefined,
    }));
};
