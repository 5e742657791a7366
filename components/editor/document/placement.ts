import { type NodeSpecs, sourceHandleOf } from '#lib/graph/graph-index.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/schema.ts';
import { ERROR_HANDLE } from '#lib/graph/schema.ts';
import { hasInput, outputsOf } from './handles.ts';

/** Pixels of the canvas at zoom 1. Cards are this wide; their height depends on their outputs. */
export const CARD_WIDTH = 248;
export const GRID = 16;
export const COLUMN_GAP = 88;
const ROW_GAP = 24;
const NEW_CARD_HEIGHT = 88;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The nearest grid point. */
export const snap = (point: Point): Point => ({
  x: Math.round(point.x / GRID) * GRID,
  y: Math.round(point.y / GRID) * GRID,
});

/** About how high a card is: name, summary, and a row for each named output. */
const cardHeight = (node: GraphNode, specs: NodeSpecs): number => {
  const outputs = outputsOf(node, specs[node.type]);
  const rows = outputs.length > 1 || outputs[0]?.label !== undefined ? outputs.length : 0;
  return 88 + rows * 24;
};

/** The wanted place, or the next one below it where no card is in the way. */
export const freeSpot = (document: GraphDocument, specs: NodeSpecs, wanted: Point): Point => {
  const spot = snap(wanted);
  const isTaken = (y: number) =>
    document.nodes.some((node) => {
      const isBeside = Math.abs(node.position.x - spot.x) >= CARD_WIDTH;
      const isBelow = y >= node.position.y + cardHeight(node, specs) + ROW_GAP;
      const isAbove = y + NEW_CARD_HEIGHT + ROW_GAP <= node.position.y;
      return !(isBeside || isBelow || isAbove);
    });
  let y = spot.y;
  while (isTaken(y)) y += GRID;
  return { x: spot.x, y };
};

/** Where a node that follows `node` goes: the column to its right. */
export const spotAfter = (document: GraphDocument, specs: NodeSpecs, node: GraphNode): Point =>
  freeSpot(document, specs, { x: node.position.x + CARD_WIDTH + COLUMN_GAP, y: node.position.y });

/**
 * The output of `from` that a new node of a type should hang on: the first that leads nowhere yet, else `out`
 * where that is its only one. `undefined` where nothing can be connected.
 */
export const openOutput = (
  document: GraphDocument,
  specs: NodeSpecs,
  from: GraphNode,
  type: string,
): string | undefined => {
  if (!hasInput(specs[type])) return undefined;
  const used = new Set(document.edges.filter((edge) => edge.source === from.id).map(sourceHandleOf));
  const outputs = outputsOf(from, specs[from.type])
    .map((handle) => handle.id)
    .filter((id) => id !== ERROR_HANDLE);
  return outputs.find((id) => !used.has(id)) ?? (outputs.length === 1 ? outputs[0] : undefined);
};
