import { type NodeSpecs, sourceHandleOf } from '#lib/graph/graph-index.ts';
import type { NodeSpec } from '#lib/graph/node-spec.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/schema.ts';
import { ERROR_HANDLE } from '#lib/graph/schema.ts';
import { hasInput, outputsOf } from './handles.ts';

/** Pixels of the canvas at zoom 1. Cards are this wide; their height depends on what is on them. */
export const CARD_WIDTH = 248;
export const JACK_TOP = 28; // from a card's top to its jacks, where cables run
export const GRID = 16;
export const COLUMN_GAP = 88;
const ROW_GAP = 24;
const NEW_CARD_HEIGHT = 88;
const HEAD_HEIGHT = 56; // icon and names, with the border of the card
const SUMMARY_HEIGHT = 30;
const OUTPUT_HEIGHT = 24;
const OUTPUTS_MARGIN = 9;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The nearest grid point. */
export const snap = (point: Point): Point => ({
  x: Math.round(point.x / GRID) * GRID,
  y: Math.round(point.y / GRID) * GRID,
});

/**
 * How large the card of a node is, before it is drawn: React Flow shows it at once, where it would otherwise hide it
 * until it has measured it. What it measures then counts; the browser tests compare the two.
 */
export const cardSize = (
  node: GraphNode,
  spec: NodeSpec | undefined,
): { readonly width: number; readonly height: number } => {
  const summary = spec?.summary(node.config) === '' ? 0 : SUMMARY_HEIGHT;
  const outputs = outputsOf(node, spec);
  const hasRows = outputs.length > 1 || outputs[0]?.label !== undefined;
  const rows = hasRows ? OUTPUTS_MARGIN + outputs.length * OUTPUT_HEIGHT : 0;
  return { width: CARD_WIDTH, height: HEAD_HEIGHT + summary + rows };
};

/** The wanted place, or the next one below it where no card is in the way. */
export const freeSpot = (document: GraphDocument, specs: NodeSpecs, wanted: Point): Point => {
  const spot = snap(wanted);
  const isTaken = (y: number) =>
    document.nodes.some((node) => {
      const isBeside = Math.abs(node.position.x - spot.x) >= CARD_WIDTH;
      const isBelow = y >= node.position.y + cardSize(node, specs[node.type]).height + ROW_GAP;
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
