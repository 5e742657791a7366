import { type NodeSpecs, sourceHandleOf } from '#lib/graph/graph-index.ts';
import { ERROR_HANDLE, type GraphDocument, type GraphEdge } from '#lib/graph/schema.ts';
import { connectionProblem } from './connection-rules.ts';
import { addElements, createEdge, removeElements } from './edits.ts';

/**
 * The document without these nodes, with what led into each connected to what followed it. Only where no choice is
 * to be made: all that followed hung on one output, and one edge led in or out. Error outputs are not followed.
 */
export const removeClosingGaps = (
  document: GraphDocument,
  specs: NodeSpecs,
  nodeIds: readonly string[],
): GraphDocument => nodeIds.reduce((result, id) => removeOne(result, specs, id), document);

const removeOne = (document: GraphDocument, specs: NodeSpecs, id: string): GraphDocument => {
  const pairs = pairsAround(document, id);
  return pairs.reduce(
    (result, [before, after]) => {
      const ends = {
        source: before.source,
        sourceHandle: before.sourceHandle,
        target: after.target,
        targetHandle: after.targetHandle,
      };
      if (connectionProblem(result, specs, ends) !== undefined) return result;
      const edge = createEdge(result, ends);
      return addElements(result, [], [before.label === undefined ? edge : { ...edge, label: before.label }]);
    },
    removeElements(document, { nodes: [id], edges: [], notes: [] }),
  );
};

const pairsAround = (document: GraphDocument, id: string): readonly (readonly [GraphEdge, GraphEdge])[] => {
  const before = document.edges.filter((edge) => edge.target === id && edge.source !== id);
  const after = document.edges.filter(
    (edge) => edge.source === id && edge.target !== id && sourceHandleOf(edge) !== ERROR_HANDLE,
  );
  const isUnclear = new Set(after.map(sourceHandleOf)).size > 1 || (before.length > 1 && after.length > 1);
  return isUnclear ? [] : before.flatMap((one) => after.map((other) => [one, other] as const));
};
