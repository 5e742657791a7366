'use client';

import '@xyflow/react/dist/base.css';
import './canvas.css';
import {
  Background,
  BackgroundVariant,
  type Connection,
  type Edge,
  type FinalConnectionState,
  ReactFlow,
  SelectionMode,
} from '@xyflow/react';
import { DismissableLayer } from 'radix-ui/internal';
import { type DragEvent, useCallback, useEffect, useState } from 'react';
import { toast } from 'sonner';
import { connectionProblem } from '../document/connection-rules.ts';
import { CARD_WIDTH, GRID, snap } from '../document/placement.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { NODE_DRAG_TYPE } from '../palette/drag-type.ts';
import { CableEdge } from './cable-edge.tsx';
import { CanvasControls } from './canvas-controls.tsx';
import { CanvasMenu } from './canvas-menu.tsx';
import { EmptyCanvas } from './empty-canvas.tsx';
import { StepNode } from './step-node.tsx';
import { useCanvasActions } from './use-canvas-actions.ts';
import { useCanvasKeys } from './use-canvas-keys.ts';
import { useClipboard } from './use-clipboard.ts';
import { useFlowGraph } from './use-flow-graph.ts';

const nodeTypes = { step: StepNode };
const edgeTypes = { cable: CableEdge };
const snapGrid: [number, number] = [GRID, GRID];
const multiSelectionKeys = ['Shift', 'Meta', 'Control'];
const fitViewOptions = { padding: 0.2, maxZoom: 1 };

/** The flow, drawn with React Flow over the editor's document. */
export function Canvas() {
  const { store, commands, specs } = useEditor();
  const { nodes, edges, onNodesChange, onEdgesChange, startGesture } = useFlowGraph();
  const isEmpty = useEditorState((state) => state.document.nodes.length === 0);
  // Fitting the first node that is put on an empty canvas would take it from under the pointer.
  const [wasEmpty] = useState(isEmpty);
  const actions = useCanvasActions();
  const [isSnapping, setSnapping] = useState(true);
  useShowOpenNode(actions.show);
  useCanvasKeys();
  useClipboard();

  const toggleSnap = useCallback(() => setSnapping((isOn) => !isOn), []);
  const openPanel = useCallback(() => store.getState().setPanelOpen(true), [store]);

  const isValidConnection = useCallback(
    (ends: Connection | Edge) => connectionProblem(store.getState().document, specs, ends) === undefined,
    [store, specs],
  );

  const onConnect = useCallback((ends: Connection) => void commands.connect(ends), [commands]);

  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      if (state.isValid || state.fromHandle === null) return;
      const otherId = state.toNode?.id ?? nodeIdAt(event);
      if (otherId === undefined || otherId === state.fromHandle.nodeId) return;
      const { nodeId, id, type } = state.fromHandle;
      const isForward = type === 'source';
      if (!isForward && state.toHandle === null) return; // which of its outputs was meant is not known
      const problem = commands.connect(
        isForward
          ? { source: nodeId, sourceHandle: id ?? null, target: otherId }
          : { source: otherId, sourceHandle: state.toHandle?.id ?? null, target: nodeId },
      );
      if (problem !== undefined) toast.error(problem, { id: 'connection' });
    },
    [commands],
  );

  const onDragOver = useCallback((event: DragEvent) => {
    if (!event.dataTransfer.types.includes(NODE_DRAG_TYPE)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  }, []);

  const onDrop = useCallback(
    (event: DragEvent) => {
      const type = event.dataTransfer.getData(NODE_DRAG_TYPE);
      if (type === '') return;
      event.preventDefault();
      const at = actions.toCanvas({ x: event.clientX, y: event.clientY });
      const corner = snap({ x: at.x - CARD_WIDTH / 2, y: at.y - 32 });
      // Whoever drags is laying out: the panel would take the room, and move the view, under their hands.
      commands.addNode({ type, at: corner, opensPanel: false });
    },
    [actions, commands],
  );

  // React Flow keeps its mouse events to itself, which an open popover takes for a click that is not meant for it.
  const surface = DismissableLayer.useDismissableLayerSurface();
  return (
    <CanvasMenu>
      <section
        ref={surface}
        aria-label="Canvas"
        className="editor-canvas relative h-full min-w-0 flex-1"
        data-editor-canvas=""
      >
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onNodesChange={onNodesChange}
          onEdgesChange={onEdgesChange}
          onNodeDragStart={startGesture}
          onSelectionDragStart={startGesture}
          onNodeClick={openPanel}
          isValidConnection={isValidConnection}
          onConnect={onConnect}
          onConnectEnd={onConnectEnd}
          onDragOver={onDragOver}
          onDrop={onDrop}
          connectionRadius={28}
          snapToGrid={isSnapping}
          snapGrid={snapGrid}
          deleteKeyCode={null}
          multiSelectionKeyCode={multiSelectionKeys}
          selectionMode={SelectionMode.Partial}
          disableKeyboardA11y
          zoomOnDoubleClick={false}
          edgesReconnectable={false}
          minZoom={0.1}
          maxZoom={2}
          fitView={!wasEmpty}
          attributionPosition="top-right"
          fitViewOptions={fitViewOptions}
        >
          <Background
            variant={BackgroundVariant.Dots}
            gap={GRID * 1.5}
            size={1.6}
            color="var(--canvas-dot)"
          />
          {isEmpty ? <EmptyCanvas /> : null}
          <CanvasControls isSnapping={isSnapping} onToggleSnap={toggleSnap} />
        </ReactFlow>
      </section>
    </CanvasMenu>
  );
}

/** The panel takes its room from the canvas: the node it shows must not be covered by it. */
const useShowOpenNode = (show: (nodeId: string) => void): void => {
  const openNode = useEditorState(({ isPanelOpen, selection }) =>
    isPanelOpen && selection.nodes.length === 1 ? selection.nodes[0] : undefined,
  );
  useEffect(() => {
    if (openNode === undefined) return;
    const timer = setTimeout(() => show(openNode), 60); // after the canvas got its new width
    return () => clearTimeout(timer);
  }, [openNode, show]);
};

/** The node under the pointer: a cable may be dropped anywhere on a card, not only on its jack. */
const nodeIdAt = (event: MouseEvent | TouchEvent): string | undefined => {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event;
  if (point === undefined) return undefined;
  const element = document.elementFromPoint(point.clientX, point.clientY);
  return element?.closest('.react-flow__node')?.getAttribute('data-id') ?? undefined;
};
