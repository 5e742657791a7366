'use client';

import '@xyflow/react/dist/base.css';
import '#components/editor/canvas/canvas.css';
import {
  Background,
  BackgroundVariant,
  type Node,
  type NodeProps,
  ReactFlow,
  ReactFlowProvider,
} from '@xyflow/react';
import { memo, useMemo } from 'react';
import { NodeIcon } from '#components/editor/canvas/node-icon.tsx';
import { InputJack, OutputJacks, TriggerJack } from '#components/editor/canvas/node-jacks.tsx';
import { hasInput, outputsOf } from '#components/editor/document/handles.ts';
import { noteBox } from '#components/editor/document/note-boxes.ts';
import { readingOrder } from '#components/editor/document/reading-order.ts';
import { Markdown } from '#components/editor/panel/markdown.tsx';
import { RunCable, type RunFlowEdge } from '#components/runs/run-cable.tsx';
import { RunCanvasControls } from '#components/runs/run-canvas-controls.tsx';
import { sourceHandleOf, targetHandleOf } from '#lib/graph/graph-index.ts';
import { type CanvasNote, ERROR_HANDLE, type GraphDocument, type GraphNode } from '#lib/graph/schema.ts';
import { definitions } from '#lib/nodes/definitions.ts';

type PreviewNode = Node<{ node: GraphNode }, 'step'>;
type PreviewNote = Node<{ note: CanvasNote }, 'note'>;

const nodeTypes = { step: memo(StepCard), note: memo(NoteCard) };
const edgeTypes = { run: RunCable };

/** A graph to look at: nothing in it can be changed. Its steps are a list as well, for who does not see it. */
export function TemplateCanvas({ graph, label }: { graph: GraphDocument; label: string }) {
  const nodes = useMemo(() => [...graph.nodes.map(toStep), ...graph.notes.map(toNote)], [graph]);
  const edges = useMemo(() => toEdges(graph), [graph]);
  return (
    <>
      <ol className="sr-only" aria-label={`Steps of ${label}`}>
        {readingOrder(graph).map((node) => (
          <li key={node.id}>
            {node.name} ({definitions[node.type]?.label ?? node.type})
          </li>
        ))}
      </ol>
      <ReactFlowProvider>
        <ReactFlow
          className="editor-canvas"
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          fitView
          fitViewOptions={{ padding: 0.06, maxZoom: 1 }}
          minZoom={0.1}
          maxZoom={1.5}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          deleteKeyCode={null}
          selectionKeyCode={null}
          zoomOnScroll={false}
          zoomOnDoubleClick={false}
          preventScrolling={false}
          attributionPosition="top-right"
          aria-label={`Preview of ${label}`}
        >
          <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} color="var(--canvas-dot)" />
          <RunCanvasControls />
        </ReactFlow>
      </ReactFlowProvider>
    </>
  );
}

function StepCard({ data: { node } }: NodeProps<PreviewNode>) {
  const spec = definitions[node.type];
  const summary = spec?.summary(node.config) ?? '';
  return (
    <div className="node-card" data-category={spec?.category ?? 'unknown'}>
      {hasInput(spec) ? <InputJack /> : <TriggerJack />}
      <div className="flex items-center gap-2.5 px-3 pt-2.5 pb-2">
        <NodeIcon name={spec?.icon} category={spec?.category} />
        <div className="grid min-w-0 flex-1">
          <span className="truncate font-semibold text-sm">{node.name}</span>
          <span className="truncate text-2xs text-muted-foreground">{spec?.label ?? node.type}</span>
        </div>
      </div>
      {summary === '' ? null : (
        <p className="mx-3 mb-2.5 truncate rounded-sm bg-surface-2 px-1.5 py-0.5 font-mono text-2xs text-muted-foreground dark:bg-background/60">
          {summary}
        </p>
      )}
      <OutputJacks outputs={outputsOf(node, spec)} nodeName={node.name} />
    </div>
  );
}

function NoteCard({ data: { note } }: NodeProps<PreviewNote>) {
  return (
    <div className="canvas-note" data-note-color={note.color}>
      <Markdown text={note.text} />
    </div>
  );
}

const toStep = (node: GraphNode): PreviewNode => ({
  id: node.id,
  type: 'step',
  position: node.position,
  data: { node },
});

const toNote = (note: CanvasNote): PreviewNote => {
  const { width, height } = noteBox(note);
  return { id: `note:${note.id}`, type: 'note', position: note.position, width, height, data: { note } };
};

const toEdges = (graph: GraphDocument): RunFlowEdge[] => {
  const typeOf = new Map(graph.nodes.map((node) => [node.id, node.type]));
  return graph.edges.map((edge) => ({
    id: edge.id,
    type: 'run',
    source: edge.source,
    sourceHandle: sourceHandleOf(edge),
    target: edge.target,
    targetHandle: targetHandleOf(edge),
    data: {
      isTaken: true,
      color:
        sourceHandleOf(edge) === ERROR_HANDLE
          ? 'error'
          : (definitions[typeOf.get(edge.source) ?? '']?.category ?? 'logic'),
    },
  }));
};
