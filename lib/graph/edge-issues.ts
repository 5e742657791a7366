import { type GraphIndex, sourceHandleOf, targetHandleOf } from './graph-index.ts';
import type { GraphIssue } from './node-spec.ts';
import { DEFAULT_IN, ERROR_HANDLE, type GraphEdge, type GraphNode } from './schema.ts';

/** Edges that do not fit what they are attached to. */
export const edgeIssues = (index: GraphIndex): GraphIssue[] =>
  index.document.edges.flatMap((edge) => {
    const source = index.nodes.get(edge.source);
    const target = index.nodes.get(edge.target);
    if (source === undefined || target === undefined) return [missingEnd(edge, source, target)];
    return [...sourceIssues(index, edge, source, target), ...targetIssues(index, edge, source, target)];
  });

const missingEnd = (
  edge: GraphEdge,
  source: GraphNode | undefined,
  target: GraphNode | undefined,
): GraphIssue => {
  const known = source ?? target;
  const lost = [source === undefined ? edge.source : [], target === undefined ? edge.target : []].flat();
  const which = lost.map((id) => `“${id}”`).join(' and ');
  const where = known === undefined ? `The connection “${edge.id}”` : `A connection of “${known.name}”`;
  return {
    severity: 'error',
    code: 'graph.edge-node-missing',
    message: `${where} leads ${source === undefined ? 'from' : 'to'} ${which}, which does not exist. Remove the connection, or add the node.`,
    edgeId: edge.id,
    ...(known === undefined ? {} : { nodeId: known.id }),
  };
};

const sourceIssues = (
  index: GraphIndex,
  edge: GraphEdge,
  source: GraphNode,
  target: GraphNode,
): GraphIssue[] => {
  const spec = index.specOf(source);
  const handle = sourceHandleOf(edge);
  if (spec === undefined) return [];
  const outputs = spec.outputs(source.config).map((output) => output.id);
  if (outputs.includes(handle) || (handle === ERROR_HANDLE && spec.canFail)) return [];
  const choice =
    outputs.length === 0 ? 'It has no outputs.' : `It has ${outputs.map((id) => `“${id}”`).join(', ')}.`;
  return [
    {
      severity: 'error',
      code: 'graph.edge-handle-missing',
      message: `“${source.name}” has no output “${handle}”, from which a connection leads to “${target.name}”. ${choice} Remove the connection, or draw it from another output.`,
      nodeId: source.id,
      edgeId: edge.id,
    },
  ];
};

const targetIssues = (
  index: GraphIndex,
  edge: GraphEdge,
  source: GraphNode,
  target: GraphNode,
): GraphIssue[] => {
  const spec = index.specOf(target);
  const handle = targetHandleOf(edge);
  if (spec === undefined) return [];
  if (!spec.hasInput) {
    return [
      {
        severity: 'error',
        code: 'graph.edge-into-trigger',
        message: `“${target.name}” starts a flow, so “${source.name}” cannot lead into it. Remove the connection, or connect to a step behind the trigger.`,
        nodeId: target.id,
        edgeId: edge.id,
      },
    ];
  }
  if (handle === DEFAULT_IN) return [];
  return [
    {
      severity: 'error',
      code: 'graph.edge-handle-missing',
      message: `“${target.name}” has no input “${handle}”, to which “${source.name}” is connected. Its input is “${DEFAULT_IN}”: draw the connection again.`,
      nodeId: target.id,
      edgeId: edge.id,
    },
  ];
};
