import { type NodeSpecs, sourceHandleOf, targetHandleOf } from '#lib/graph/graph-index.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { DEFAULT_IN, DEFAULT_OUT } from '#lib/graph/schema.ts';
import { hasInput, outputsOf } from './handles.ts';

/** The two ends of a wire that is being drawn. */
export interface ConnectionEnds {
  readonly source: string;
  readonly sourceHandle?: string | null | undefined;
  readonly target: string;
  readonly targetHandle?: string | null | undefined;
}

/** Why a connection cannot be made, as a sentence for the user; `undefined` where it can. */
export const connectionProblem = (
  document: GraphDocument,
  specs: NodeSpecs,
  ends: ConnectionEnds,
): string | undefined => {
  const source = document.nodes.find((node) => node.id === ends.source);
  const target = document.nodes.find((node) => node.id === ends.target);
  if (source === undefined || target === undefined) return 'One end of this connection no longer exists.';
  if (source === target) return `“${source.name}” cannot be connected to itself.`;
  const spec = specs[target.type];
  if (!hasInput(spec)) {
    return `“${target.name}” starts a flow, so nothing can lead into it. Connect to a step instead.`;
  }
  const output = ends.sourceHandle ?? DEFAULT_OUT;
  if (!outputsOf(source, specs[source.type]).some((handle) => handle.id === output)) {
    return `“${source.name}” has no output “${output}”.`;
  }
  const input = ends.targetHandle ?? DEFAULT_IN;
  const isDouble = document.edges.some(
    (edge) =>
      edge.source === source.id &&
      edge.target === target.id &&
      sourceHandleOf(edge) === output &&
      targetHandleOf(edge) === input,
  );
  if (isDouble) return `“${source.name}” is already connected to “${target.name}”.`;
  if (canReach(document, target.id, source.id)) {
    return `This would make a loop: “${target.name}” already leads to “${source.name}”. Use a For each node to repeat steps.`;
  }
  return undefined;
};

/** True if edges lead from one node to another. */
export const canReach = (document: GraphDocument, from: string, to: string): boolean => {
  const targets = targetsBySource(document);
  const seen = new Set([from]);
  const queue = [from];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (id === to) return true;
    for (const next of targets.get(id) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(next);
    }
  }
  return false;
};

const targetsBySource = (document: GraphDocument): ReadonlyMap<string, readonly string[]> => {
  const targets = new Map<string, string[]>();
  for (const edge of document.edges) {
    const list = targets.get(edge.source);
    if (list === undefined) targets.set(edge.source, [edge.target]);
    else list.push(edge.target);
  }
  return targets;
};
