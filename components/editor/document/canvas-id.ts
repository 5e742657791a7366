import type { CanvasNote } from '#lib/graph/schema.ts';
import type { ElementIds } from './element-ids.ts';

const NOTE = 'note:'; // an id of a node never has a colon

/** A note's id on the canvas, where nodes and notes share one space of ids. A node's is its own. */
export const canvasIdOf = (note: Pick<CanvasNote, 'id'>): string => NOTE + note.id;

/** The note that an id on the canvas stands for; `undefined` where it is a node's. */
export const noteIdOf = (canvasId: string): string | undefined =>
  canvasId.startsWith(NOTE) ? canvasId.slice(NOTE.length) : undefined;

/** The canvas ids of what is selected. */
export const selectedCanvasIds = ({ nodes, notes }: Pick<ElementIds, 'nodes' | 'notes'>): string[] => [
  ...nodes,
  ...notes.map((id) => canvasIdOf({ id })),
];
