import { sourceHandleOf } from '#lib/graph/graph-index.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { type ConnectionEnds, connectionProblem } from '../document/connection-rules.ts';
import { addElements, createEdge } from '../document/edits.ts';
import type { CommandContext } from './command-context.ts';

const MAX_LABEL = 120; // characters that the schema takes

/** Commands for the edges between nodes. */
export const wiringCommands = ({ document, specs, edit, grow }: CommandContext) => ({
  /** Connects, or says why it cannot. */
  connect: (ends: ConnectionEnds): string | undefined => {
    const problem = connectionProblem(document(), specs, ends);
    if (problem !== undefined) return problem;
    const { source, target, sourceHandle = null, targetHandle = null } = ends;
    grow((before) =>
      addElements(before, [], [createEdge(before, { source, target, sourceHandle, targetHandle })]),
    );
    return undefined;
  },

  /** Puts an end of an edge elsewhere, or says why it cannot. Its label stays on it. */
  reconnect: (edgeId: string, ends: ConnectionEnds): string | undefined => {
    const at = document().edges.findIndex((edge) => edge.id === edgeId);
    const before = document().edges[at];
    if (before === undefined) return 'This connection no longer exists.';
    const without: GraphDocument = { ...document(), edges: document().edges.toSpliced(at, 1) };
    const problem = connectionProblem(without, specs, ends);
    if (problem !== undefined) return problem;
    const { source, target, sourceHandle = null, targetHandle = null } = ends;
    const isSame =
      before.source === source &&
      before.target === target &&
      sourceHandleOf(before) === (sourceHandle ?? sourceHandleOf({ id: '', source, target }));
    if (isSame) return undefined;
    const edge = createEdge(without, { source, target, sourceHandle, targetHandle });
    const labelled = before.label === undefined ? edge : { ...edge, label: before.label };
    edit(() => ({ ...without, edges: without.edges.toSpliced(at, 0, labelled) }), {
      select: { edges: [edge.id] },
    });
    return undefined;
  },

  /** Writes on an edge; an empty text takes its label off. */
  setLabel: (edgeId: string, text: string): void => {
    const label = text.trim().slice(0, MAX_LABEL);
    edit((before) => {
      const at = before.edges.findIndex((edge) => edge.id === edgeId);
      const edge = before.edges[at];
      if (edge === undefined || (edge.label ?? '') === label) return before;
      const { label: _old, ...rest } = edge;
      return { ...before, edges: before.edges.with(at, label === '' ? rest : { ...rest, label }) };
    });
  },
});
