import { type GraphIndex, reachableFrom, sourceHandleOf } from './graph-index.ts';
import type { GraphIssue } from './node-spec.ts';
import { ERROR_HANDLE, type GraphNode } from './schema.ts';
import { triggerNodes } from './trigger-issues.ts';

/** Steps that never run. What hangs on a disabled trigger counts as reached: it was switched off on purpose. */
export const reachIssues = (index: GraphIndex): GraphIssue[] => {
  const triggers = triggerNodes(index);
  if (triggers.length === 0) return []; // then the missing trigger is the one thing to say
  const reached = reachableFrom(
    index,
    triggers.map((node) => node.id),
  );
  return [...index.nodes.values()]
    .filter((node) => !reached.has(node.id) && index.specOf(node) !== undefined)
    .map((node) => ({
      severity: 'warning',
      code: 'graph.unreachable',
      message: `“${node.name}” never runs: no trigger leads to it. Connect it, or delete it.`,
      nodeId: node.id,
    }));
};

/** Error outputs and the setting that uses them, where one is there without the other. */
export const errorPathIssues = (index: GraphIndex): GraphIssue[] =>
  [...index.nodes.values()].flatMap((node): GraphIssue[] => {
    if (index.specOf(node)?.canFail !== true) return [];
    const edge = index.outgoing(node.id).find((each) => sourceHandleOf(each) === ERROR_HANDLE);
    if (edge !== undefined && node.onError !== 'handle') return [unusedErrorPath(node, edge.id)];
    return edge === undefined && node.onError === 'handle' ? [missingErrorPath(node)] : [];
  });

const unusedErrorPath = (node: GraphNode, edgeId: string): GraphIssue => ({
  severity: 'error',
  code: 'graph.error-path-unused',
  message: `The error output of “${node.name}” is connected but never taken, since on an error the flow ${node.onError === 'continue' ? 'goes on as if nothing had happened' : 'stops'}. Set “On error” to use the error output, or remove the connection.`,
  nodeId: node.id,
  edgeId,
});

const missingErrorPath = (node: GraphNode): GraphIssue => ({
  severity: 'warning',
  code: 'graph.error-path-missing',
  message: `“${node.name}” is set to leave by its error output when it fails, but nothing is connected there: a failure will stop the flow. Connect the error output, or set “On error” to stop.`,
  nodeId: node.id,
});

/** Loops with nothing to repeat. */
export const emptyLoopIssues = (index: GraphIndex): GraphIssue[] =>
  [...index.nodes.values()].flatMap((node): GraphIssue[] => {
    const loop = index.specOf(node)?.loop;
    if (loop === undefined || node.disabled === true) return [];
    if (index.outgoing(node.id).some((edge) => sourceHandleOf(edge) === loop.body)) return [];
    return [
      {
        severity: 'warning',
        code: 'graph.loop-empty',
        message: `“${node.name}” repeats nothing: connect the steps to run for each item to its output “${loop.body}”.`,
        nodeId: node.id,
      },
    ];
  });
