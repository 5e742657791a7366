import { cycleIssues } from './cycle-issues.ts';
import { edgeIssues } from './edge-issues.ts';
import type { GraphIndex } from './graph-index.ts';
import { loopIssues } from './loop-issues.ts';
import type { GraphIssue } from './node-spec.ts';

/** What makes a graph impossible to run whatever its configs say. Errors only. */
export const structureIssues = (index: GraphIndex): GraphIssue[] => [
  ...duplicateIssues(index.document),
  ...unknownTypeIssues(index),
  ...edgeIssues(index),
  ...cycleIssues(index),
  ...loopIssues(index),
];

/** Ids that are used twice. */
export const duplicateIssues = ({ nodes, edges, notes }: GraphIndex['document']): GraphIssue[] => [
  ...repeated(nodes).map(
    (node): GraphIssue => ({
      severity: 'error',
      code: 'graph.duplicate-node',
      message: `Two nodes have the id “${node.id}” (the second is “${node.name}”). Give one of them another id, so that references are clear.`,
      nodeId: node.id,
    }),
  ),
  ...repeated(edges).map(
    (edge): GraphIssue => ({
      severity: 'error',
      code: 'graph.duplicate-edge',
      message: `Two edges have the id “${edge.id}” (the second leads from “${edge.source}” to “${edge.target}”). Give one of them another id.`,
      edgeId: edge.id,
    }),
  ),
  ...repeated(notes).map(
    (note): GraphIssue => ({
      severity: 'error',
      code: 'graph.duplicate-note',
      message: `Two notes have the id “${note.id}”. Give one of them another id.`,
    }),
  ),
];

const repeated = <Item extends { readonly id: string }>(items: readonly Item[]): Item[] => {
  const seen = new Set<string>();
  return items.filter(({ id }) => {
    if (seen.has(id)) return true;
    seen.add(id);
    return false;
  });
};

const unknownTypeIssues = (index: GraphIndex): GraphIssue[] =>
  [...index.nodes.values()]
    .filter((node) => index.specOf(node) === undefined)
    .map((node) => ({
      severity: 'error',
      code: 'graph.unknown-type',
      message: `“${node.name}” is of the type “${node.type}”, which this Patchbay does not know. If the graph was exported by a newer version, update Patchbay; otherwise replace the node.`,
      nodeId: node.id,
    }));
