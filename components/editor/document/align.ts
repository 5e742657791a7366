import { type Box, boxAround } from './note-boxes.ts';
import type { Point } from './placement.ts';

export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom';
export type Direction = 'horizontally' | 'vertically';

/** New places for boxes, by their ids, so that one of their edges or their middles are in line. */
export const aligned = (
  boxes: ReadonlyMap<string, Box>,
  alignment: Alignment,
): ReadonlyMap<string, Point> => {
  const around = boxAround(boxes.values());
  if (around === undefined) return new Map();
  return new Map([...boxes].map(([id, box]) => [id, alignedTo(around, box, alignment)]));
};

const alignedTo = (around: Box, box: Box, alignment: Alignment): Point => {
  switch (alignment) {
    case 'left':
      return { x: around.x, y: box.y };
    case 'centre':
      return { x: around.x + (around.width - box.width) / 2, y: box.y };
    case 'right':
      return { x: around.x + around.width - box.width, y: box.y };
    case 'top':
      return { x: box.x, y: around.y };
    case 'middle':
      return { x: box.x, y: around.y + (around.height - box.height) / 2 };
    case 'bottom':
      return { x: box.x, y: around.y + around.height - box.height };
  }
};

/**
 * New places for boxes so that the gaps between them are the same; the first and the last stay. Where they do not
 * fit, they overlap evenly. Fewer than three have no gaps to even out.
 */
export const distributed = (
  boxes: ReadonlyMap<string, Box>,
  direction: Direction,
): ReadonlyMap<string, Point> => {
  const around = boxAround(boxes.values());
  if (around === undefined || boxes.size < 3) return new Map();
  const isAcross = direction === 'horizontally';
  const sorted = [...boxes].sort(([, a], [, b]) => (isAcross ? a.x - b.x : a.y - b.y));
  const used = sorted.reduce((sum, [, box]) => sum + (isAcross ? box.width : box.height), 0);
  const gap = ((isAcross ? around.width : around.height) - used) / (sorted.length - 1);
  let next = isAcross ? around.x : around.y;
  return new Map(
    sorted.map(([id, box]) => {
      const place = isAcross ? { x: next, y: box.y } : { x: box.x, y: next };
      next += (isAcross ? box.width : box.height) + gap;
      return [id, place];
    }),
  );
};
