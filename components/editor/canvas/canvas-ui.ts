import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Point } from '../document/placement.ts';
import { useEditor } from '../editor-context.tsx';

/** What the canvas shows beside the document: nothing of it is saved or undone. */
export interface CanvasUi {
  /** The trigger whose flow the canvas opens at; undefined: all of them. */
  readonly firstShown: string | undefined;
  readonly nodeSearch: NodeSearchRequest | undefined;
  /** The node whose name is being written on its card. */
  readonly renamingId: string | undefined;
  /** The note or frame whose text is being written. */
  readonly writingNoteId: string | undefined;
  /** The edge whose label is being written. */
  readonly labellingId: string | undefined;
  /** The edge that is pointed at. */
  readonly pointedEdgeId: string | undefined;
  /** The edge that what is dragged would be put into. */
  readonly dropEdgeId: string | undefined;
  /** While a wire is drawn: why nodes cannot take it, by node id. */
  readonly blocked: ReadonlyMap<string, string> | undefined;
  /** Nodes are being dragged. */
  readonly isDragging: boolean;
  /** What dragging on the empty canvas does: `hand` moves the view, `select` draws a box. */
  readonly tool: 'hand' | 'select';
  readonly isSnapping: boolean;
  readonly hasMinimap: boolean;
  readonly areShortcutsOpen: boolean;
  readonly isMenuOpen: boolean;
  /** The node whose panel is to open at its output. */
  readonly outputToShow: string | undefined;
}

/** A search for a node to add: where it opens on the screen, and what becomes of what is chosen. */
export interface NodeSearchRequest {
  /** In pixels of the window. */
  readonly at: Point;
  readonly purpose: SearchPurpose;
}

export type SearchPurpose =
  /** A node at a place on the canvas; without one, behind what is selected. */
  | { readonly kind: 'add'; readonly place?: Point }
  /** A node behind an output; nodes that are there can be chosen too. */
  | { readonly kind: 'from'; readonly source: string; readonly sourceHandle: string; readonly place?: Point }
  /** A node before an input. */
  | { readonly kind: 'to'; readonly target: string; readonly place?: Point }
  | { readonly kind: 'into'; readonly edgeId: string }
  /** Another type for a node that is there. */
  | { readonly kind: 'replace'; readonly nodeId: string };

export type CanvasUiStore = StoreApi<CanvasUi>;

export const createCanvasUi = ({ firstShown }: Pick<CanvasUi, 'firstShown'>): CanvasUiStore =>
  createStore<CanvasUi>()(() => ({
    firstShown,
    nodeSearch: undefined,
    renamingId: undefined,
    writingNoteId: undefined,
    labellingId: undefined,
    pointedEdgeId: undefined,
    dropEdgeId: undefined,
    blocked: undefined,
    isDragging: false,
    tool: 'hand',
    isSnapping: true,
    hasMinimap: true,
    areShortcutsOpen: false,
    isMenuOpen: false,
    outputToShow: undefined,
  }));

/** A part of what the canvas shows. The component is drawn again when it changes. */
export const useCanvasUi = <Part>(select: (ui: CanvasUi) => Part): Part => useStore(useEditor().ui, select);
