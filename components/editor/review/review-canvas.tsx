import '@xyflow/react/dist/base.css';
import '../canvas/canvas.css';
import './review.css';
import {
  Background,
  BackgroundVariant,
  BaseEdge,
  type Edge,
  EdgeLabelRenderer,
  type EdgeProps,
  getBezierPath,
  type Node,
  type NodeProps,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react';
import { memo, useEffect, useMemo } from 'react';
import { RunCanvasControls } from '#components/runs/run-canvas-controls.tsx';
import { type ChangeState, type ComparedItem, type Comparison, keyOf } from '#lib/graph/compare.ts';
import { type NodeSpecs, sourceHandleOf, targetHandleOf } from '#lib/graph/graph-index.ts';
import type { Handle, NodeSpec } from '#lib/graph/node-spec.ts';
import { type CanvasNote, ERROR_HANDLE, type GraphNode } from '#lib/graph/schema.ts';
import { NodeIcon } from '../canvas/node-icon.tsx';
import { InputJack, OutputJacks, TriggerJack } from '../canvas/node-jacks.tsx';
import { canvasIdOf } from '../document/canvas-id.ts';
import { hasInput, outputsOf } from '../document/handles.ts';
import { isFrame, noteBox } from '../document/note-boxes.ts';
import { Markdown } from '../panel/markdown.tsx';
import { ChangeMark, ChangeSign } from './change-mark.tsx';

// A type, since React Flow takes no interface for its data.
type Shown = {
  readonly state: ChangeState | undefined;
  readonly isCurrent: boolean;
};

type ReviewNode = Node<
  Shown & {
    readonly node: GraphNode;
    readonly spec: NodeSpec | undefined;
    readonly outputs: readonly Handle[];
    readonly fieldCount: number;
  },
  'step'
>;
type ReviewNote = Node<Shown & { readonly note: CanvasNote }, 'note'>;
type ReviewEdge = Edge<Shown & { readonly color: string; readonly label?: string }, 'cable'>;

const nodeTypes = { step: memo(StepCard), note: memo(NoteCard) };
const edgeTypes = { cable: memo(Cable) };
const CENTRE_MS = 250;

interface ReviewCanvasProps {
  readonly comparison: Comparison;
  readonly specs: NodeSpecs;
  /** The keys of the items that are shown as changes; everything else steps back. */
  readonly shown: ReadonlyMap<string, ComparedItem>;
  readonly currentKey: string | undefined;
  readonly onChoose: (key: string) => void;
}

/** Both documents over each other, to look at. */
export function ReviewCanvas(props: ReviewCanvasProps) {
  const { comparison, specs, shown, currentKey, onChoose } = props;
  const nodes = useMemo(
    () => toNodes(comparison, specs, shown, currentKey),
    [comparison, specs, shown, currentKey],
  );
  const edges = useMemo(
    () => toEdges(comparison, specs, shown, currentKey),
    [comparison, specs, shown, currentKey],
  );
  const choose = (key: string | undefined) => {
    if (key !== undefined && shown.has(key)) onChoose(key);
  };
  return (
    <ReactFlowProvider>
      <ReactFlow
        className="editor-canvas review-canvas"
        data-nothing-shown={shown.size === 0 || undefined}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        fitView
        fitViewOptions={{ padding: 0.12, maxZoom: 1 }}
        minZoom={0.1}
        maxZoom={1.5}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        zIndexMode="manual"
        deleteKeyCode={null}
        selectionKeyCode={null}
        zoomOnDoubleClick={false}
        attributionPosition="top-right"
        onNodeClick={(_, { id, type }) => choose(type === 'step' ? keyOf('node', id) : id)}
        onEdgeClick={(_, { id }) => choose(comparison.ghosts.get(id) ?? keyOf('edge', id))}
        aria-label="What changed, on the canvas"
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} color="var(--canvas-dot)" />
        <RunCanvasControls />
        <Centre comparison={comparison} currentKey={currentKey} />
      </ReactFlow>
    </ReactFlowProvider>
  );
}

/** Brings the current change into the middle. */
function Centre({ comparison, currentKey }: Pick<ReviewCanvasProps, 'comparison' | 'currentKey'>) {
  const flow = useReactFlow();
  useEffect(() => {
    if (currentKey === undefined) return;
    const [on, ...rest] = currentKey.split(':');
    const id = rest.join(':');
    const edge = comparison.union.edges.find((one) => one.id === id);
    const ids = on === 'edge' ? [edge?.source, edge?.target] : [on === 'note' ? currentKey : id];
    const duration = matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : CENTRE_MS;
    void flow.fitView({
      nodes: ids.filter((one) => one !== undefined).map((one) => ({ id: one })),
      padding: 0.4,
      maxZoom: 1,
      minZoom: 0.4,
      duration,
    });
  }, [flow, comparison, currentKey]);
  return null;
}

function StepCard({ data }: NodeProps<ReviewNode>) {
  const { node, spec, outputs, state, isCurrent, fieldCount } = data;
  const summary = spec?.summary(node.config) ?? '';
  return (
    <div
      className="node-card"
      data-category={spec?.category ?? 'unknown'}
      data-change={state}
      data-current={isCurrent || undefined}
    >
      {hasInput(spec) ? <InputJack /> : <TriggerJack />}
      {state === undefined ? null : (
        <span className="change-tag">
          <ChangeMark
            state={state}
            text={
              state === 'changed'
                ? `${fieldCount} ${fieldCount === 1 ? 'field' : 'fields'} changed`
                : undefined
            }
          />
        </span>
      )}
      <div className="flex items-center gap-2.5 px-3 pt-2.5 pb-2">
        <NodeIcon name={spec?.icon} category={spec?.category} />
        <div className="grid min-w-0 flex-1">
          <span className="node-title truncate font-semibold text-sm">{node.name}</span>
          <span className="truncate text-2xs text-muted-foreground">
            {spec?.label ?? node.type}
            {node.disabled ? ' · disabled' : ''}
          </span>
        </div>
      </div>
      {summary === '' ? null : (
        <p className="mx-3 mb-2.5 truncate rounded-sm bg-surface-2 px-1.5 py-0.5 font-mono text-2xs text-muted-foreground dark:bg-background/60">
          {summary}
        </p>
      )}
      <OutputJacks outputs={outputs} nodeName={node.name} />
    </div>
  );
}

function NoteCard({ data: { note, state, isCurrent } }: NodeProps<ReviewNote>) {
  const mark =
    state === undefined ? null : (
      <span className="change-tag">
        <ChangeMark state={state} />
      </span>
    );
  const marks = { 'data-change': state, 'data-current': isCurrent || undefined };
  if (isFrame(note)) {
    return (
      <div className="canvas-frame" data-note-color={note.color} {...marks}>
        <div className="frame-title">
          <span>{note.text.trim() || 'Frame'}</span>
        </div>
        {mark}
      </div>
    );
  }
  return (
    <div className="canvas-note" data-note-color={note.color} {...marks}>
      <Markdown text={note.text} />
      {mark}
    </div>
  );
}

function Cable(props: EdgeProps<ReviewEdge>) {
  const { id, sourceX, sourceY, sourcePosition, targetX, targetY, targetPosition, data } = props;
  const [path, x, y] = getBezierPath({
    sourceX,
    sourceY,
    sourcePosition,
    targetX,
    targetY,
    targetPosition,
    curvature: 0.32,
  });
  return (
    <g
      className="cable"
      data-color={data?.color}
      data-change={data?.state}
      data-current={data?.isCurrent || undefined}
    >
      <BaseEdge id={id} path={path} interactionWidth={24} />
      <EdgeLabelRenderer>
        {data?.label === undefined && data?.state === undefined ? null : (
          <span
            className="cable-change"
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          >
            {data.state === undefined ? null : <ChangeSign state={data.state} />}
            {data.label === undefined ? null : <span className="cable-label">{data.label}</span>}
          </span>
        )}
      </EdgeLabelRenderer>
    </g>
  );
}

const toNodes = (
  { union }: Comparison,
  specs: NodeSpecs,
  shown: ReadonlyMap<string, ComparedItem>,
  currentKey: string | undefined,
): (ReviewNode | ReviewNote)[] => {
  const used = Map.groupBy(union.edges, (edge) => edge.source);
  const steps = union.nodes.map((node): ReviewNode => {
    const key = keyOf('node', node.id);
    const spec = specs[node.type];
    const outputs = outputsOf(node, spec);
    // A connection that is gone may have begun at an output that is gone as well.
    const gone = new Set((used.get(node.id) ?? []).map(sourceHandleOf));
    for (const { id } of outputs) gone.delete(id);
    const item = shown.get(key);
    return {
      id: node.id,
      type: 'step',
      position: node.position,
      zIndex: 1,
      data: {
        node,
        spec,
        outputs: [...outputs, ...[...gone].map((id) => ({ id, label: id }))],
        state: item?.state,
        isCurrent: key === currentKey,
        fieldCount: item?.fields.length ?? 0,
      },
    };
  });
  const notes = union.notes.map((note): ReviewNote => {
    const { width, height } = noteBox(note);
    const id = canvasIdOf(note);
    return {
      id,
      type: 'note',
      position: note.position,
      width,
      height,
      zIndex: isFrame(note) ? -1 : 0,
      data: { note, state: shown.get(id)?.state, isCurrent: id === currentKey },
    };
  });
  return [...notes, ...steps];
};

const toEdges = (
  { union, ghosts }: Comparison,
  specs: NodeSpecs,
  shown: ReadonlyMap<string, ComparedItem>,
  currentKey: string | undefined,
): ReviewEdge[] => {
  const typeOf = new Map(union.nodes.map((node) => [node.id, node.type]));
  return union.edges.map((edge): ReviewEdge => {
    const ghostOf = ghosts.get(edge.id);
    const key = ghostOf ?? keyOf('edge', edge.id);
    const state = ghostOf === undefined ? shown.get(key)?.state : 'removed';
    return {
      id: edge.id,
      type: 'cable',
      source: edge.source,
      sourceHandle: sourceHandleOf(edge),
      target: edge.target,
      targetHandle: targetHandleOf(edge),
      zIndex: state === undefined ? 0 : 1,
      data: {
        state,
        isCurrent: key === currentKey,
        color:
          sourceHandleOf(edge) === ERROR_HANDLE
            ? 'error'
            : (specs[typeOf.get(edge.source) ?? '']?.category ?? 'logic'),
        ...(edge.label === undefined ? {} : { label: edge.label }),
      },
    };
  });
};
