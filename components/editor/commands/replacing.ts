import type { TextHit } from '#lib/graph/find-text.ts';
import { type Replaced, replaceText } from '#lib/graph/replace-text.ts';
import type { TextMatch } from '#lib/graph/text-query.ts';
import type { CommandContext } from './command-context.ts';

/** Commands that change texts wherever they stand. */
export const replacingCommands = ({ store, specs, document, edit }: CommandContext) => ({
  /** Replaces hits as one step that can be undone. Gives what was changed, and what was not and why. */
  replaceText: (hits: readonly TextHit[], write: (match: TextMatch) => string): Replaced => {
    const replaced = replaceText(document(), specs, hits, write);
    const { selection } = store.getState();
    const nodes = selection.nodes.map((id) => replaced.renamed.get(id) ?? id);
    edit(() => replaced.document, { select: { ...selection, nodes } });
    return replaced;
  },
});
