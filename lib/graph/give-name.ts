import type { NodeSpecs } from './graph-index.ts';
import { renameNode } from './rename.ts';
import type { GraphDocument } from './schema.ts';
import { slugFor } from './slug.ts';

/** The longest name that the schema takes. */
export const MAX_NAME = 120;

/**
 * Gives a node a name; its id follows, and so do all references to it. An empty name, and the one it has, change
 * nothing. Gives the id it has then.
 */
export const giveName = (
  graph: GraphDocument,
  nodeId: string,
  wanted: string,
  specs: NodeSpecs,
): { readonly graph: GraphDocument; readonly id: string } => {
  const name = wanted.trim().slice(0, MAX_NAME);
  const at = graph.nodes.findIndex((node) => node.id === nodeId);
  const node = graph.nodes[at];
  if (name === '' || node === undefined || name === node.name) return { graph, id: nodeId };
  const others = graph.nodes.filter((other) => other.id !== nodeId);
  const id = slugFor(name, new Set(others.map((other) => other.id)));
  const named = { ...graph, nodes: graph.nodes.with(at, { ...node, name }) };
  return { graph: id === nodeId ? named : renameNode(named, nodeId, id, specs), id };
};
