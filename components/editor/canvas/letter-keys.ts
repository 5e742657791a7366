import { selectedCanvasIds } from '../document/canvas-id.ts';
import { openOutput } from '../document/placement.ts';
import type { Editor } from '../editor-context.tsx';
import type { useCanvasActions } from './use-canvas-actions.ts';
import type { useTidyUp } from './use-tidy-up.ts';

/** What the keys work on. */
export type Keys = Editor & {
  readonly view: ReturnType<typeof useCanvasActions>;
  readonly tidyUp: ReturnType<typeof useTidyUp>;
};

/** What single keys do, without Ctrl, ⌘ or Alt; `shortcut-groups.ts` tells people. */
const LETTERS: Readonly<Record<string, (keys: Keys, target: Element) => void>> = {
  a: (keys, target) => openSearch(keys, target),
  n: ({ commands, ui, view }) => {
    const id = commands.addNote(view.center());
    if (id !== undefined) ui.setState({ writingNoteId: id });
  },
  d: ({ store, commands }) => {
    const { nodes } = store.getState().selection;
    if (nodes.length > 0) commands.toggleDisabled(nodes);
  },
  l: ({ store, ui }) => {
    const [edgeId] = store.getState().selection.edges;
    if (edgeId !== undefined) ui.setState({ labellingId: edgeId });
  },
  f2: (keys) => rename(keys),
  t: ({ store, tidyUp }) => void tidyUp(store.getState().selection.nodes.length > 1 ? 'selection' : 'all'),
  s: ({ ui }) => ui.setState(({ isSnapping }) => ({ isSnapping: !isSnapping })),
  m: ({ ui }) => ui.setState(({ hasMinimap }) => ({ hasMinimap: !hasMinimap })),
  v: ({ ui }) => ui.setState({ tool: 'select' }),
  h: ({ ui }) => ui.setState({ tool: 'hand' }),
  '?': ({ ui }) => ui.setState({ areShortcutsOpen: true }),
  '+': ({ view }) => view.zoomIn(),
  '=': ({ view }) => view.zoomIn(),
  '-': ({ view }) => view.zoomOut(),
  '0': ({ view }) => view.zoomTo100(),
  '1': ({ view }) => view.fit(),
  '2': ({ store, view }) => {
    const ids = selectedCanvasIds(store.getState().selection);
    if (ids.length > 0) view.fitTo(ids);
    else view.fit();
  },
  '/': () => focusPalette(),
};

/** Does what a single key is for; false where it is for nothing. */
export const letterKeys = (event: KeyboardEvent, target: Element, keys: Keys): boolean => {
  const act = LETTERS[event.key.toLowerCase()];
  act?.(keys, target);
  return act !== undefined;
};

/** Does what a single key is for, where no key was pressed: the command palette names the key and does the same. */
export const pressLetter = (key: string, keys: Keys): void =>
  LETTERS[key.toLowerCase().replace('−', '-')]?.(keys, document.body);

const rename = ({ store, ui }: Keys): void => {
  const { nodes, notes } = store.getState().selection;
  if (nodes.length + notes.length !== 1) return;
  ui.setState(nodes.length === 1 ? { renamingId: nodes[0] } : { writingNoteId: notes[0] });
};

/** After the selected or focused node, into the selected or focused edge, else in the middle of the view. */
const openSearch = ({ store, specs, ui, view }: Keys, target: Element): void => {
  const { selection, document } = store.getState();
  const edgeId = target.closest('.react-flow__edge')?.getAttribute('data-id') ?? selection.edges[0];
  if (edgeId) {
    const at = view.middleOfEdge(edgeId) ?? view.middleOfScreen();
    ui.setState({ nodeSearch: { at, purpose: { kind: 'into', edgeId } } });
    return;
  }
  const focused = target.closest('.react-flow__node')?.getAttribute('data-id');
  const [nodeId = focused, ...others] = selection.nodes;
  const node = others.length > 0 ? undefined : document.nodes.find(({ id }) => id === nodeId);
  const sourceHandle = node && openOutput(document, specs, node, 'code');
  ui.setState({
    nodeSearch: {
      at: (node && view.besideNode(node.id)) ?? view.middleOfScreen(),
      purpose:
        node === undefined || sourceHandle === undefined
          ? { kind: 'add' }
          : { kind: 'from', source: node.id, sourceHandle },
    },
  });
};

const focusPalette = (): void =>
  document.querySelector<HTMLInputElement>('[data-node-palette] input[type="search"]')?.focus();
