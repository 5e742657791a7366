import { useStore, type Viewport } from '@xyflow/react';

const FAR_ZOOM = 0.4; // the 11 pixels of a card's small print are 4 then

/** True while the canvas is seen from so far away that only the names of the cards can be read. */
export const useIsFar = (firstView: Viewport): boolean =>
  // Until React Flow has taken its first view, that counts: all cards would be drawn twice.
  useStore(({ panZoom, transform }) => (panZoom === null ? firstView.zoom : transform[2]) < FAR_ZOOM);
