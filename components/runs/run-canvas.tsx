'use client';

import '@xyflow/react/dist/base.css';
import '#components/editor/canvas/canvas.css';
import { Background, BackgroundVariant, ReactFlow, ReactFlowProvider } from '@xyflow/react';
import { useMemo } from 'react';
import { type NodeSpecs, sourceHandleOf, targetHandleOf } from '#lib/graph/graph-index.ts';
import { ERROR_HANDLE, type GraphDocument, type GraphEdge } from '#lib/graph/schema.ts';
import { RunCable, type RunFlowEdge } from './run-cable.tsx';
import { RunCanvasControls } from './run-canvas-controls.tsx';
import { type RunFlowNode, RunNode } from './run-node.tsx';
import type { StepView } from './run-view.ts';

interface RunCanvasProps {
  readonly graph: GraphDocument;
  readonly specs: NodeSpecs;
  /** The steps of the chosen passes: at most one for each node. */
  readonly steps: readonly StepView[];
  readonly triggerNodeId: string;
  readonly selectedNodeId: string | undefined;
  readonly onSelect: (nodeId: string) => void;
}

const nodeTypes = { run: RunNode };
const edgeTypes = { run: RunCable };

/** The graph of the version that ran, to look at: what ran, how it went and which way it took. */
export function RunCanvas(props: RunCanvasProps) {
  const { graph, specs, steps, triggerNodeId, selectedNodeId, onSelect } = props;
  const byNode = useMemo(() => new Map(steps.map((step) => [step.nodeId, step])), [steps]);
  const flow = useMemo(() => flowOf(graph, triggerNodeId), [graph, triggerNodeId]);

  const nodes = useMemo<RunFlowNode[]>(
    () =>
      flow.nodes.map((node) => ({
        id: node.id,
        type: 'run',
        position: node.position,
        selected: node.id === selectedNodeId,
        ariaLabel: `${node.name}: ${byNode.get(node.id)?.status ?? 'did not run'}`,
        data: { node, spec: specs[node.type], step: byNode.get(node.id) },
      })),
    [flow, specs, byNode, selectedNodeId],
  );
  const edges = useMemo<RunFlowEdge[]>(
    () =>
      flow.edges.map((edge) => ({
        id: edge.id,
        type: 'run',
        source: edge.source,
        sourceHandle: sourceHandleOf(edge),
        target: edge.target,
        targetHandle: targetHandleOf(edge),
        data: {
          isTaken: isTaken(edge, byNode),
          color:
            sourceHandleOf(edge) === ERROR_HANDLE
              ? 'error'
              : (specs[flow.typeOf.get(edge.source) ?? '']?.category ?? 'logic'),
        },
      })),
    [flow, specs, byNode],
  );

  return (
    <ReactFlowProvider>
      <ReactFlow
        className="editor-canvas"
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        fitView
        fitViewOptions={{ padding: 0.1, maxZoom: 1 }}
        minZoom={0.15}
        maxZoom={1.5}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesFocusable={false}
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        zoomOnDoubleClick={false}
        attributionPosition="top-right"
        onNodeClick={(_, node) => onSelect(node.id)}
        onNodesChange={(changes) => {
          for (const change of changes) if (change.type === 'select' && change.selected) onSelect(change.id);
        }}
        aria-label="The flow that ran"
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} color="var(--canvas-dot)" />
        <RunCanvasControls />
      </ReactFlow>
    </ReactFlowProvider>
  );
}

/** Only what hangs on the trigger that ran: a canvas may hold many flows. */
const flowOf = (graph: GraphDocument, triggerNodeId: string) => {
  const reached = new Set([triggerNodeId]);
  for (const id of reached) {
    for (const edge of graph.edges) if (edge.source === id) reached.add(edge.target); // a Set goes on with what is added
  }
  return {
    nodes: graph.nodes.filter((node) => reached.has(node.id)),
    edges: graph.edges.filter((edge) => reached.has(edge.source) && reached.has(edge.target)),
    typeOf: new Map(graph.nodes.map((node) => [node.id, node.type])),
  };
};

/** A cable was taken where its source left by it; a For each leaves by both of its outputs. */
const isTaken = (edge: GraphEdge, steps: ReadonlyMap<string, StepView>): boolean => {
  const source = steps.get(edge.source);
  const target = steps.get(edge.target);
  if (source === undefined || target === undefined || target.status === 'skipped') return false;
  if (source.status === 'skipped' || source.status === 'cancelled') return false;
  const handle = sourceHandleOf(edge);
  const isOfBody = target.loop?.at(-1)?.nodeId === edge.source;
  return isOfBody || source.handle === undefined || source.handle === handle;
};
