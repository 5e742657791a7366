import { ContextMenuItem } from '#components/ui/context-menu.tsx';
import { noteColor } from '#lib/graph/schema.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';

/** The colours that notes and frames can have, as a row of the menu. */
export function NoteColors({ noteIds }: { noteIds: readonly string[] }) {
  const { commands } = useEditor();
  const current = useEditorState(
    ({ document }) => document.notes.find((note) => note.id === noteIds[0])?.color,
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of menu items
    <div role="group" aria-label="Colour" className="flex flex-wrap gap-0.5 px-1 py-1">
      {[undefined, ...noteColor.options].map((color) => (
        <ContextMenuItem
          key={color ?? 'paper'}
          aria-label={color ?? 'paper'}
          title={color ?? 'paper'}
          className="p-1"
          onSelect={() => commands.setNoteColor(noteIds, color)}
        >
          <span
            className="note-swatch"
            data-note-color={color}
            data-current={color === current || undefined}
          />
        </ContextMenuItem>
      ))}
    </div>
  );
}
