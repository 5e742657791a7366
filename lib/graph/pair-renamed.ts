import { renameNode } from './rename.ts';
import { isSame } from './same-json.ts';
import type { GraphDocument, GraphNode } from './schema.ts';

/**
 * The nodes of `before` that are in `after` under another id, as [old, new]. A node counts as the same where its
 * type is, and it either stands where it stood or has the same config (references aside).
 */
export const pairRenamed = (before: GraphDocument, after: GraphDocument): [GraphNode, GraphNode][] => {
  const oldIds = new Set(before.nodes.map((node) => node.id));
  const newIds = new Set(after.nodes.map((node) => node.id));
  const gone = before.nodes.filter((node) => !newIds.has(node.id));
  const free = new Set(after.nodes.filter((node) => !oldIds.has(node.id)));
  const pairs: [GraphNode, GraphNode][] = [];
  for (const old of gone) {
    const candidates = [...free].filter((node) => node.type === old.type);
    const match =
      candidates.find((node) => isSame(node.position, old.position)) ??
      candidates.find((node) => hasSameConfig(before, old, node));
    if (match === undefined) continue;
    free.delete(match);
    pairs.push([old, match]);
  }
  return pairs;
};

const hasSameConfig = (before: GraphDocument, old: GraphNode, node: GraphNode): boolean => {
  if (Object.keys(node.config).length === 0) return false; // two empty configs say nothing
  const renamed = renameNode({ ...before, nodes: [old], edges: [] }, old.id, node.id).nodes[0];
  return isSame(renamed?.config, node.config);
};
