import { renameNodes } from '#lib/graph/rename.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { slugFor } from '#lib/graph/slug.ts';
import { extract, insert, withFrameContents } from '../document/clipboard.ts';
import { boxAround, boxesOf, middleOf } from '../document/note-boxes.ts';
import { GRID, type Point } from '../document/placement.ts';
import type { CommandContext } from './command-context.ts';

/** Commands that copy and paste parts of the document. */
export const copyingCommands = ({ store, specs, sizes, document, grow }: CommandContext) => {
  const selected = (): GraphDocument =>
    extract(document(), withFrameContents(document(), store.getState().selection, sizes));

  const pasteAt = (part: GraphDocument, offset: Point): void => {
    if (part.nodes.length + part.notes.length === 0) return;
    const pasted = insert(document(), part, offset, {
      rename: (graph, ids) => renameNodes(graph, ids, specs),
      freeId: slugFor,
    });
    grow(() => pasted.document, { select: { nodes: pasted.nodeIds, notes: pasted.noteIds } });
  };

  return {
    /** What is selected, with the edges in it, as a document; `undefined` where nothing is selected. */
    copySelection: (): GraphDocument | undefined => {
      const part = selected();
      return part.nodes.length + part.notes.length === 0 ? undefined : part;
    },

    /** Adds copies of what is in `part` with their middle at `center`. */
    paste: (part: GraphDocument, center: Point): void => {
      const around = boxAround(boxesOf(part, new Map()).values());
      if (around === undefined) return;
      const middle = middleOf(around);
      pasteAt(part, { x: center.x - middle.x, y: center.y - middle.y });
    },

    duplicateSelection: (): void => pasteAt(selected(), { x: 3 * GRID, y: 3 * GRID }),
  };
};
