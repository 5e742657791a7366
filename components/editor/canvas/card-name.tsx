import type { GraphNode } from '#lib/graph/schema.ts';
import { useEditor } from '../editor-context.tsx';
import { InlineField } from './inline-field.tsx';
import { useCanvasActions } from './use-canvas-actions.ts';

/** A node's name on its card; a double click or F2 makes it a field. References follow the new name. */
export function CardName({ node, isRenaming }: { node: GraphNode; isRenaming: boolean }) {
  const { ui } = useEditor();
  if (isRenaming) return <NameField node={node} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: F2 and the menu do the same by keyboard
    <span
      className="node-name truncate font-semibold text-sm"
      onDoubleClick={() => ui.setState({ renamingId: node.id })}
    >
      {node.name}
    </span>
  );
}

function NameField({ node }: { node: GraphNode }) {
  const { commands, ui } = useEditor();
  const view = useCanvasActions();
  return (
    <InlineField
      label={`New name of ${node.name}`}
      value={node.name}
      maxLength={120}
      className="-mx-1 -my-0.5 min-w-0 rounded-sm border border-signal bg-surface px-1 font-semibold text-sm"
      onEnd={(name, { byKey }) => {
        ui.setState({ renamingId: undefined });
        const id = name === undefined ? node.id : commands.rename(node.id, name);
        if (byKey) view.focus(id);
      }}
    />
  );
}
