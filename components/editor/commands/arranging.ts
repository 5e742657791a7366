import { type Alignment, aligned, type Direction, distributed } from '../document/align.ts';
import { canvasIdOf, noteIdOf, selectedCanvasIds } from '../document/canvas-id.ts';
import { changeNote, moveElements } from '../document/edits.ts';
import { type Box, boxesOf, insideFrame, isFrame, noteSize } from '../document/note-boxes.ts';
import { GRID, type Point } from '../document/placement.ts';
import type { CommandContext } from './command-context.ts';

/** Commands that move what is there. */
export const arrangingCommands = ({ store, sizes, document, edit }: CommandContext) => {
  const selectedBoxes = (): ReadonlyMap<string, Box> => {
    const ids = new Set(selectedCanvasIds(store.getState().selection));
    return new Map([...boxesOf(document(), sizes)].filter(([id]) => ids.has(id)));
  };
  /** What is selected, and what stands in the frames among it. */
  const carriedBoxes = (): ReadonlyMap<string, Box> => {
    const boxes = boxesOf(document(), sizes);
    const selected = selectedCanvasIds(store.getState().selection);
    const frames = document().notes.filter((note) => isFrame(note) && selected.includes(canvasIdOf(note)));
    const ids = new Set([...selected, ...frames.flatMap((frame) => insideFrame(document(), frame, boxes))]);
    return new Map([...boxes].filter(([id]) => ids.has(id)));
  };
  return {
    /** Moves nodes and notes, by their canvas ids. Calls with the same `gesture` are one undo step. */
    move: (positions: ReadonlyMap<string, Point>, gesture: string): void => {
      edit((before) => moveElements(before, positions), {
        key: `move:${gesture}`,
        pauseMs: Number.POSITIVE_INFINITY,
      });
    },

    /** Moves the selection by whole grid steps. Frames take along what stands in them, unless told not to. */
    nudge: (steps: Point, { takesAlong = true }: { takesAlong?: boolean } = {}): void => {
      const moved = [...(takesAlong ? carriedBoxes() : selectedBoxes())].map(
        ([id, box]) => [id, { x: box.x + steps.x * GRID, y: box.y + steps.y * GRID }] as const,
      );
      edit((before) => moveElements(before, new Map(moved)), { key: 'nudge' });
    },

    /** Brings edges or middles of what is selected in line. */
    align: (alignment: Alignment): void => {
      const places = aligned(selectedBoxes(), alignment);
      edit((before) => moveElements(before, places));
    },

    /** Makes the gaps between what is selected the same. */
    distribute: (direction: Direction): void => {
      const places = distributed(selectedBoxes(), direction);
      edit((before) => moveElements(before, places));
    },

    /** Takes over a layout: new places by canvas id, and new boxes of frames. */
    takeLayout: (places: ReadonlyMap<string, Point>, frames: ReadonlyMap<string, Box>): void =>
      edit((before) =>
        [...frames].reduce(
          (result, [id, { width, height }]) => {
            const noteId = noteIdOf(id);
            return noteId === undefined
              ? result
              : changeNote(result, noteId, (note) => ({
                  ...note,
                  width: noteSize(width),
                  height: noteSize(height),
                }));
          },
          moveElements(before, places),
        ),
      ),

    selectAll: (): void => {
      const { nodes, notes } = document();
      store.getState().select({ nodes: nodes.map(({ id }) => id), notes: notes.map(({ id }) => id) });
    },
  };
};
