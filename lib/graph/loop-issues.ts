import { type GraphIndex, sourceHandleOf } from './graph-index.ts';
import { loopBodies } from './loop-bodies.ts';
import type { GraphIssue } from './node-spec.ts';
import type { GraphEdge, GraphNode } from './schema.ts';

/** Connections that lead into a loop's body from outside of it, or (which is the same seen from there) out of it. */
export const loopIssues = (index: GraphIndex): GraphIssue[] =>
  [...loopBodies(index)].flatMap(([loopId, body]) => {
    const loop = index.nodes.get(loopId);
    if (loop === undefined || body.has(loopId)) return []; // a way back to the loop itself is reported as a cycle
    return index.document.edges
      .filter(
        (edge) => body.has(edge.target) && index.nodes.has(edge.source) && !isInside(index, loop, body, edge),
      )
      .flatMap((edge) => enteredIssue(index, loop, edge) ?? []);
  });

const isInside = (index: GraphIndex, loop: GraphNode, body: ReadonlySet<string>, edge: GraphEdge): boolean =>
  body.has(edge.source) ||
  (edge.source === loop.id && sourceHandleOf(edge) === index.specOf(loop)?.loop?.body);

const enteredIssue = (index: GraphIndex, loop: GraphNode, edge: GraphEdge): GraphIssue | undefined => {
  const source = index.nodes.get(edge.source);
  const target = index.nodes.get(edge.target);
  const handles = index.specOf(loop)?.loop;
  if (source === undefined || target === undefined || handles === undefined) return undefined;
  const from =
    source === loop
      ? `the output “${sourceHandleOf(edge)}” of “${loop.name}”`
      : `“${source.name}”, outside of it`;
  return {
    severity: 'error',
    code: 'graph.loop-crossed',
    message: `“${target.name}” is reached both from the output “${handles.body}” of “${loop.name}” (once per item, inside the loop) and from ${from}. Remove one of the two connections: what follows the loop hangs on its output “${handles.done}” only.`,
    nodeId: target.id,
    edgeId: edge.id,
  };
};
