import { useCallback, useSyncExternalStore } from 'react';
import type { GraphIssue } from '#lib/graph/node-spec.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/schema.ts';
import { type Editor, useEditor } from '../editor-context.tsx';
import type { EditorStore } from '../store.ts';
import type { NodeResult } from '../testing/step-results.ts';
import { testingOf } from '../testing/testing.ts';

/** What a card shows. */
export interface CardState {
  /** The node itself; its `position` may be an older one. Undefined where there is none. */
  readonly node: GraphNode | undefined;
  readonly issues: readonly GraphIssue[] | undefined;
  readonly isBlocked: boolean;
  readonly isRenaming: boolean;
  /** How the node went in the last test. */
  readonly result: NodeResult | undefined;
  readonly isStale: boolean;
  readonly isPinned: boolean;
}

interface CardStates {
  readonly subscribe: (nodeId: string, onChange: () => void) => () => void;
  readonly get: (nodeId: string) => CardState;
}

/**
 * One look-out for all cards, which takes what it shows from here and so is drawn again for that alone. If each asked the stores for itself, a canvas of 300 would have 2,000 subscriptions to
 * set up when it opens, and as many questions to answer after each edit.
 */
const createCardStates = (editor: Editor): CardStates => {
  const testing = testingOf(editor).store;
  const listeners = new Map<string, Set<() => void>>();
  const states = new Map<string, CardState>();
  let stops: readonly (() => void)[] = [];
  let nodes: { readonly of: GraphDocument; readonly byId: ReadonlyMap<string, GraphNode> } | undefined;
  const nodeOf = (nodeId: string): GraphNode | undefined => {
    const { document } = editor.store.getState();
    if (nodes?.of !== document) {
      nodes = { of: document, byId: new Map(document.nodes.map((node) => [node.id, node])) };
    }
    return nodes.byId.get(nodeId);
  };
  const read = (nodeId: string): CardState => {
    const { blocked, renamingId } = editor.ui.getState();
    const { results, stale, pins } = testing.getState();
    return {
      node: nodeOf(nodeId),
      issues: editor.store.getState().issuesByNode.get(nodeId),
      isBlocked: blocked?.has(nodeId) === true,
      isRenaming: renamingId === nodeId,
      result: results.get(nodeId),
      isStale: stale.has(nodeId),
      isPinned: pins[nodeId] !== undefined,
    };
  };
  const refresh = (nodeId: string): boolean => {
    const before = states.get(nodeId);
    const now = read(nodeId);
    if (before !== undefined && isSame(before, now)) return false;
    states.set(nodeId, now);
    return true;
  };
  const refreshAll = () => {
    for (const [nodeId, ofNode] of listeners) {
      if (refresh(nodeId)) for (const tell of ofNode) tell();
    }
  };
  const listen = () => [
    editor.store.subscribe((now, before) => {
      if (now.document !== before.document || now.issuesByNode !== before.issuesByNode) refreshAll();
    }),
    editor.ui.subscribe((now, before) => {
      if (now.blocked !== before.blocked || now.renamingId !== before.renamingId) refreshAll();
    }),
    testing.subscribe((now, before) => {
      const isSameTest =
        now.results === before.results && now.stale === before.stale && now.pins === before.pins;
      if (!isSameTest) refreshAll();
    }),
  ];
  return {
    get: (nodeId) => {
      if (!listeners.has(nodeId)) refresh(nodeId); // nothing keeps what was read before up to date
      return states.get(nodeId) ?? read(nodeId);
    },
    subscribe: (nodeId, onChange) => {
      if (stops.length === 0) stops = listen();
      const ofNode = listeners.get(nodeId) ?? new Set();
      listeners.set(nodeId, ofNode.add(onChange));
      return () => {
        ofNode.delete(onChange);
        if (ofNode.size > 0) return;
        listeners.delete(nodeId);
        states.delete(nodeId);
        if (listeners.size > 0) return;
        for (const stop of stops) stop();
        stops = [];
      };
    },
  };
};

const isSame = (a: CardState, b: CardState): boolean =>
  isSameCard(a.node, b.node) &&
  isSameList(a.issues, b.issues) &&
  a.isBlocked === b.isBlocked &&
  a.isRenaming === b.isRenaming &&
  a.result === b.result &&
  a.isStale === b.isStale &&
  a.isPinned === b.isPinned;

/** Whether two states of a node look alike; where it stands is React Flow's. */
const isSameCard = (a: GraphNode | undefined, b: GraphNode | undefined): boolean =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    a.type === b.type &&
    a.name === b.name &&
    a.config === b.config &&
    a.disabled === b.disabled &&
    a.onError === b.onError &&
    a.note === b.note);

/** Every check makes its issues anew; most say what the last one said. */
const isSameList = (a: CardState['issues'] = [], b: CardState['issues'] = []): boolean =>
  a === b ||
  (a.length === b.length &&
    a.every((issue, at) => issue.severity === b[at]?.severity && issue.message === b[at]?.message));

const known = new WeakMap<EditorStore, CardStates>();

const statesOf = (editor: Editor): CardStates => {
  const found = known.get(editor.store);
  if (found !== undefined) return found;
  const created = createCardStates(editor);
  known.set(editor.store, created);
  return created;
};

/** What the card of a node shows. The card is drawn again only when that changes. */
export const useCardState = (nodeId: string): CardState => {
  const states = statesOf(useEditor());
  const subscribe = useCallback(
    (onChange: () => void) => states.subscribe(nodeId, onChange),
    [states, nodeId],
  );
  const get = useCallback(() => states.get(nodeId), [states, nodeId]);
  return useSyncExternalStore(subscribe, get);
};
