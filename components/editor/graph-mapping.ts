import type { Edge, Node } from '@xyflow/react';
import { type NodeSpecs, sourceHandleOf, targetHandleOf } from '#lib/graph/graph-index.ts';
import type { NodeCategory } from '#lib/graph/node-spec.ts';
import { ERROR_HANDLE, type GraphDocument, type GraphEdge, type GraphNode } from '#lib/graph/schema.ts';
import type { ElementIds } from './document/edits.ts';

/** A node of ours as React Flow wants it. `data.node.position` may be older than `position`. */
export type FlowNode = Node<{ node: GraphNode }, 'step'>;
export type FlowEdge = Edge<{ label?: string; color: CableColor }, 'cable'>;

/** A cable has the colour of the node it starts at; from an error output that of danger. */
export type CableColor = NodeCategory | 'error';

/** What React Flow measured of a card; without it a changed node would be hidden until it is measured again. */
export type Measured = ReadonlyMap<string, { readonly width: number; readonly height: number }>;

export interface GraphMapping {
  readonly nodes: (document: GraphDocument, selection: ElementIds, measured: Measured) => FlowNode[];
  readonly edges: (document: GraphDocument, selection: ElementIds) => FlowEdge[];
}

/**
 * Maps documents to React Flow's objects and gives back the same object for a node or edge that did not change, so
 * that an edit draws again only what it touched. Moving a node keeps its `data`, so that its card is not drawn.
 */
export const createGraphMapping = (specs: NodeSpecs): GraphMapping => {
  let flowNodes = new Map<string, MappedNode>();
  let flowEdges = new Map<string, MappedEdge>();
  let lastEdges: FlowEdge[] = [];
  return {
    nodes: (document, selection, measured) => {
      const selected = new Set(selection.nodes);
      const next = new Map<string, MappedNode>();
      for (const node of document.nodes) {
        const before = flowNodes.get(node.id);
        const size = measured.get(node.id);
        const isSelected = selected.has(node.id);
        const isSame =
          before?.from === node && before.flow.selected === isSelected && before.flow.measured === size;
        next.set(
          node.id,
          isSame ? before : { from: node, flow: toFlowNode(node, specs, isSelected, size, before) },
        );
      }
      flowNodes = next;
      return Array.from(next.values(), ({ flow }) => flow);
    },
    edges: (document, selection) => {
      const selected = new Set(selection.edges);
      const nodes = new Map(document.nodes.map((node) => [node.id, node]));
      const next = new Map<string, MappedEdge>();
      for (const edge of document.edges) {
        const before = flowEdges.get(edge.id);
        const isSelected = selected.has(edge.id);
        const source = nodes.get(edge.source);
        const names = `${source?.name} to ${nodes.get(edge.target)?.name}`;
        const color = sourceHandleOf(edge) === ERROR_HANDLE ? 'error' : categoryOf(source, specs);
        const isSame =
          before?.from === edge &&
          before.flow.selected === isSelected &&
          before.names === names &&
          before.flow.data?.color === color;
        next.set(
          edge.id,
          isSame ? before : { from: edge, names, flow: toFlowEdge(edge, isSelected, names, color) },
        );
      }
      flowEdges = next;
      const edges = Array.from(next.values(), ({ flow }) => flow);
      // The same list while nodes move: React Flow reads all edges anew for a new one.
      const isSame = edges.length === lastEdges.length && edges.every((edge, at) => edge === lastEdges[at]);
      if (!isSame) lastEdges = edges;
      return lastEdges;
    },
  };
};

interface MappedNode {
  readonly from: GraphNode;
  readonly flow: FlowNode;
}

interface MappedEdge {
  readonly from: GraphEdge;
  readonly names: string;
  readonly flow: FlowEdge;
}

const categoryOf = (node: GraphNode | undefined, specs: NodeSpecs): NodeCategory =>
  (node && specs[node.type]?.category) ?? 'logic';

const toFlowNode = (
  node: GraphNode,
  specs: NodeSpecs,
  selected: boolean,
  measured: { width: number; height: number } | undefined,
  before: MappedNode | undefined,
): FlowNode => ({
  id: node.id,
  type: 'step',
  position: node.position,
  selected,
  data: before !== undefined && hasSameContent(before.from, node) ? before.flow.data : { node },
  ariaLabel: `${node.name}, ${specs[node.type]?.label ?? node.type}${node.disabled ? ', disabled' : ''}`,
  ...(measured === undefined ? {} : { measured }),
});

const hasSameContent = (a: GraphNode, b: GraphNode): boolean =>
  a.type === b.type &&
  a.name === b.name &&
  a.config === b.config &&
  a.disabled === b.disabled &&
  a.onError === b.onError &&
  a.note === b.note;

const toFlowEdge = (edge: GraphEdge, selected: boolean, names: string, color: CableColor): FlowEdge => ({
  id: edge.id,
  type: 'cable',
  source: edge.source,
  sourceHandle: sourceHandleOf(edge),
  target: edge.target,
  targetHandle: targetHandleOf(edge),
  selected,
  ariaLabel: `Connection from ${names}`,
  data: { color, ...(edge.label === undefined ? {} : { label: edge.label }) },
});
