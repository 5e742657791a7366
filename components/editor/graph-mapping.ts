import type { Edge, Node } from '@xyflow/react';
import { type NodeSpecs, sourceHandleOf, targetHandleOf } from '#lib/graph/graph-index.ts';
import type { NodeCategory } from '#lib/graph/node-spec.ts';
import {
  type CanvasNote,
  ERROR_HANDLE,
  type GraphDocument,
  type GraphEdge,
  type GraphNode,
} from '#lib/graph/schema.ts';
import { canvasIdOf, selectedCanvasIds } from './document/canvas-id.ts';
import type { ElementIds } from './document/element-ids.ts';
import { outputsOf } from './document/handles.ts';
import { type Box, isFrame, noteBox, type Sizes } from './document/note-boxes.ts';
import { readingOrder } from './document/reading-order.ts';

/** A node of ours as React Flow wants it: where it is. What its card shows of it, the card asks for itself. */
export type StepFlowNode = Node<{ nodeType: string; usedOutputs: string }, 'step'>;
export type NoteFlowNode = Node<{ note: CanvasNote }, 'note'>;
export type FrameFlowNode = Node<{ note: CanvasNote }, 'frame'>;
export type FlowNode = StepFlowNode | NoteFlowNode | FrameFlowNode;
export type FlowEdge = Edge<{ label?: string; branch?: string; color: CableColor }, 'cable'>;

/** A cable has the colour of the node it starts at; from an error output that of danger. */
export type CableColor = NodeCategory | 'error';

/** Where nodes and notes are while they are dragged or resized, by canvas id: the document follows at the end. */
export type Overrides = ReadonlyMap<string, Partial<Box>>;

export interface GraphMapping {
  /** `measured`: without a size, a changed node would be hidden until React Flow measured it again. */
  readonly nodes: (
    document: GraphDocument,
    selection: ElementIds,
    measured: Sizes,
    overrides?: Overrides,
  ) => FlowNode[];
  readonly edges: (document: GraphDocument, selection: ElementIds) => FlowEdge[];
}

/** Separates the outputs in `usedOutputs`; no id of a handle has it. */
export const BETWEEN_OUTPUTS = '\n';

const NO_OVERRIDES: Overrides = new Map();
const LAYERS = { frame: -1, rest: 0, selected: 1 } as const; // frames lie below the cables

/**
 * Maps documents to React Flow's objects and gives back the same object for a node or edge that did not change, and the
 * same list where none did: React Flow tells all of its nodes and edges of a new one, which is too dear for a letter that
 * is typed in the panel. Moving a node keeps its `data`, so that its card is not drawn.
 */
export const createGraphMapping = (specs: NodeSpecs): GraphMapping => {
  const placed = createPlacedNodes(specs);
  let flowEdges = new Map<string, MappedEdge>();
  let lastEdges: FlowEdge[] = [];
  return {
    nodes: (document, selection, measured, overrides = NO_OVERRIDES) =>
      placed(document, selection, measured, overrides),
    edges: (document, selection) => {
      const selected = new Set(selection.edges);
      const nameOf = createEdgeNames(document, specs);
      const next = new Map<string, MappedEdge>();
      for (const edge of document.edges) {
        const before = flowEdges.get(edge.id);
        const isSelected = selected.has(edge.id);
        const { names, branch, source } = nameOf(edge);
        const color = sourceHandleOf(edge) === ERROR_HANDLE ? 'error' : categoryOf(source, specs);
        const isSame =
          before?.from === edge &&
          before.flow.selected === isSelected &&
          before.names === names &&
          before.flow.data?.branch === branch &&
          before.flow.data?.color === color;
        next.set(
          edge.id,
          isSame ? before : { from: edge, names, flow: toFlowEdge(edge, isSelected, names, branch, color) },
        );
      }
      flowEdges = next;
      lastEdges = sameIfEqual(
        lastEdges,
        Array.from(next.values(), ({ flow }) => flow),
      );
      return lastEdges;
    },
  };
};

const sameIfEqual = <Item>(before: Item[], now: Item[]): Item[] =>
  before.length === now.length && now.every((item, at) => item === before[at]) ? before : now;

const createPlacedNodes = (specs: NodeSpecs): GraphMapping['nodes'] => {
  let flowNodes = new Map<string, MappedNode>();
  let lastNodes: FlowNode[] = [];
  let read: { of: GraphDocument; nodes: readonly GraphNode[]; used: ReadonlyMap<string, string> } | undefined;
  return (document, selection, measured, overrides = NO_OVERRIDES) => {
    // Not anew for each frame of a drag: the document stays the same until its end.
    if (read?.of !== document) {
      read = { of: document, nodes: readingOrder(document), used: usedOutputs(document) };
    }
    const { nodes, used } = read;
    const selected = new Set(selectedCanvasIds(selection));
    const next = new Map<string, MappedNode>();
    const keep = (id: string, from: GraphNode | CanvasNote, usedOutputs = '') => {
      const before = flowNodes.get(id);
      const state = {
        from,
        usedOutputs,
        isSelected: selected.has(id),
        size: measured.get(id),
        override: overrides.get(id),
      };
      next.set(
        id,
        before !== undefined && isSameState(before, state) ? before : mapped(state, specs, before),
      );
    };
    for (const note of document.notes.filter(isFrame)) keep(canvasIdOf(note), note);
    for (const node of nodes) keep(node.id, node, used.get(node.id));
    for (const note of document.notes) if (!isFrame(note)) keep(canvasIdOf(note), note);
    flowNodes = next;
    lastNodes = sameIfEqual(
      lastNodes,
      Array.from(next.values(), ({ flow }) => flow),
    );
    return lastNodes;
  };
};

interface NodeState {
  readonly from: GraphNode | CanvasNote;
  readonly usedOutputs: string;
  readonly isSelected: boolean;
  readonly size: { readonly width: number; readonly height: number } | undefined;
  readonly override: Partial<Box> | undefined;
}

interface MappedNode extends NodeState {
  readonly flow: FlowNode;
}

interface MappedEdge {
  readonly from: GraphEdge;
  readonly names: string;
  readonly flow: FlowEdge;
}

const isSameState = (a: NodeState, b: NodeState): boolean =>
  (a.from === b.from || (isGraphNode(a.from) && isGraphNode(b.from) && isSameOutside(a.from, b.from))) &&
  a.usedOutputs === b.usedOutputs &&
  a.isSelected === b.isSelected &&
  a.size === b.size &&
  a.override === b.override;

const mapped = (state: NodeState, specs: NodeSpecs, before: MappedNode | undefined): MappedNode => ({
  ...state,
  flow: isGraphNode(state.from)
    ? toFlowNode(state.from, state, specs, before)
    : toFlowNote(state.from, state, before),
});

/** Whether two states of a node are one to React Flow. */
const isSameOutside = (a: GraphNode, b: GraphNode): boolean =>
  a.id === b.id &&
  a.type === b.type &&
  a.name === b.name &&
  a.disabled === b.disabled &&
  a.position === b.position;

const isGraphNode = (placed: GraphNode | CanvasNote): placed is GraphNode => 'config' in placed;

const toFlowNode = (
  node: GraphNode,
  { usedOutputs, isSelected, size, override }: NodeState,
  specs: NodeSpecs,
  before: MappedNode | undefined,
): StepFlowNode => ({
  id: node.id,
  type: 'step',
  position: placeOf(node, override),
  selected: isSelected,
  zIndex: isSelected ? LAYERS.selected : LAYERS.rest,
  data:
    before?.flow.type === 'step' &&
    before.usedOutputs === usedOutputs &&
    before.flow.data.nodeType === node.type
      ? before.flow.data
      : { nodeType: node.type, usedOutputs },
  ariaLabel: `${node.name}, ${specs[node.type]?.label ?? node.type}${node.disabled ? ', disabled' : ''}`,
  ...(size === undefined ? {} : { measured: size }),
});

const toFlowNote = (
  note: CanvasNote,
  { isSelected, override }: NodeState,
  before: MappedNode | undefined,
): NoteFlowNode | FrameFlowNode => {
  const { width, height } = { ...noteBox(note), ...override };
  const hasSameText =
    before !== undefined &&
    !isGraphNode(before.from) &&
    before.from.text === note.text &&
    before.from.color === note.color;
  const shared = {
    id: canvasIdOf(note),
    position: placeOf(note, override),
    selected: isSelected,
    connectable: false,
    width,
    height,
    measured: { width, height },
    data: hasSameText && before.flow.type !== 'step' ? before.flow.data : { note },
    ariaLabel: noteLabel(note),
  };
  if (!isFrame(note)) return { ...shared, type: 'note', zIndex: isSelected ? LAYERS.selected : LAYERS.rest };
  // Only the title takes the mouse: what stands in the frame, and the canvas in it, are there as without it.
  return {
    ...shared,
    type: 'frame',
    zIndex: LAYERS.frame,
    dragHandle: '.frame-title',
    style: { pointerEvents: 'none' },
  };
};

const noteLabel = (note: CanvasNote): string => {
  const [line = ''] = note.text.trim().split('\n');
  const kind = isFrame(note) ? 'Frame' : 'Note';
  return line === '' ? `${kind} without text` : `${kind}: ${line.slice(0, 80)}`;
};

const placeOf = ({ position }: GraphNode | CanvasNote, override: Partial<Box> | undefined) =>
  override?.x === undefined || override.y === undefined ? position : { x: override.x, y: override.y };

/** By node, the outputs that edges start at. */
const usedOutputs = ({ edges }: GraphDocument): ReadonlyMap<string, string> => {
  const used = new Map<string, Set<string>>();
  for (const edge of edges) {
    const outputs = used.get(edge.source);
    if (outputs === undefined) used.set(edge.source, new Set([sourceHandleOf(edge)]));
    else outputs.add(sourceHandleOf(edge));
  }
  return new Map([...used].map(([id, outputs]) => [id, [...outputs].sort().join(BETWEEN_OUTPUTS)]));
};

const createEdgeNames = (document: GraphDocument, specs: NodeSpecs) => {
  const nodes = new Map(document.nodes.map((node) => [node.id, node]));
  const labels = new Map<string, ReadonlyMap<string, string | undefined>>();
  const labelsOf = (source: GraphNode) => {
    const known = labels.get(source.id);
    if (known !== undefined) return known;
    const found = new Map(outputsOf(source, specs[source.type]).map(({ id, label }) => [id, label]));
    labels.set(source.id, found);
    return found;
  };
  return (edge: GraphEdge) => {
    const source = nodes.get(edge.source);
    const branch = source && labelsOf(source).get(sourceHandleOf(edge));
    const from = branch === undefined ? source?.name : `${source?.name} (${branch})`;
    return { source, branch, names: `${from} to ${nodes.get(edge.target)?.name}` };
  };
};

const categoryOf = (node: GraphNode | undefined, specs: NodeSpecs): NodeCategory =>
  (node && specs[node.type]?.category) ?? 'logic';

const toFlowEdge = (
  edge: GraphEdge,
  selected: boolean,
  names: string,
  branch: string | undefined,
  color: CableColor,
): FlowEdge => ({
  id: edge.id,
  type: 'cable',
  source: edge.source,
  sourceHandle: sourceHandleOf(edge),
  target: edge.target,
  targetHandle: targetHandleOf(edge),
  selected,
  ariaLabel: `Connection from ${names}${edge.label === undefined ? '' : `: ${edge.label}`}`,
  data: {
    color,
    ...(edge.label === undefined ? {} : { label: edge.label }),
    ...(branch === undefined ? {} : { branch }),
  },
});
