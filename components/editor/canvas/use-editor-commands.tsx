import {
  ArrowLeftRight,
  FlaskConical,
  Frame,
  Keyboard,
  type LucideIcon,
  Maximize,
  PencilLine,
  Play,
  Plus,
  Power,
  Redo2,
  Replace,
  ScanSearch,
  Search,
  SquareDashedMousePointer,
  SquareMousePointer,
  StickyNote,
  Trash2,
  Undo2,
  Unlink,
  Workflow,
  ZoomIn,
} from 'lucide-react';
import type { Command } from '#components/command-palette/command.ts';
import { useCommandSource } from '#components/command-palette/palette-store.ts';
import { selectedCanvasIds } from '../document/canvas-id.ts';
import { readingOrder } from '../document/reading-order.ts';
import { type Editor, useEditor } from '../editor-context.tsx';
import { findingOf } from '../find/finding.ts';
import { testingOf } from '../testing/testing.ts';
import { type Keys, pressLetter } from './letter-keys.ts';
import { NodeIcon } from './node-icon.tsx';
import { type ShortcutText, shortcutOf } from './shortcut-groups.ts';
import { useCanvasActions } from './use-canvas-actions.ts';
import { frameSelection } from './use-canvas-keys.ts';
import { useTidyUp } from './use-tidy-up.ts';

/** Offers the nodes of the workflow, new nodes, and what the editor can do in the command palette. */
export const useEditorCommands = (): void => {
  const editor = useEditor();
  const view = useCanvasActions();
  const tidyUp = useTidyUp();
  useCommandSource(() => {
    const keys: Keys = { ...editor, view, tidyUp };
    return [...actions(keys, editor), ...nodeCommands(keys), ...addCommands(keys)];
  });
};

interface Action {
  readonly label: string;
  readonly words?: string;
  readonly Icon: LucideIcon;
  readonly isQuiet?: boolean;
  readonly shortcut?: string;
  readonly run: () => void;
}

const toCommand = ({ label, words, Icon, ...rest }: Action): Command => ({
  id: `editor:${label}`,
  group: 'Actions',
  label,
  keywords: words,
  icon: <Icon />,
  ...rest,
});

const actions = (keys: Keys, editor: Editor): Command[] =>
  [
    ...runActions(editor),
    ...historyActions(keys),
    ...selectionActions(keys),
    ...canvasActions(keys, editor),
  ].map(toCommand);

/** What a single key does: the key that is shown is the one that is pressed. */
const byLetter = (keys: Keys, row: ShortcutText, at = 0): Pick<Action, 'shortcut' | 'run'> => {
  const shortcut = shortcutOf(row, at);
  return { shortcut, run: () => pressLetter(shortcut, keys) };
};

const runActions = (editor: Editor): Action[] => {
  const testing = testingOf(editor);
  const { document, selection } = editor.store.getState();
  const [nodeId] = selection.nodes.length === 1 ? selection.nodes : [];
  const name = document.nodes.find(({ id }) => id === nodeId)?.name;
  return [
    {
      label: 'Run the flow',
      words: 'test execute try play start debug',
      Icon: Play,
      shortcut: shortcutOf('Run the flow with the test event'),
      run: () => void testing.run({ kind: 'flow' }),
    },
    ...(testing.store.getState().running === undefined
      ? []
      : [{ label: 'Stop the test', words: 'cancel abort', Icon: SquareMousePointer, run: testing.cancel }]),
    ...(nodeId === undefined
      ? []
      : [
          {
            label: `Run to “${name}”`,
            words: 'run to here until test execute',
            Icon: FlaskConical,
            run: () => void testing.run({ kind: 'until', nodeId }),
          },
          {
            label: `Run only “${name}”`,
            words: 'run this step only test execute',
            Icon: FlaskConical,
            isQuiet: true,
            run: () => void testing.run({ kind: 'only', nodeId }),
          },
        ]),
  ];
};

const historyActions = ({ store }: Keys): Action[] => {
  const { history, undo, redo } = store.getState();
  return [
    ...(history.past.length === 0
      ? []
      : [
          {
            label: 'Undo',
            words: 'back revert',
            Icon: Undo2,
            shortcut: shortcutOf('Undo, redo', 0),
            run: undo,
          },
        ]),
    ...(history.future.length === 0
      ? []
      : [{ label: 'Redo', words: 'again', Icon: Redo2, shortcut: shortcutOf('Undo, redo', 1), run: redo }]),
  ];
};

const selectionActions = (keys: Keys): Action[] => {
  const { store, commands, ui, view } = keys;
  const { selection, document } = store.getState();
  const { nodes, notes, edges } = selection;
  const [nodeId] = nodes;
  const count = nodes.length + notes.length;
  const what = count === 1 ? 'it' : `${count} of them`;
  const isOff = nodes.every((id) => document.nodes.find((node) => node.id === id)?.disabled === true);
  if (count + edges.length === 0) return [];
  return [
    ...(count === 1
      ? [
          {
            label: 'Rename the selected one',
            words: 'name title write',
            Icon: PencilLine,
            ...byLetter(keys, 'Rename'),
          },
        ]
      : []),
    ...(count === 1 && nodeId !== undefined
      ? [
          {
            label: 'Replace the selected node with…',
            words: 'change type other swap',
            Icon: ArrowLeftRight,
            run: () =>
              ui.setState({
                nodeSearch: {
                  at: view.besideNode(nodeId) ?? view.middleOfScreen(),
                  purpose: { kind: 'replace', nodeId },
                },
              }),
          },
        ]
      : []),
    ...(count === 0
      ? []
      : [
          {
            label: `Duplicate the selection (${what})`,
            words: 'copy clone',
            Icon: Plus,
            shortcut: shortcutOf('Duplicate'),
            run: commands.duplicateSelection,
          },
          {
            label: 'Zoom to the selection',
            words: 'focus centre center',
            Icon: ScanSearch,
            ...byLetter(keys, 'Zoom to the selection'),
          },
        ]),
    ...(nodes.length === 0
      ? []
      : [
          {
            label: isOff ? 'Enable the selection' : 'Disable the selection',
            words: 'switch off on skip bypass',
            Icon: Power,
            ...byLetter(keys, 'Disable or enable'),
          },
        ]),
    {
      label: 'Delete the selection',
      words: 'remove',
      Icon: Trash2,
      shortcut: shortcutOf('Delete and close the gap'),
      run: () => commands.removeSelection(),
    },
    ...(nodes.length === 0
      ? []
      : [
          {
            label: 'Delete the selection, leave a gap',
            words: 'remove',
            Icon: Unlink,
            isQuiet: true,
            shortcut: shortcutOf('Delete, leave a gap'),
            run: () => commands.removeSelection({ closesGaps: false }),
          },
        ]),
  ];
};

const canvasActions = (keys: Keys, editor: Editor): Action[] => {
  const { commands, ui, view, store } = keys;
  const { isSnapping, hasMinimap, tool } = ui.getState();
  const finding = findingOf(editor);
  const hasSelection = selectedCanvasIds(store.getState().selection).length > 0;
  return [
    {
      label: 'Find in names, fields, code and notes',
      words: 'search text grep',
      Icon: Search,
      shortcut: shortcutOf('Find in names, fields, code and notes'),
      run: () => finding.open(),
    },
    {
      label: 'Find and replace',
      words: 'search substitute change text',
      Icon: Replace,
      shortcut: shortcutOf('Find and replace'),
      run: () => finding.open({ hasReplace: true }),
    },
    {
      label: 'Tidy up',
      words: 'arrange layout lay out align organise organize',
      Icon: Workflow,
      ...byLetter(keys, 'Tidy up: the selection, or all'),
    },
    {
      label: 'Fit everything in',
      words: 'zoom view all overview',
      Icon: Maximize,
      ...byLetter(keys, 'Fit everything in'),
    },
    ...(['Zoom in', 'Zoom out', 'Zoom to 100 %'] as const).map((label, at) => ({
      label,
      Icon: ZoomIn,
      isQuiet: true,
      ...byLetter(keys, 'Zoom in, out, to 100 %', at),
    })),
    {
      label: 'Add a node…',
      words: 'insert new step search',
      Icon: Plus,
      ...byLetter(keys, 'A node: after the selected one, into the selected connection'),
    },
    {
      label: 'Add a note',
      words: 'comment text markdown annotation sticky',
      Icon: StickyNote,
      ...byLetter(keys, 'A note'),
    },
    {
      label: hasSelection ? 'Put a frame around the selection' : 'Add a frame',
      words: 'group box section',
      Icon: Frame,
      ...(hasSelection ? { shortcut: shortcutOf('A frame around the selection') } : {}),
      run: () => {
        if (hasSelection) frameSelection(keys);
        else {
          const id = commands.addFrame(view.center());
          if (id !== undefined) ui.setState({ writingNoteId: id });
        }
      },
    },
    {
      label: 'Select all',
      words: 'everything',
      Icon: SquareDashedMousePointer,
      isQuiet: true,
      shortcut: shortcutOf('Select all'),
      run: commands.selectAll,
    },
    {
      label: hasMinimap ? 'Hide the minimap' : 'Show the minimap',
      words: 'minimap toggle map overview',
      Icon: SquareMousePointer,
      isQuiet: true,
      ...byLetter(keys, 'Snap to the grid, minimap', 1),
    },
    {
      label: isSnapping ? 'Do not snap to the grid' : 'Snap to the grid',
      words: 'snap toggle align raster',
      Icon: SquareMousePointer,
      isQuiet: true,
      ...byLetter(keys, 'Snap to the grid, minimap', 0),
    },
    {
      label: tool === 'hand' ? 'Drag to select' : 'Drag to move the view',
      words: 'tool hand lasso box pan',
      Icon: SquareDashedMousePointer,
      isQuiet: true,
      ...byLetter(keys, 'Drag to select, to move the view', tool === 'hand' ? 0 : 1),
    },
    {
      label: 'Keyboard shortcuts',
      words: 'keys help documentation docs sheet hotkeys',
      Icon: Keyboard,
      ...byLetter(keys, 'This sheet'),
    },
  ];
};

const nodeCommands = ({ store, specs, view, workflowId }: Keys): Command[] => {
  const { document, select, setPanelOpen } = store.getState();
  return readingOrder(document).map((node) => {
    const spec = specs[node.type];
    return {
      id: `node:${workflowId}:${node.id}`,
      group: 'Nodes',
      label: node.name,
      detail: spec?.label ?? node.type,
      keywords: `${node.id} node step open`,
      icon: <NodeIcon name={spec?.icon} category={spec?.category} size="sm" />,
      run: () => {
        select({ nodes: [node.id] });
        setPanelOpen(true);
        view.focus(node.id);
        setTimeout(() => view.centre([node.id]), 90); // the panel takes its room from the canvas first
      },
    };
  });
};

/** Words that people bring along from other tools, by node type. */
const SYNONYMS: Readonly<Record<string, string>> = {
  code: 'lambda function script javascript typescript js ts custom',
  http_request: 'fetch api rest call webhook curl axios get post request',
  if: 'condition branch filter compare when else',
  switch: 'route router case branch condition',
  for_each: 'loop iterate repeat map list',
  wait: 'delay sleep pause timer',
  merge: 'join combine',
  set_fields: 'edit variables assign map transform data',
  remember: 'store save state cache database memory',
  recall: 'load read state cache database memory',
  trigger_event: 'start webhook on when',
  trigger_tool: 'start function call on when',
};

const addCommands = ({ specs, commands, view }: Keys): Command[] =>
  Object.values(specs).map((spec) => ({
    id: `add:${spec.type}`,
    group: 'Add a node',
    label: `Add ${spec.label}`,
    detail: spec.description,
    keywords: `${spec.type} new insert ${SYNONYMS[spec.type] ?? ''} ${spec.group ?? ''}`,
    icon: <NodeIcon name={spec.icon} category={spec.category} size="sm" />,
    isQuiet: true,
    run: () => {
      const id = commands.addNodeNear(spec.type, view.center());
      if (id !== undefined) view.focus(id);
    },
  }));
