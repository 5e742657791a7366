import type { GraphDocument, GraphNode } from '#lib/graph/schema.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * The node that an arrow key leads to: left and right along the edges, and where no edge leads that way, or up and
 * down, the nearest card in that direction.
 */
export const neighbour = (
  document: GraphDocument,
  fromId: string,
  direction: Direction,
): GraphNode | undefined => {
  const from = document.nodes.find((node) => node.id === fromId);
  if (from === undefined) return undefined;
  const connected = connectedIds(document, fromId, direction);
  const along = document.nodes.filter((node) => connected.has(node.id));
  if (along.length > 0) return nearest(from, along);
  return nearest(
    from,
    document.nodes.filter((node) => node !== from && liesTowards(from, node, direction)),
  );
};

const connectedIds = (document: GraphDocument, id: string, direction: Direction): ReadonlySet<string> => {
  if (direction === 'right') {
    return new Set(document.edges.filter((edge) => edge.source === id).map((edge) => edge.target));
  }
  if (direction === 'left') {
    return new Set(document.edges.filter((edge) => edge.target === id).map((edge) => edge.source));
  }
  return new Set();
};

const liesTowards = (from: GraphNode, node: GraphNode, direction: Direction): boolean => {
  const dx = node.position.x - from.position.x;
  const dy = node.position.y - from.position.y;
  if (direction === 'left' || direction === 'right') {
    return Math.sign(dx) === (direction === 'right' ? 1 : -1) && Math.abs(dx) >= Math.abs(dy);
  }
  return Math.sign(dy) === (direction === 'down' ? 1 : -1) && Math.abs(dy) >= Math.abs(dx) / 4;
};

const nearest = (from: GraphNode, nodes: readonly GraphNode[]): GraphNode | undefined =>
  nodes
    .map((node) => ({
      node,
      distance: Math.hypot(node.position.x - from.position.x, node.position.y - from.position.y),
    }))
    .sort((a, b) => a.distance - b.distance)[0]?.node;
