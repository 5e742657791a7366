import { getViewportForBounds, type Viewport } from '@xyflow/react';
import { type ReactNode, useCallback, useState } from 'react';
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
  const { store, sizes } = useEditor();
  const [view, setView] = useState<Viewport>();
  const measure = useCallback(
    (element: HTMLDivElement | null) => {
      if (element === null) return;
      const { width, height } = element.getBoundingClientRect();
      const around = boxAround(boxesOf(store.getState().document, sizes).values());
      // An empty canvas stays where it is: its first node would be taken from under the pointer.
      setView(around === undefined ? AS_IT_IS : viewOf(around, width, height));
    },
    [store, sizes],
  );
  return view === undefined ? <div ref={measure} className="h-full min-w-0 flex-1" /> : children(view);
}

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
