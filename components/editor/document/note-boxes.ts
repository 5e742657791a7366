import type { CanvasNote, GraphDocument } from '#lib/graph/schema.ts';
import { canvasIdOf } from './canvas-id.ts';
import { CARD_WIDTH, GRID, type Point } from './placement.ts';

/** A rectangle on the canvas, in pixels at zoom 1. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** How high a card is taken to be where it was not measured. */
const CARD_HEIGHT = 88;
export const NOTE_SIZE = { width: 240, height: 144 } as const;
export const FRAME_SIZE = { width: 480, height: 288 } as const;
const LEAST = 40; // what the schema takes for width and height
const MOST = 20_000;
/** What a frame leaves around what it is drawn about; more on top, where its title stands. */
export const FRAME_MARGIN = { side: 32, top: 56 } as const;

/** Width and height by canvas id, as measured. */
export type Sizes = ReadonlyMap<string, { readonly width: number; readonly height: number }>;

/** A width or height of a note in whole pixels, as the schema takes it. */
export const noteSize = (wanted: number): number => Math.round(Math.min(Math.max(wanted, LEAST), MOST));

/** How small a note or frame may be drawn. */
export const leastSize = (note: CanvasNote): { readonly width: number; readonly height: number } =>
  isFrame(note) ? { width: 160, height: 96 } : { width: 128, height: 64 };

export const isFrame = (note: CanvasNote): boolean => note.kind === 'frame';

/** Where a note or frame stands, and how large it is. */
export const noteBox = (note: CanvasNote): Box => {
  const usual = isFrame(note) ? FRAME_SIZE : NOTE_SIZE;
  return { ...note.position, width: note.width ?? usual.width, height: note.height ?? usual.height };
};

/** The boxes of nodes and notes by canvas id. */
export const boxesOf = (document: GraphDocument, sizes: Sizes): ReadonlyMap<string, Box> =>
  new Map([
    ...document.nodes.map((node): [string, Box] => {
      const { width = CARD_WIDTH, height = CARD_HEIGHT } = sizes.get(node.id) ?? {};
      return [node.id, { ...node.position, width, height }];
    }),
    ...document.notes.map((note): [string, Box] => [canvasIdOf(note), noteBox(note)]),
  ]);

/** The wanted box, or the next one below it where it lies over none of the others. */
export const clearOf = (others: Iterable<Box>, wanted: Box): Box => {
  const all = [...others];
  let box = wanted;
  for (;;) {
    const inTheWay = all.filter((other) => isOver(box, other));
    if (inTheWay.length === 0) return box;
    box = { ...box, y: Math.max(...inTheWay.map((other) => other.y + other.height)) + GRID };
  }
};

const isOver = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** The smallest box around all of these; `undefined` for none. */
export const boxAround = (boxes: Iterable<Box>): Box | undefined => {
  const all = [...boxes];
  if (all.length === 0) return undefined;
  const x = Math.min(...all.map((box) => box.x));
  const y = Math.min(...all.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...all.map((box) => box.x + box.width)) - x,
    height: Math.max(...all.map((box) => box.y + box.height)) - y,
  };
};

/**
 * The canvas ids of what stands in a frame: nodes and notes whose middle is in it, and frames that are in it as a
 * whole. Nothing is stored: what one sees in the frame is what belongs to it.
 */
export const insideFrame = (
  document: GraphDocument,
  frame: CanvasNote,
  boxes: ReadonlyMap<string, Box>,
): readonly string[] => {
  const outer = noteBox(frame);
  const frames = new Set(document.notes.filter(isFrame).map(canvasIdOf));
  return [...boxes]
    .filter(([id, box]) => {
      if (id === canvasIdOf(frame)) return false;
      return frames.has(id) ? isWithin(box, outer) : isPointIn(middleOf(box), outer);
    })
    .map(([id]) => id);
};

export const middleOf = (box: Box): Point => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });

const isPointIn = (point: Point, box: Box): boolean =>
  point.x >= box.x && point.x <= box.x + box.width && point.y >= box.y && point.y <= box.y + box.height;

const isWithin = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;
