import { sourceHandleOf } from '#lib/graph/graph-index.ts';
import type { Handle, NodeSpec } from '#lib/graph/node-spec.ts';
import {
  DEFAULT_OUT,
  ERROR_HANDLE,
  type GraphDocument,
  type GraphEdge,
  type GraphNode,
} from '#lib/graph/schema.ts';

/** Every output of a node: those of its type for its config, and the error output where it is switched on. */
export const outputsOf = (node: GraphNode, spec: NodeSpec | undefined): readonly Handle[] => {
  if (spec === undefined) return [{ id: DEFAULT_OUT }];
  const outputs = spec.outputs(node.config);
  return node.onError === 'handle' ? [...outputs, { id: ERROR_HANDLE, label: 'error' }] : outputs;
};

/** True where edges may end at the node. An unknown type is taken to have an input, so that its edges stay visible. */
export const hasInput = (spec: NodeSpec | undefined): boolean => spec?.hasInput ?? true;

/** The edges that start at outputs the node no longer has. */
export const danglingEdges = (
  document: GraphDocument,
  node: GraphNode,
  spec: NodeSpec | undefined,
): readonly GraphEdge[] => {
  if (spec === undefined) return [];
  const outputs = new Set(outputsOf(node, spec).map((handle) => handle.id));
  return document.edges.filter((edge) => edge.source === node.id && !outputs.has(sourceHandleOf(edge)));
};
