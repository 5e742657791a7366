import type { NodeSpecs } from '#lib/graph/graph-index.ts';
import { addingCommands } from './commands/adding.ts';
import { arrangingCommands } from './commands/arranging.ts';
import { type CommandContext, createCommandContext } from './commands/command-context.ts';
import { copyingCommands } from './commands/copying.ts';
import { nodeSettingsCommands } from './commands/node-settings.ts';
import { noteCommands } from './commands/notes.ts';
import { replacingCommands } from './commands/replacing.ts';
import { wiringCommands } from './commands/wiring.ts';
import { removeClosingGaps } from './document/close-gap.ts';
import { removeElements } from './document/edits.ts';
import type { ElementIds } from './document/element-ids.ts';
import type { Sizes } from './document/note-boxes.ts';
import type { EditorStore } from './store.ts';

/** What a person can do to the document, each one undoable step. */
export type EditorCommands = ReturnType<typeof createCommands>;

/**
 * The commands of one editor. They never leave a document that its schema does not take; what is not done for that
 * reason is told to `report`. `sizes` are those of the cards, as far as they were measured.
 */
export const createCommands = (
  store: EditorStore,
  specs: NodeSpecs,
  { sizes = new Map(), report = () => undefined }: Surroundings = {},
) => {
  const context = createCommandContext(store, specs, sizes, report);
  return {
    ...addingCommands(context),
    ...wiringCommands(context),
    ...arrangingCommands(context),
    ...copyingCommands(context),
    ...nodeSettingsCommands(context),
    ...noteCommands(context),
    ...replacingCommands(context),
    ...removingCommands(context),
  };
};

interface Surroundings {
  readonly sizes?: Sizes;
  readonly report?: (problem: string) => void;
}

const removingCommands = ({ store, specs, edit }: CommandContext) => ({
  /** Removes what is selected. Edges close the gaps of removed nodes where that is clear, unless told not to. */
  removeSelection: ({ closesGaps = true }: { closesGaps?: boolean } = {}): void => {
    const { selection } = store.getState();
    edit(
      (document) => {
        const rest = removeElements(document, { ...selection, nodes: [] });
        return closesGaps
          ? removeClosingGaps(rest, specs, selection.nodes)
          : removeElements(rest, { ...NOTHING, nodes: selection.nodes });
      },
      { select: {} },
    );
  },

  remove: (ids: Partial<ElementIds>): void =>
    edit((document) => removeElements(document, { ...NOTHING, ...ids })),
});

const NOTHING: ElementIds = { nodes: [], edges: [], notes: [] };
