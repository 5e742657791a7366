import type { NodeSpecs } from '#lib/graph/graph-index.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/schema.ts';
import type { Sizes } from '../document/note-boxes.ts';
import { sizeProblem } from '../document/size-problem.ts';
import type { EditOptions, EditorState, EditorStore } from '../store.ts';

/** What all commands work with. */
export interface CommandContext {
  readonly store: EditorStore;
  readonly specs: NodeSpecs;
  /** How large cards and notes were measured to be. */
  readonly sizes: Sizes;
  readonly document: () => GraphDocument;
  readonly nodeById: (id: string | undefined) => GraphNode | undefined;
  readonly edit: EditorState['edit'];
  /** An edit that adds something. Where the document would become too large, it says so and gives false. */
  readonly grow: (change: (document: GraphDocument) => GraphDocument, options?: EditOptions) => boolean;
}

/** @param report tells the user why something was not done. */
export const createCommandContext = (
  store: EditorStore,
  specs: NodeSpecs,
  sizes: Sizes,
  report: (problem: string) => void,
): CommandContext => {
  const { edit } = store.getState();
  const document = () => store.getState().document;
  return {
    store,
    specs,
    sizes,
    document,
    edit,
    nodeById: (id) => document().nodes.find((node) => node.id === id),
    grow: (change, options) => {
      const grown = change(document());
      const problem = sizeProblem(grown);
      if (problem === undefined) edit(() => grown, options);
      else report(problem);
      return problem === undefined;
    },
  };
};
