import type { CanvasNote, GraphEdge, GraphNode } from '#lib/graph/schema.ts';

/** Column and row on the canvas, both from 0; a flow runs from left to right. */
type Cell = readonly [column: number, row: number];

const COLUMN = 320; // pixels: a card is 248 wide
const ROW = 200; // room for a card with four outputs
const NOTE_WIDTH = 288;
const NOTE_GAP = 40;
const LINE = 23; // pixels of a line in a note
const LETTERS = 36; // that fit into a line

/** A node at a place in the grid. */
export const step = (
  id: string,
  type: string,
  name: string,
  [column, row]: Cell,
  config: GraphNode['config'],
  more: Pick<GraphNode, 'onError' | 'retry'> = {},
): GraphNode => ({
  id,
  type,
  name,
  position: { x: column * COLUMN, y: row * ROW },
  config,
  ...more,
});

/** Edges along `a > b > c`; `a:true > b` leaves by the output `true`. */
export const wires = (...paths: readonly string[]): GraphEdge[] =>
  paths.flatMap((path) => {
    const stops = path.split('>').map((stop) => stop.trim().split(':'));
    return stops.slice(1).map(([target = ''], index) => {
      const [source = '', sourceHandle] = stops[index] ?? [];
      return {
        id: `${source}-${sourceHandle ?? 'out'}-${target}`,
        source,
        target,
        ...(sourceHandle === undefined ? {} : { sourceHandle }),
      };
    });
  });

/** A note that stands above a cell of the grid, as high as its text wants; `columns` wide. */
export const noteAbove = (id: string, [column, row]: Cell, text: string, columns = 1): CanvasNote => {
  const width = NOTE_WIDTH + (columns - 1) * COLUMN;
  const letters = LETTERS * (width / NOTE_WIDTH);
  const blocks = text.split('\n\n');
  const lines = text
    .split('\n')
    .reduce((sum, line) => sum + (line === '' ? 0 : Math.ceil(line.length / letters)), 0);
  const height = Math.ceil((lines * LINE + (blocks.length - 1) * 12 + 32) / 20) * 20;
  return {
    id,
    kind: 'note',
    text,
    position: { x: column * COLUMN, y: row * ROW - NOTE_GAP - height },
    width,
    height,
    color: 'yellow',
  };
};
