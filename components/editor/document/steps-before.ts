import type { GraphDocument, GraphNode } from '#lib/graph/schema.ts';

/** The nodes that have run, or may have, when a node starts: nearest first. */
export const stepsBefore = (document: GraphDocument, nodeId: string): readonly GraphNode[] => {
  const nodes = new Map(document.nodes.map((node) => [node.id, node]));
  const sources = new Map<string, string[]>();
  for (const edge of document.edges) {
    const list = sources.get(edge.target);
    if (list === undefined) sources.set(edge.target, [edge.source]);
    else list.push(edge.source);
  }
  const seen = new Set([nodeId]);
  const found: GraphNode[] = [];
  let level = [nodeId];
  while (level.length > 0) {
    const next: string[] = [];
    for (const id of level.flatMap((target) => sources.get(target) ?? [])) {
      if (seen.has(id)) continue;
      seen.add(id);
      const node = nodes.get(id);
      if (node === undefined) continue;
      found.push(node);
      next.push(id);
    }
    level = next;
  }
  return found;
};
