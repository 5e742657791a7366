import {
  AlignCenterHorizontal,
  ArrowLeftRight,
  Copy,
  CopyPlus,
  Frame,
  PanelRight,
  PencilLine,
  Plus,
  Power,
  ScanSearch,
  Scissors,
  Trash2,
  Unlink,
  Workflow,
} from 'lucide-react';
import { toast } from 'sonner';
import {
  ContextMenuItem,
  ContextMenuSeparator,
  ContextMenuShortcut,
  ContextMenuSub,
  ContextMenuSubContent,
  ContextMenuSubTrigger,
} from '#components/ui/context-menu.tsx';
import { copyToClipboard } from '#components/ui/copy-to-clipboard.ts';
import type { GraphNode } from '#lib/graph/schema.ts';
import { selectedCanvasIds } from '../document/canvas-id.ts';
import { outputsOf } from '../document/handles.ts';
import type { Point } from '../document/placement.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { modifierKey } from '../modifier-key.ts';
import { useAfterMenu } from './after-menu.ts';
import { NoteColors } from './note-colors.tsx';
import { useCanvasActions } from './use-canvas-actions.ts';
import { useTidyUp } from './use-tidy-up.ts';

/** The menu of what is selected: a node, several, notes and frames. */
export function SelectionMenuItems({ at }: { at: () => Point }) {
  const { store, commands, ui } = useEditor();
  const view = useCanvasActions();
  const afterMenu = useAfterMenu();
  const { nodes, notes } = useEditorState((state) => state.selection);
  const isAllOff = useEditorState(({ document }) =>
    document.nodes.every((node) => node.disabled === true || !nodes.includes(node.id)),
  );
  const node = useEditorState(({ document }) =>
    nodes.length + notes.length === 1 ? document.nodes.find(({ id }) => id === nodes[0]) : undefined,
  );
  const mod = modifierKey();
  const copy = async (): Promise<boolean> => {
    const part = commands.copySelection();
    const isCopied = part !== undefined && (await copyToClipboard(JSON.stringify(part, null, 2)));
    if (!isCopied) toast.error(`The browser did not allow copying. Press ${mod}+C instead.`);
    return isCopied;
  };
  const cut = async () => {
    if (await copy()) commands.removeSelection();
  };
  return (
    <>
      {node === undefined ? null : <SingleNodeItems node={node} at={at} />}
      {nodes.length + notes.length > 1 ? <ArrangeItems /> : null}
      {notes.length === 0 ? null : <NoteItems noteIds={notes} />}
      <ContextMenuItem onSelect={() => void copy()}>
        <Copy /> Copy <ContextMenuShortcut>{mod}+C</ContextMenuShortcut>
      </ContextMenuItem>
      <ContextMenuItem onSelect={() => void cut()}>
        <Scissors /> Cut <ContextMenuShortcut>{mod}+X</ContextMenuShortcut>
      </ContextMenuItem>
      <ContextMenuItem onSelect={commands.duplicateSelection}>
        <CopyPlus /> Duplicate <ContextMenuShortcut>{mod}+D</ContextMenuShortcut>
      </ContextMenuItem>
      {nodes.length === 0 ? null : (
        <ContextMenuItem onSelect={() => commands.toggleDisabled(nodes)}>
          <Power /> {isAllOff ? 'Enable' : 'Disable'} <ContextMenuShortcut>D</ContextMenuShortcut>
        </ContextMenuItem>
      )}
      <ContextMenuItem onSelect={() => view.fitTo(selectedCanvasIds(store.getState().selection))}>
        <ScanSearch /> Zoom to it <ContextMenuShortcut>2</ContextMenuShortcut>
      </ContextMenuItem>
      {notes.length > 0 ? null : (
        <ContextMenuItem
          onSelect={() =>
            afterMenu(() => {
              const id = commands.addFrame({ x: 0, y: 0 });
              if (id !== undefined) ui.setState({ writingNoteId: id });
            })
          }
        >
          <Frame /> Put a frame around <ContextMenuShortcut>{mod}+G</ContextMenuShortcut>
        </ContextMenuItem>
      )}
      <ContextMenuSeparator />
      <ContextMenuItem tone="danger" onSelect={() => commands.removeSelection()}>
        <Trash2 /> Delete <ContextMenuShortcut>Del</ContextMenuShortcut>
      </ContextMenuItem>
      {nodes.length === 0 ? null : (
        <ContextMenuItem tone="danger" onSelect={() => commands.removeSelection({ closesGaps: false })}>
          <Unlink /> Delete, leave a gap <ContextMenuShortcut>⇧ Del</ContextMenuShortcut>
        </ContextMenuItem>
      )}
    </>
  );
}

function SingleNodeItems({ node, at }: { node: GraphNode; at: () => Point }) {
  const { store, specs, ui } = useEditor();
  const afterMenu = useAfterMenu();
  const outputs = outputsOf(node, specs[node.type]);
  const add = (sourceHandle: string) =>
    afterMenu(() =>
      ui.setState({
        nodeSearch: { at: at(), purpose: { kind: 'from', source: node.id, sourceHandle } },
      }),
    );
  const [only] = outputs;
  return (
    <>
      <ContextMenuItem onSelect={() => store.getState().setPanelOpen(true)}>
        <PanelRight /> Open <ContextMenuShortcut>Enter</ContextMenuShortcut>
      </ContextMenuItem>
      <ContextMenuItem onSelect={() => afterMenu(() => ui.setState({ renamingId: node.id }))}>
        <PencilLine /> Rename <ContextMenuShortcut>F2</ContextMenuShortcut>
      </ContextMenuItem>
      <ContextMenuItem
        onSelect={() =>
          afterMenu(() =>
            ui.setState({ nodeSearch: { at: at(), purpose: { kind: 'replace', nodeId: node.id } } }),
          )
        }
      >
        <ArrowLeftRight /> Replace with…
      </ContextMenuItem>
      {outputs.length === 1 && only !== undefined ? (
        <ContextMenuItem onSelect={() => add(only.id)}>
          <Plus /> Add or connect after… <ContextMenuShortcut>A</ContextMenuShortcut>
        </ContextMenuItem>
      ) : null}
      {outputs.length > 1 ? (
        <ContextMenuSub>
          <ContextMenuSubTrigger>
            <Plus /> Add or connect after
          </ContextMenuSubTrigger>
          <ContextMenuSubContent>
            {outputs.map((output) => (
              <ContextMenuItem key={output.id} onSelect={() => add(output.id)}>
                {output.label ?? output.id}…
              </ContextMenuItem>
            ))}
          </ContextMenuSubContent>
        </ContextMenuSub>
      ) : null}
      <ContextMenuSeparator />
    </>
  );
}

function ArrangeItems() {
  const { commands } = useEditor();
  const tidyUp = useTidyUp();
  return (
    <>
      <ContextMenuSub>
        <ContextMenuSubTrigger>
          <AlignCenterHorizontal /> Align
        </ContextMenuSubTrigger>
        <ContextMenuSubContent>
          <ContextMenuItem onSelect={() => commands.align('left')}>Left</ContextMenuItem>
          <ContextMenuItem onSelect={() => commands.align('centre')}>Centres</ContextMenuItem>
          <ContextMenuItem onSelect={() => commands.align('right')}>Right</ContextMenuItem>
          <ContextMenuSeparator />
          <ContextMenuItem onSelect={() => commands.align('top')}>Top</ContextMenuItem>
          <ContextMenuItem onSelect={() => commands.align('middle')}>Middles</ContextMenuItem>
          <ContextMenuItem onSelect={() => commands.align('bottom')}>Bottom</ContextMenuItem>
          <ContextMenuSeparator />
          <ContextMenuItem onSelect={() => commands.distribute('horizontally')}>
            Space evenly across
          </ContextMenuItem>
          <ContextMenuItem onSelect={() => commands.distribute('vertically')}>
            Space evenly down
          </ContextMenuItem>
        </ContextMenuSubContent>
      </ContextMenuSub>
      <ContextMenuItem onSelect={() => void tidyUp('selection')}>
        <Workflow /> Tidy up <ContextMenuShortcut>T</ContextMenuShortcut>
      </ContextMenuItem>
      <ContextMenuSeparator />
    </>
  );
}

function NoteItems({ noteIds }: { noteIds: readonly string[] }) {
  const { ui } = useEditor();
  const afterMenu = useAfterMenu();
  const [only, ...others] = noteIds;
  return (
    <>
      {only === undefined || others.length > 0 ? null : (
        <ContextMenuItem onSelect={() => afterMenu(() => ui.setState({ writingNoteId: only }))}>
          <PencilLine /> Write <ContextMenuShortcut>Enter</ContextMenuShortcut>
        </ContextMenuItem>
      )}
      <NoteColors noteIds={noteIds} />
      <ContextMenuSeparator />
    </>
  );
}
