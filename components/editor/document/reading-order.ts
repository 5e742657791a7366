import type { GraphDocument, GraphNode } from '#lib/graph/schema.ts';

/**
 * The nodes in the order in which a person would read the flows: triggers from top to bottom, each followed by what
 * hangs on it, branch by branch; then what hangs on nothing. It is the order of the Tab key and of screen readers.
 */
export const readingOrder = ({ nodes, edges }: GraphDocument): readonly GraphNode[] => {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const targets = Map.groupBy(edges, (edge) => edge.source);
  const hasSource = new Set(edges.filter((edge) => byId.has(edge.source)).map((edge) => edge.target));
  const starts = nodes.filter((node) => !hasSource.has(node.id)).sort(byPlace);
  const ordered = new Set<GraphNode>();
  // Nodes on a cycle, which a document from elsewhere may have, have no start; they come last.
  for (const start of [...starts, ...nodes]) {
    const stack = [start];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (ordered.has(node)) continue;
      ordered.add(node);
      const next = (targets.get(node.id) ?? [])
        .map((edge) => byId.get(edge.target))
        .filter((target) => target !== undefined)
        .sort(byPlace);
      stack.push(...next.reverse());
    }
  }
  return [...ordered];
};

const byPlace = (a: GraphNode, b: GraphNode): number =>
  a.position.y - b.position.y || a.position.x - b.position.x;
