import {
  ClipboardPaste,
  Frame,
  Keyboard,
  Maximize,
  Plus,
  SquareDashedMousePointer,
  StickyNote,
  Workflow,
} from 'lucide-react';
import { toast } from 'sonner';
import { ContextMenuItem, ContextMenuSeparator, ContextMenuShortcut } from '#components/ui/context-menu.tsx';
import { readClipboard } from '../document/clipboard.ts';
import { type Point, snap } from '../document/placement.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { modifierKey } from '../modifier-key.ts';
import { useAfterMenu } from './after-menu.ts';
import { useCanvasActions } from './use-canvas-actions.ts';
import { useTidyUp } from './use-tidy-up.ts';

/** The menu of the empty canvas. */
export function CanvasMenuItems({ at }: { at: () => Point }) {
  const { commands, ui } = useEditor();
  const view = useCanvasActions();
  const afterMenu = useAfterMenu();
  const tidyUp = useTidyUp();
  const isEmpty = useEditorState(({ document }) => document.nodes.length === 0);
  const mod = modifierKey();
  const place = () => snap(view.toCanvas(at()));
  const write = (id: string | undefined) => {
    if (id !== undefined) ui.setState({ writingNoteId: id });
  };
  const paste = async () => {
    const position = view.toCanvas(at());
    const text = await navigator.clipboard?.readText().catch(() => undefined);
    const part = text === undefined ? undefined : readClipboard(text);
    if (part) commands.paste(part, position);
    else {
      toast.info(
        text === undefined ? `Press ${mod}+V to paste.` : 'There are no copied nodes in the clipboard.',
      );
    }
  };
  return (
    <>
      <ContextMenuItem
        onSelect={() =>
          afterMenu(() =>
            ui.setState({ nodeSearch: { at: at(), purpose: { kind: 'add', place: view.toCanvas(at()) } } }),
          )
        }
      >
        <Plus /> Add a node… <ContextMenuShortcut>A</ContextMenuShortcut>
      </ContextMenuItem>
      <ContextMenuItem onSelect={() => afterMenu(() => write(commands.addNote(place())))}>
        <StickyNote /> Add a note <ContextMenuShortcut>N</ContextMenuShortcut>
      </ContextMenuItem>
      <ContextMenuItem onSelect={() => afterMenu(() => write(commands.addFrame(place())))}>
        <Frame /> Add a frame <ContextMenuShortcut>{mod}+G</ContextMenuShortcut>
      </ContextMenuItem>
      <ContextMenuItem onSelect={() => void paste()}>
        <ClipboardPaste /> Paste <ContextMenuShortcut>{mod}+V</ContextMenuShortcut>
      </ContextMenuItem>
      <ContextMenuSeparator />
      <ContextMenuItem disabled={isEmpty} onSelect={() => void tidyUp('all')}>
        <Workflow /> Tidy up <ContextMenuShortcut>T</ContextMenuShortcut>
      </ContextMenuItem>
      <ContextMenuItem disabled={isEmpty} onSelect={commands.selectAll}>
        <SquareDashedMousePointer /> Select all <ContextMenuShortcut>{mod}+A</ContextMenuShortcut>
      </ContextMenuItem>
      <ContextMenuItem disabled={isEmpty} onSelect={view.fit}>
        <Maximize /> Fit to view <ContextMenuShortcut>1</ContextMenuShortcut>
      </ContextMenuItem>
      <ContextMenuSeparator />
      <ContextMenuItem onSelect={() => afterMenu(() => ui.setState({ areShortcutsOpen: true }))}>
        <Keyboard /> Keyboard shortcuts <ContextMenuShortcut>?</ContextMenuShortcut>
      </ContextMenuItem>
    </>
  );
}
