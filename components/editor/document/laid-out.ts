import type { ElkNode } from 'elkjs/lib/elk-api.js';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { canvasIdOf, noteIdOf } from './canvas-id.ts';
import { type Box, boxAround, boxesOf, isFrame, middleOf, noteBox, type Sizes } from './note-boxes.ts';
import { GRID, type Point } from './placement.ts';

export interface LaidOut {
  /** New places of nodes, notes and frames by canvas id. */
  readonly places: ReadonlyMap<string, Point>;
  /** New sizes of frames by canvas id. */
  readonly frames: ReadonlyMap<string, Box>;
}

const NOTE_REACH = 320; // pixels: a note further away than this belongs to no node

/**
 * What a layout means for the document: everything on the grid, with the upper left corner where it was before.
 * Notes keep beside the node that they are nearest to.
 */
export const laidOut = (document: GraphDocument, sizes: Sizes, layout: ElkNode): LaidOut => {
  const before = boxesOf(document, sizes);
  const raw = boxesIn(layout);
  const from = boxAround([...raw.keys()].flatMap((id) => before.get(id) ?? []));
  const to = boxAround(raw.values());
  if (from === undefined || to === undefined) return { places: new Map(), frames: new Map() };
  const after = new Map(
    [...raw].map(([id, box]) => [
      id,
      { ...box, x: toGrid(box.x - to.x + from.x), y: toGrid(box.y - to.y + from.y) },
    ]),
  );
  const places = new Map<string, Point>([...after].map(([id, { x, y }]) => [id, { x, y }]));
  const taken = [...before]
    .filter(([id]) => noteIdOf(id) === undefined)
    .map(([id, box]) => after.get(id) ?? box);
  for (const note of document.notes) {
    const id = canvasIdOf(note);
    const shift = isFrame(note) || after.has(id) ? undefined : shiftBeside(id, before, after);
    if (shift === undefined) continue;
    const box = noteBox(note);
    const free = belowAll({ ...box, x: box.x + shift.x, y: box.y + shift.y }, taken);
    taken.push(free);
    places.set(id, { x: free.x, y: free.y });
  }
  return { places, frames: new Map([...after].filter(([id]) => noteIdOf(id) !== undefined)) };
};

/** The box, moved down until nothing is in its way. */
const belowAll = (box: Box, taken: readonly Box[]): Box => {
  const inWay = taken.filter((other) => gapBetween(box, other) === 0);
  if (inWay.length === 0) return box;
  const lowest = Math.max(...inWay.map((other) => other.y + other.height));
  return belowAll({ ...box, y: toGrid(lowest + 2 * GRID) }, taken);
};

/** How far the node went that a note stands beside. */
const shiftBeside = (
  noteId: string,
  before: ReadonlyMap<string, Box>,
  after: ReadonlyMap<string, Box>,
): Point | undefined => {
  const note = before.get(noteId);
  if (note === undefined) return undefined;
  const nearest = [...before]
    .filter(([id]) => noteIdOf(id) === undefined)
    .map(([id, box]) => ({ id, box, gap: gapBetween(note, box) }))
    .sort((a, b) => a.gap - b.gap)[0];
  const moved = nearest === undefined ? undefined : after.get(nearest.id);
  if (nearest === undefined || moved === undefined || nearest.gap > NOTE_REACH) return undefined;
  return { x: moved.x - nearest.box.x, y: moved.y - nearest.box.y };
};

const gapBetween = (a: Box, b: Box): number => {
  const [from, to] = [middleOf(a), middleOf(b)];
  const x = Math.max(0, Math.abs(from.x - to.x) - (a.width + b.width) / 2);
  const y = Math.max(0, Math.abs(from.y - to.y) - (a.height + b.height) / 2);
  return Math.hypot(x, y);
};

/** Places in a layout are from the corner of what is around. */
const boxesIn = (around: ElkNode, corner: Point = { x: 0, y: 0 }): ReadonlyMap<string, Box> =>
  new Map(
    (around.children ?? []).flatMap((child): [string, Box][] => {
      const x = corner.x + (child.x ?? 0);
      const y = corner.y + (child.y ?? 0);
      const box = { x, y, width: child.width ?? 0, height: child.height ?? 0 };
      return [[child.id, box], ...boxesIn(child, { x, y })];
    }),
  );

const toGrid = (value: number): number => Math.round(value / GRID) * GRID;
