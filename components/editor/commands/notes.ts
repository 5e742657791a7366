import type { CanvasNote, NoteColor } from '#lib/graph/schema.ts';
import { canvasIdOf, selectedCanvasIds } from '../document/canvas-id.ts';
import { freeNoteId } from '../document/clipboard.ts';
import { changeNote } from '../document/edits.ts';
import {
  type Box,
  boxAround,
  boxesOf,
  clearOf,
  FRAME_MARGIN,
  FRAME_SIZE,
  isFrame,
  leastSize,
  NOTE_SIZE,
  noteBox,
  noteSize,
} from '../document/note-boxes.ts';
import { GRID, type Point } from '../document/placement.ts';
import type { CommandContext } from './command-context.ts';

const MAX_TEXT = 20_000; // characters that the schema takes

/** Commands for the notes and frames on the canvas. */
export const noteCommands = ({ store, sizes, document, edit, grow }: CommandContext) => {
  const add = (note: Omit<CanvasNote, 'id'>): string | undefined => {
    const id = freeNoteId(new Set(document().notes.map((one) => one.id)));
    const isAdded = grow((before) => ({ ...before, notes: [...before.notes, { id, ...note }] }), {
      select: { notes: [id] },
    });
    return isAdded ? id : undefined;
  };
  const placed = (box: Box) => {
    const { x, y, width, height } = rounded(box);
    return { position: { x, y }, width, height };
  };

  return {
    /** Adds an empty note with its upper left corner at a place, or below what lies there; gives its id. */
    addNote: (at: Point): string | undefined => {
      const frames = new Set(document().notes.filter(isFrame).map(canvasIdOf));
      const others = [...boxesOf(document(), sizes)].filter(([id]) => !frames.has(id)).map(([, box]) => box);
      return add({ text: '', ...placed(clearOf(others, { ...at, ...NOTE_SIZE })) });
    },

    /** Adds a frame around what is selected, or an empty one at a place; gives its id. */
    addFrame: (at: Point): string | undefined => {
      const ids = new Set(selectedCanvasIds(store.getState().selection));
      const chosen = [...boxesOf(document(), sizes)].filter(([id]) => ids.has(id)).map(([, box]) => box);
      const around = boxAround(chosen);
      const box =
        around === undefined
          ? { ...at, ...FRAME_SIZE }
          : {
              x: around.x - FRAME_MARGIN.side,
              y: around.y - FRAME_MARGIN.top,
              width: around.width + 2 * FRAME_MARGIN.side,
              height: around.height + FRAME_MARGIN.top + FRAME_MARGIN.side,
            };
      return add({ kind: 'frame', text: '', ...placed(box) });
    },

    /** Writes a note, or a frame's title. */
    setNoteText: (id: string, text: string): void =>
      edit(
        (before) =>
          changeNote(before, id, (note) =>
            note.text === text ? note : { ...note, text: text.slice(0, MAX_TEXT) },
          ),
        { key: `note:${id}` },
      ),

    /** Gives notes and frames a colour; `undefined` the one of paper. */
    setNoteColor: (ids: readonly string[], color: NoteColor | undefined): void =>
      edit((before) =>
        ids.reduce(
          (result, id) =>
            changeNote(result, id, ({ color: old, ...note }) =>
              old === color
                ? { ...note, ...(old === undefined ? {} : { color: old }) }
                : { ...note, ...(color === undefined ? {} : { color }) },
            ),
          before,
        ),
      ),

    /** Makes the selected notes and frames larger or smaller by whole grid steps, at their lower right corner. */
    growNotes: (steps: Point): void => {
      const ids = new Set(store.getState().selection.notes);
      edit(
        (before) =>
          before.notes
            .filter(({ id }) => ids.has(id))
            .reduce((result, note) => changeNote(result, note.id, () => grown(note, steps)), before),
        { key: 'grow' },
      );
    },

    /** Gives a note or frame another place and size. */
    resizeNote: (id: string, box: Box): void =>
      edit((before) => changeNote(before, id, (note) => ({ ...note, ...placed(box) }))),
  };
};

const grown = (note: CanvasNote, steps: Point): CanvasNote => {
  const { width, height } = noteBox(note);
  const least = leastSize(note);
  return {
    ...note,
    width: noteSize(Math.max(width + steps.x * GRID, Math.min(width, least.width))),
    height: noteSize(Math.max(height + steps.y * GRID, Math.min(height, least.height))),
  };
};

const rounded = ({ x, y, width, height }: Box): Box => ({
  x: Math.round(x),
  y: Math.round(y),
  width: noteSize(width),
  height: noteSize(height),
});
