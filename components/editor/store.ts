import { createStore, type StoreApi } from 'zustand/vanilla';
import type { GraphIssue } from '#lib/graph/node-spec.ts';
import { isSame as isSameJson } from '#lib/graph/same-json.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import type { ElementIds } from './document/element-ids.ts';
import { emptyHistory, endStep, type History, recordEdit, redoStep, undoStep } from './history.ts';
import { rebaseHistory, sharingWith } from './rebase-history.ts';

/** Everything one open editor knows. The document is ours; React Flow's objects are made from it. */
export interface EditorState {
  readonly document: GraphDocument;
  readonly history: History;
  readonly selection: ElementIds;
  readonly isPanelOpen: boolean;
  /** What `validate` says of the document, a moment after it changed. */
  readonly issues: readonly GraphIssue[];
  /** The same by node: every card asks on every change, so asking must cost nothing. */
  readonly issuesByNode: ReadonlyMap<string, readonly GraphIssue[]>;
  /** Fields that are merely empty show that they must not be: after the first try to publish. */
  readonly isStrict: boolean;
  /** Changes the document as one undoable step. Steps with the same `key` in quick succession become one. */
  readonly edit: (change: (document: GraphDocument) => GraphDocument, options?: EditOptions) => void;
  /** What is edited next is a step of its own, also where it has the key of the last one. */
  readonly endStep: () => void;
  /** Somebody else made this of the document: no step of the history here, which goes on without undoing theirs. */
  readonly follow: (theirs: GraphDocument) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly select: (ids: Partial<ElementIds>) => void;
  readonly setPanelOpen: (isOpen: boolean) => void;
  readonly setIssues: (issues: readonly GraphIssue[]) => void;
  readonly setStrict: () => void;
}

export interface EditOptions {
  readonly key?: string;
  /** How long a pause between edits of one key may be; a drag passes `Infinity`. Absent: one second. */
  readonly pauseMs?: number;
  readonly select?: Partial<ElementIds>;
}

export type EditorStore = StoreApi<EditorState>;

const NOTHING: ElementIds = { nodes: [], edges: [], notes: [] };

/** A store for one editor. `now` gives milliseconds; tests pass their own. */
export const createEditorStore = (start: {
  document: GraphDocument;
  history?: History;
  now?: () => number;
}): EditorStore => {
  const now = start.now ?? Date.now;
  return createStore<EditorState>()((set, get) => {
    const travel = (step: typeof undoStep) => {
      const { document, history, selection } = get();
      const taken = step(history, document);
      if (taken === undefined) return;
      set({ ...taken, selection: present(selection, taken.document) });
    };
    return {
      document: start.document,
      history: start.history ?? emptyHistory,
      selection: NOTHING,
      isPanelOpen: false,
      issues: [],
      issuesByNode: new Map(),
      isStrict: false,
      edit: (change, options = {}) => {
        const before = get();
        const document = change(before.document);
        const selection = options.select ? { ...NOTHING, ...options.select } : before.selection;
        if (document === before.document) {
          if (options.select) set({ selection });
          return;
        }
        const { key, pauseMs } = options;
        const history = recordEdit(before.history, before.document, { key, pauseMs, at: now() });
        set({ document, history, selection: present(selection, document) });
      },
      endStep: () => set(({ history }) => ({ history: endStep(history) })),
      follow: (theirs) => {
        const { document: before, history, selection } = get();
        const document = sharingWith(before, theirs);
        set({
          document,
          history: rebaseHistory(history, before, document),
          selection: present(selection, document),
        });
      },
      undo: () => travel(undoStep),
      redo: () => travel(redoStep),
      select: (ids) => {
        const selection = { ...NOTHING, ...ids };
        if (!isSame(selection, get().selection)) set({ selection });
      },
      setPanelOpen: (isPanelOpen) => set({ isPanelOpen }),
      setIssues: (issues) => {
        if (!isSameJson(issues, get().issues)) set({ issues, issuesByNode: byNode(issues) });
      },
      setStrict: () => set({ isStrict: true }),
    };
  });
};

const byNode = (issues: readonly GraphIssue[]): ReadonlyMap<string, readonly GraphIssue[]> =>
  Map.groupBy(
    issues.filter((issue) => issue.nodeId !== undefined),
    (issue) => issue.nodeId ?? '',
  );

/** What of the selection still exists. The same object if all does, so that nothing is drawn again for it. */
const present = (selection: ElementIds, document: GraphDocument): ElementIds => {
  if (isSame(selection, NOTHING)) return selection;
  const nodes = new Set(document.nodes.map((node) => node.id));
  const edges = new Set(document.edges.map((edge) => edge.id));
  const notes = new Set(document.notes.map((note) => note.id));
  const kept = {
    nodes: selection.nodes.filter((id) => nodes.has(id)),
    edges: selection.edges.filter((id) => edges.has(id)),
    notes: selection.notes.filter((id) => notes.has(id)),
  };
  return isSame(kept, selection) ? selection : kept;
};

const isSame = (a: ElementIds, b: ElementIds): boolean =>
  isSameList(a.nodes, b.nodes) && isSameList(a.edges, b.edges) && isSameList(a.notes, b.notes);

const isSameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, index) => id === b[index]);
