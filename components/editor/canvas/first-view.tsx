import { getViewportForBounds, type Viewport } from '@xyflow/react';
import { type ReactNode, useCallback, useState } from 'react';
import { indexGraph, type NodeSpecs, reachableFrom } from '#lib/graph/graph-index.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { type Box, boxAround, boxesOf } from '../document/note-boxes.ts';
import { useEditor } from '../editor-context.tsx';

export const MIN_ZOOM = 0.1;
const PADDING = 0.2;
const NARROW = 640; // pixels
const READABLE_ZOOM = 0.6;
const MARGIN = 40; // pixels
const AS_IT_IS: Viewport = { x: 0, y: 0, zoom: 1 };

/**
 * Gives the canvas the view that it opens with: all of the flow; on a phone, where that could not be read, where it
 * begins. Reckoned before anything is drawn, so that nothing jumps and what cannot be read from there is not drawn. It
 * takes the place of the canvas for that, and measures it.
 */
export function FirstView({ children }: { children: (view: Viewport) => ReactNode }) {
  const { store, sizes, specs, ui } = useEditor();
  const [view, setView] = useState<Viewport>();
  const measure = useCallback(
    (element: HTMLDivElement | null) => {
      if (element === null) return;
      const { width, height } = element.getBoundingClientRect();
      const { document } = store.getState();
      const flow = flowFrom(document, specs, ui.getState().firstShown);
      const around = boxAround(boxesOf(flow ?? document, sizes).values());
      // An empty canvas stays where it is: its first node would be taken from under the pointer.
      setView(around === undefined ? AS_IT_IS : viewOf(around, width, height));
    },
    [store, sizes, specs, ui],
  );
  return view === undefined ? <div ref={measure} className="h-full min-w-0 flex-1" /> : children(view);
}

/** What hangs on a trigger; undefined where there is no such node. */
const flowFrom = (
  document: GraphDocument,
  specs: NodeSpecs,
  triggerId: string | undefined,
): GraphDocument | undefined => {
  if (triggerId === undefined || !document.nodes.some(({ id }) => id === triggerId)) return undefined;
  const reached = reachableFrom(indexGraph(document, specs), [triggerId]);
  return { ...document, nodes: document.nodes.filter(({ id }) => reached.has(id)), notes: [] };
};

const viewOf = (around: Box, width: number, height: number): Viewport => {
  const all = getViewportForBounds(around, width, height, MIN_ZOOM, 1, PADDING);
  if (width >= NARROW || all.zoom >= READABLE_ZOOM) return all;
  const zoom = READABLE_ZOOM;
  const room = height - around.height * zoom;
  const isWide = around.width * zoom > width - 2 * MARGIN;
  return {
    zoom,
    x: (isWide ? MARGIN : (width - around.width * zoom) / 2) - around.x * zoom,
    y: Math.max(room / 2, MARGIN) - around.y * zoom,
  };
};
