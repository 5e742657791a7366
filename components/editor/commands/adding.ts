import type { GraphDocument, GraphNode } from '#lib/graph/schema.ts';
import { slugFor } from '#lib/graph/slug.ts';
import { freeName } from '../document/clipboard.ts';
import { type ConnectionEnds, connectionProblem } from '../document/connection-rules.ts';
import { addElements, createEdge, moveElements } from '../document/edits.ts';
import { insertIntoEdge, makeRoom, spotInEdge } from '../document/insert-into-edge.ts';
import { freeSpot, openOutput, type Point, spotAfter } from '../document/placement.ts';
import type { CommandContext } from './command-context.ts';

/** How a new node is wired at once. Where the wire cannot be made, the node is added without it. */
export type NewWire =
  /** The output that an edge is drawn from. */
  | { readonly from: { readonly source: string; readonly sourceHandle: string } }
  /** The node that an edge is drawn to. */
  | { readonly to: string }
  /** The edge that the node is put into. */
  | { readonly into: string };

export interface NewNode {
  readonly type: string;
  /** The node type's label unless given. */
  readonly name?: string;
  /** Where its upper left corner goes. */
  readonly at: Point;
  /** Over the node type's own first config. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Opens its settings; true unless given. */
  readonly opensPanel?: boolean;
  readonly wire?: NewWire | undefined;
}

/** Commands that put new nodes on the canvas. */
export const addingCommands = (context: CommandContext) => {
  const { store, specs, document, nodeById } = context;

  /** Adds a node and gives its id; `undefined` where it could not be added. */
  const addNode = ({
    type,
    name: wanted,
    at,
    config,
    wire,
    opensPanel = true,
  }: NewNode): string | undefined => {
    const spec = specs[type];
    if (spec === undefined) return undefined;
    const { nodes } = document();
    const name = freeName(wanted ?? spec.label, new Set(nodes.map((node) => node.name)));
    const id = slugFor(name, new Set(nodes.map((node) => node.id)));
    const node: GraphNode = {
      id,
      type,
      name,
      position: { x: Math.round(at.x), y: Math.round(at.y) },
      config: { ...structuredClone(spec.initial), ...config },
    };
    const isAdded = context.grow((before) => wired(addElements(before, [node]), context, node, wire), {
      select: { nodes: [id] },
    });
    if (!isAdded) return undefined;
    if (opensPanel) store.getState().setPanelOpen(true);
    return id;
  };

  return {
    addNode,

    /** Adds a node behind the selected one, connected to it, or else at `center`. */
    addNodeNear: (type: string, center: Point, config?: NewNode['config']): string | undefined => {
      const { selection } = store.getState();
      const given = config === undefined ? {} : { config };
      const selected = selection.nodes.length === 1 ? nodeById(selection.nodes[0]) : undefined;
      const sourceHandle = selected && openOutput(document(), specs, selected, type);
      if (selected === undefined || sourceHandle === undefined) {
        return addNode({ type, at: freeSpot(document(), specs, center), ...given });
      }
      return addNode({
        type,
        at: spotAfter(document(), specs, selected),
        wire: { from: { source: selected.id, sourceHandle } },
        ...given,
      });
    },

    /** Adds a node in the middle of an edge; what follows moves on where there is no room. */
    addNodeInto: (type: string, edgeId: string): string | undefined =>
      addNode({ type, at: spotInEdge(document(), specs, edgeId), wire: { into: edgeId } }),

    /**
     * Puts a node that is there already into an edge, in line with it. One undo step with the moves of the same `gesture`. False where
     * it does not fit.
     */
    insertNode: (nodeId: string, edgeId: string, gesture: string): boolean => {
      const node = nodeById(nodeId);
      const inserted = insertIntoEdge(document(), specs, edgeId, nodeId);
      if (node === undefined || inserted === document()) return false;
      const target = document().edges.find((edge) => edge.id === edgeId)?.target ?? '';
      const spot = spotInEdge(document(), specs, edgeId);
      const position = { x: Math.max(node.position.x, spot.x), y: spot.y };
      const placed = moveElements(inserted, new Map([[nodeId, position]]));
      return context.grow(() => makeRoom(placed, { id: nodeId, position }, target), {
        key: `move:${gesture}`,
        pauseMs: Number.POSITIVE_INFINITY,
      });
    },
  };
};

const wired = (
  document: GraphDocument,
  { specs }: CommandContext,
  node: GraphNode,
  wire: NewWire | undefined,
): GraphDocument => {
  if (wire === undefined) return document;
  if ('into' in wire) {
    const target = document.edges.find((edge) => edge.id === wire.into)?.target ?? '';
    const inserted = insertIntoEdge(document, specs, wire.into, node.id);
    return inserted === document ? document : makeRoom(inserted, node, target);
  }
  const ends =
    'from' in wire ? { ...wire.from, target: node.id } : endsBefore(document, specs, node, wire.to);
  if (ends === undefined || connectionProblem(document, specs, ends) !== undefined) return document;
  const { source, sourceHandle, target } = ends;
  return addElements(document, [], [createEdge(document, { source, sourceHandle, target })]);
};

const endsBefore = (
  document: GraphDocument,
  specs: CommandContext['specs'],
  node: GraphNode,
  target: string,
): ConnectionEnds | undefined => {
  const type = document.nodes.find((one) => one.id === target)?.type;
  const sourceHandle = type === undefined ? undefined : openOutput(document, specs, node, type);
  return sourceHandle === undefined ? undefined : { source: node.id, sourceHandle, target };
};
