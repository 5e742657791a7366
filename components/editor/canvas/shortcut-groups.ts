/** What the keys of the editor do, for the sheet; `use-canvas-keys.ts` does it. `Mod` is ⌘ or Ctrl. */
export const shortcutGroups: readonly {
  readonly label: string;
  readonly rows: readonly (readonly [text: string, keys: string])[];
}[] = [
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
      ['Open a node, write a note', 'Enter'],
      ['Rename', 'F2'],
      ['Disable or enable', 'D'],
      ['Label a connection', 'L'],
      ['Delete and close the gap', 'Del'],
      ['Delete, leave a gap', '⇧ Del'],
      ['Undo, redo', 'Mod Z Y'],
    ],
  },
  {
    label: 'Arrange',
    rows: [
      ['Select all', 'Mod A'],
      ['Add to the selection', '⇧ Click'],
      ['Select with a box', '⇧ Drag'],
      ['Move the selection', '⇧ ← ↑ ↓ →'],
      ['Move a frame without what is in it', 'Alt Drag'],
      ['Tidy up: the selection, or all', 'T'],
      ['Snap to the grid, minimap', 'S M'],
      ['Drag to select, to move the view', 'V H'],
    ],
  },
  {
    label: 'Everywhere',
    rows: [
      ['Run the flow with the test event', 'Mod Enter'],
      ['Menu of what is selected', '⇧ F10'],
      ['Close what is open, select nothing', 'Esc'],
      ['This sheet', '?'],
    ],
  },
];
