import type { Keys } from './letter-keys.ts';

/**
 * Deletes what is selected and closes the gap, unless told not to. Leaves the focus on what was before it, where there
 * is something: it would be gone with what had it.
 */
export const removeSelection = (
  { store, commands, view }: Pick<Keys, 'store' | 'commands' | 'view'>,
  how: { readonly closesGaps: boolean } = { closesGaps: true },
): void => {
  const { selection, document } = store.getState();
  const into = document.edges.find(
    ({ id, source, target }) =>
      selection.edges.includes(id) || (selection.nodes.includes(target) && !selection.nodes.includes(source)),
  );
  commands.removeSelection(how);
  if (into !== undefined) view.focus(into.source);
};
