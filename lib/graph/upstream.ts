import { ancestorsOf, indexGraph, type NodeSpecs } from './graph-index.ts';
import type { GraphDocument } from './schema.ts';

/** The part of a document that leads to a node, with the node itself and without what follows it. */
export const upstreamOf = (document: GraphDocument, specs: NodeSpecs, nodeId: string): GraphDocument => {
  const kept = ancestorsOf(indexGraph(document, specs), nodeId).add(nodeId);
  return {
    ...document,
    nodes: document.nodes.filter((node) => kept.has(node.id)),
    edges: document.edges.filter((edge) => kept.has(edge.source) && kept.has(edge.target)),
  };
};
