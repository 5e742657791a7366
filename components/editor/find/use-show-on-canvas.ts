import { useEffect } from 'react';
import { useCanvasActions } from '../canvas/use-canvas-actions.ts';
import { useEditor } from '../editor-context.tsx';
import { useIsNarrow } from '../use-is-narrow.ts';
import { ownerOf } from './finding.ts';
import { useFindingState } from './use-finding.ts';

const AFTER_PANEL_MS = 90; // the panel takes its room from the canvas first, which then shows its node

/** Selects what has the hit that was gone to, brings it to the middle, and opens the panel of a node. */
export const useShowOnCanvas = (): void => {
  const { store } = useEditor();
  const view = useCanvasActions();
  const isNarrow = useIsNarrow();
  const shown = useFindingState((state) => state.shown);
  useEffect(() => {
    if (shown === undefined) return;
    const { hit, takesFocus } = shown;
    const { select, setPanelOpen, document: graph } = store.getState();
    const { place } = hit.text;
    let ids = [ownerOf(hit.text)];
    if (place.of === 'edge') {
      const edge = graph.edges.find(({ id }) => id === place.edgeId);
      select({ edges: [place.edgeId] });
      ids = edge === undefined ? [] : [edge.source, edge.target];
    } else if (place.of === 'note') select({ notes: [place.noteId] });
    else {
      select({ nodes: [place.nodeId] });
      // In a narrow window the panel is a sheet that covers the search: only for who wants to go there.
      if (!isNarrow || takesFocus) setPanelOpen(true);
    }
    const timer = setTimeout(
      () => view.centre(ids, document.querySelector('[data-find-panel]')),
      AFTER_PANEL_MS,
    );
    return () => clearTimeout(timer);
  }, [shown, store, view, isNarrow]);
};
