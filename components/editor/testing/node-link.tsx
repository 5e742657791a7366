import type { GraphDocument } from '#lib/graph/schema.ts';
import { useCanvasActions } from '../canvas/use-canvas-actions.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { useShowOutput } from '../panel/shown-part.ts';

interface NodeLinkProps {
  readonly nodeId: string;
  /** Where its panel opens: at what has to be set, or at what came of it, its error with it. */
  readonly at?: 'settings' | 'output';
  /** The words are put under the node's name where they do not have it. */
  readonly hasName?: boolean;
  readonly children: string;
}

/** Words that lead to a node: it is shown, and its panel opens. */
export function NodeLink({ nodeId, at = 'output', hasName = false, children }: NodeLinkProps) {
  const { store } = useEditor();
  const view = useCanvasActions();
  const showOutput = useShowOutput();
  const name = useEditorState(({ document }) => nameOf(document, nodeId));
  return (
    <button
      type="button"
      className="min-h-6 text-left underline underline-offset-2"
      onClick={() => {
        if (at === 'output') showOutput(nodeId);
        else {
          store.getState().select({ nodes: [nodeId] });
          store.getState().setPanelOpen(true);
        }
        view.reveal(nodeId);
      }}
    >
      {!hasName || children.includes(name) ? children : `${name}: ${children}`}
    </button>
  );
}

/** What a node is called; its id where it is gone. */
export const nameOf = (document: GraphDocument, nodeId: string | undefined): string =>
  document.nodes.find(({ id }) => id === nodeId)?.name ?? nodeId ?? '';
