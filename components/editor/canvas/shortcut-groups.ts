interface ShortcutGroup {
  readonly label: string;
  readonly rows: readonly (readonly [text: string, keys: string])[];
}

/** What the keys of the editor do, for the sheet; `use-canvas-keys.ts` does it. `Mod` is ⌘ or Ctrl. */
export const shortcutGroups = [
  {
    label: 'Move around',
    rows: [
      ['Along the connections', '← →'],
      ['To the nearest node', '↑ ↓'],
      ['Next in the flow', 'Tab'],
      ['Fit everything in', '1'],
      ['Zoom to the selection', '2'],
      ['Zoom in, out, to 100 %', '+ − 0'],
      ['Search the nodes', '/'],
      ['Find in names, fields, code and notes', 'Mod F'],
      ['Find and replace', 'Mod ⇧ F'],
      ['Next hit, the one before', 'F3 ⇧ F3'],
      ['In a review: next change, the one before', '] ['],
    ],
  },
  {
    label: 'Add',
    rows: [
      ['A node: after the selected one, into the selected connection', 'A'],
      ['A note', 'N'],
      ['A frame around the selection', 'Mod G'],
      ['Duplicate', 'Mod D'],
      ['Copy, cut, paste', 'Mod C X V'],
    ],
  },
  {
    label: 'Change',
    rows: [
      ['Open a node, then go into its panel; write a note', 'Enter'],
      ['Rename', 'F2'],
      ['Disable or enable', 'D'],
      ['Label a connection', 'L'],
      ['Leave a code field', 'Esc Tab'],
      ['Delete and close the gap', 'Del'],
      ['Delete, leave a gap', '⇧ Del'],
      ['Undo, redo', 'Mod Z Y'],
    ],
  },
  {
    label: 'Arrange',
    rows: [
      ['Select all', 'Mod A'],
      ['Select what has the focus', 'Space'],
      ['Add to the selection', '⇧ Click Space'],
      ['Select with a box', '⇧ Drag'],
      ['Move the selection', '⇧ ← ↑ ↓ →'],
      ['Move a frame without what is in it', 'Alt Drag'],
      ['The same by keys', '⇧ Alt ← ↑ ↓ →'],
      ['Make a note or frame smaller, larger', 'Mod ⇧ ← ↑ ↓ →'],
      ['Tidy up: the selection, or all', 'T'],
      ['Snap to the grid, minimap', 'S M'],
      ['Drag to select, to move the view', 'V H'],
    ],
  },
  {
    label: 'In a field',
    rows: [
      ['Complete', 'Ctrl Space'],
      ['Format code and JSON', '⇧ Alt F'],
      ['Large view', '⇧ Alt L'],
      ['Edit a reference as text', 'F2'],
      ['From code: run to here', 'Mod Enter'],
    ],
  },
  {
    label: 'Everywhere',
    rows: [
      ['Search everything and every command', 'Mod K'],
      ['Run the flow with the test event', 'Mod Enter'],
      ['Menu of what is selected', '⇧ F10'],
      ['Close what is open, select nothing', 'Esc'],
      ['This sheet', '?'],
    ],
  },
] as const satisfies readonly ShortcutGroup[];

/** What a row of the sheet says. */
export type ShortcutText = (typeof shortcutGroups)[number]['rows'][number][0];

const MODIFIERS: ReadonlySet<string> = new Set(['Mod', '⇧', 'Alt']);

/** One of the keys of a row, with the keys that are held for all of them: the second of `Mod Z Y` is `Mod Y`. */
export const shortcutOf = (text: ShortcutText, at = 0): string => {
  const groups: readonly ShortcutGroup[] = shortcutGroups;
  const rows = groups.flatMap((group) => group.rows);
  const keys = rows.find(([own]) => own === text)?.[1].split(' ') ?? [];
  const pressed = keys.filter((key) => !MODIFIERS.has(key));
  return [...keys.filter((key) => MODIFIERS.has(key)), pressed[at] ?? ''].join(' ');
};
