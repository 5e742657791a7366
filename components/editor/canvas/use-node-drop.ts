import type { OnNodeDrag } from '@xyflow/react';
import { useMemo } from 'react';
import { passingOutput } from '../document/insert-into-edge.ts';
import { CARD_WIDTH, JACK_TOP } from '../document/placement.ts';
import { useEditor } from '../editor-context.tsx';
import type { FlowNode } from '../graph-mapping.ts';
import { edgeAt } from './edge-at.ts';
import { useCanvasActions } from './use-canvas-actions.ts';

/** A node that hangs on nothing is put into the edge that it is dropped on. */
export const useNodeDrop = (gestureName: () => string) => {
  const { store, commands, specs, ui } = useEditor();
  const view = useCanvasActions();
  return useMemo(() => {
    const canInsert = (node: FlowNode, dragged: readonly FlowNode[]): boolean => {
      if (node.type !== 'step' || dragged.length > 1) return false;
      const { nodes, edges } = store.getState().document;
      const own = nodes.find(({ id }) => id === node.id);
      const isFree = edges.every((edge) => edge.source !== node.id && edge.target !== node.id);
      return isFree && own !== undefined && passingOutput(own, specs) !== undefined;
    };
    const onNodeDrag: OnNodeDrag<FlowNode> = (_event, node, dragged) => {
      if (!canInsert(node, dragged)) return;
      const dropEdgeId = edgeUnder(node, view);
      if (dropEdgeId !== ui.getState().dropEdgeId) ui.setState({ dropEdgeId });
    };
    const onNodeDragStop: OnNodeDrag<FlowNode> = (_event, node) => {
      const { dropEdgeId } = ui.getState();
      ui.setState({ isDragging: false, dropEdgeId: undefined });
      if (dropEdgeId === undefined) return;
      commands.insertNode(node.id, dropEdgeId, gestureName());
    };
    return { onNodeDrag, onNodeDragStop };
  }, [store, commands, specs, ui, view, gestureName]);
};

/** The edge that runs behind the middle of a card: at its jacks, where the cable would go, or not far from there. */
const edgeUnder = (node: FlowNode, view: ReturnType<typeof useCanvasActions>): string | undefined => {
  for (const dy of [0, 16, -16, 32]) {
    const edgeId = edgeAt(
      view.toScreen({ x: node.position.x + CARD_WIDTH / 2, y: node.position.y + JACK_TOP + dy }),
    );
    if (edgeId !== undefined) return edgeId;
  }
  return undefined;
};
