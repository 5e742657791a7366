'use client';

import '@xyflow/react/dist/base.css';
import './canvas.css';
import { Background, BackgroundVariant, ReactFlow, SelectionMode, type Viewport } from '@xyflow/react';
import { DismissableLayer } from 'radix-ui/internal';
import { useCallback, useEffect } from 'react';
import { GRID } from '../document/placement.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { FindPanel } from '../find/find-panel.tsx';
import type { FlowNode } from '../graph-mapping.ts';
import { PeerOutlines } from '../live/peer-outlines.tsx';
import { useFlowTimings } from '../panel/flow-timings-store.ts';
import { CableEdge } from './cable-edge.tsx';
import { CanvasControls } from './canvas-controls.tsx';
import { CanvasMenu } from './canvas-menu.tsx';
import { useCanvasUi } from './canvas-ui.ts';
import { ConnectionHint } from './connection-hint.tsx';
import { EmptyCanvas } from './empty-canvas.tsx';
import { FirstView, MIN_ZOOM } from './first-view.tsx';
import { FrameNode } from './frame-node.tsx';
import { NodeSearch } from './node-search.tsx';
import { NoteNode } from './note-node.tsx';
import { SelectionToolbar } from './selection-toolbar.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { StepNode } from './step-node.tsx';
import { FlowTimings } from './timing-tag.tsx';
import { useCanvasActions } from './use-canvas-actions.ts';
import { useCanvasKeys } from './use-canvas-keys.ts';
import { useClipboard } from './use-clipboard.ts';
import { useEditorCommands } from './use-editor-commands.tsx';
import { useFlowGraph } from './use-flow-graph.ts';
import { useIsFar } from './use-is-far.ts';
import { useNodeDrop } from './use-node-drop.ts';
import { usePaletteDrop } from './use-palette-drop.ts';
import { ResizeEnded } from './use-resized-note.ts';
import { SlideContext } from './use-tidy-up.ts';
import { useWires } from './use-wires.ts';

const nodeTypes = { step: StepNode, note: NoteNode, frame: FrameNode };
const edgeTypes = { cable: CableEdge };
const snapGrid: [number, number] = [GRID, GRID];
const multiSelectionKeys = ['Shift', 'Meta', 'Control'];
const MIDDLE_AND_RIGHT = [1, 2]; // mouse buttons

/** The flow, drawn with React Flow over the editor's document. */
export function Canvas() {
  const { nodes, edges, slide, endResize, ...changes } = useFlowGraph();
  const timings = useFlowTimings();
  return (
    <SlideContext value={slide}>
      <ResizeEnded value={endResize}>
        <CanvasMenu>
          <FirstView>
            {(firstView) => (
              <FlowTimings value={timings}>
                <FlowSurface nodes={nodes} edges={edges} firstView={firstView} {...changes} />
              </FlowTimings>
            )}
          </FirstView>
        </CanvasMenu>
      </ResizeEnded>
    </SlideContext>
  );
}

function FlowSurface({
  nodes,
  edges,
  onNodesChange,
  onEdgesChange,
  startGesture,
  gestureName,
  firstView,
}: Omit<ReturnType<typeof useFlowGraph>, 'slide' | 'endResize'> & { firstView: Viewport }) {
  const { store, ui } = useEditor();
  const isEmpty = useEditorState(({ document }) => document.nodes.length + document.notes.length === 0);
  const isFar = useIsFar(firstView);
  const isSnapping = useCanvasUi((state) => state.isSnapping);
  const isSelecting = useCanvasUi((state) => state.tool === 'select');
  const isDragging = useCanvasUi((state) => state.isDragging);
  const actions = useCanvasActions();
  const wires = useWires();
  const nodeDrop = useNodeDrop(gestureName);
  const paletteDrop = usePaletteDrop();
  useShowOpenNode(actions.show);
  useCanvasKeys();
  useClipboard();
  useEditorCommands();

  const openPanel = useCallback(
    (event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }, node: FlowNode) => {
      const isAdding = event.shiftKey || event.ctrlKey || event.metaKey;
      // The finger that is taken away after a long press clicks as well.
      if (node.type === 'step' && !isAdding && !ui.getState().isMenuOpen) store.getState().setPanelOpen(true);
    },
    [store, ui],
  );
  const pointAtEdge = useCallback(
    (_event: unknown, edge: { id: string }) => ui.setState({ pointedEdgeId: edge.id }),
    [ui],
  );
  const pointAtNoEdge = useCallback(() => ui.setState({ pointedEdgeId: undefined }), [ui]);
  const labelEdge = useCallback(
    (_event: unknown, edge: { id: string }) => ui.setState({ labellingId: edge.id }),
    [ui],
  );

  // React Flow keeps its mouse events to itself, which an open popover takes for a click that is not meant for it.
  const surface = DismissableLayer.useDismissableLayerSurface();
  return (
    <section
      ref={surface}
      aria-label="Canvas"
      className="editor-canvas relative h-full min-w-0 flex-1"
      data-editor-canvas=""
      data-far={isFar || undefined}
      data-dragging={isDragging || undefined}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onNodeDragStart={startGesture}
        onNodeDrag={nodeDrop.onNodeDrag}
        onNodeDragStop={nodeDrop.onNodeDragStop}
        onNodeClick={openPanel}
        onEdgeDoubleClick={labelEdge}
        onEdgeMouseEnter={pointAtEdge}
        onEdgeMouseLeave={pointAtNoEdge}
        {...wires}
        {...paletteDrop}
        edgesReconnectable
        reconnectRadius={16}
        connectionRadius={28}
        snapToGrid={isSnapping}
        snapGrid={snapGrid}
        deleteKeyCode={null}
        multiSelectionKeyCode={multiSelectionKeys}
        selectionMode={SelectionMode.Partial}
        selectionOnDrag={isSelecting}
        panOnDrag={isSelecting ? MIDDLE_AND_RIGHT : true}
        zIndexMode="manual"
        disableKeyboardA11y
        zoomOnDoubleClick={false}
        minZoom={MIN_ZOOM}
        maxZoom={2}
        defaultViewport={firstView}
        attributionPosition="top-right"
      >
        <Background variant={BackgroundVariant.Dots} gap={GRID * 1.5} size={1.6} color="var(--canvas-dot)" />
        {isEmpty ? <EmptyCanvas /> : null}
        <CanvasControls />
        <SelectionToolbar />
        <ConnectionHint />
        <PeerOutlines />
      </ReactFlow>
      <NodeSearch />
      <FindPanel />
      <ShortcutsDialog />
    </section>
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
