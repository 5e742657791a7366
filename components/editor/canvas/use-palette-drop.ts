import { type DragEvent, useMemo } from 'react';
import { passingOutput } from '../document/insert-into-edge.ts';
import { CARD_WIDTH, snap } from '../document/placement.ts';
import { useEditor } from '../editor-context.tsx';
import { NODE_DRAG_TYPE } from '../palette/drag-type.ts';
import { edgeAt } from './edge-at.ts';
import { useCanvasActions } from './use-canvas-actions.ts';

/** What is dragged from the palette: onto the canvas it is added, onto an edge it is put into it. */
export const usePaletteDrop = () => {
  const { commands, specs, ui } = useEditor();
  const view = useCanvasActions();
  return useMemo(() => {
    const pointed = (dropEdgeId: string | undefined) => {
      if (dropEdgeId !== ui.getState().dropEdgeId) ui.setState({ dropEdgeId });
    };
    return {
      onDragOver: (event: DragEvent) => {
        if (!event.dataTransfer.types.includes(NODE_DRAG_TYPE)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        pointed(edgeAt({ x: event.clientX, y: event.clientY }));
      },
      onDragLeave: () => pointed(undefined),
      onDrop: (event: DragEvent) => {
        const type = event.dataTransfer.getData(NODE_DRAG_TYPE);
        if (type === '') return;
        event.preventDefault();
        const pointer = { x: event.clientX, y: event.clientY };
        const at = view.toCanvas(pointer);
        const edgeId = edgeAt(pointer);
        const config = specs[type]?.initial ?? {};
        pointed(undefined);
        // Whoever drags is laying out: the panel would take the room, and move the view, under their hands.
        commands.addNode({
          type,
          at: snap({ x: at.x - CARD_WIDTH / 2, y: at.y - 32 }),
          opensPanel: false,
          ...(edgeId !== undefined && passingOutput({ type, config }, specs) !== undefined
            ? { wire: { into: edgeId } }
            : {}),
        });
      },
    };
  }, [commands, specs, ui, view]);
};
