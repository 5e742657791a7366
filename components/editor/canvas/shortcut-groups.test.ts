import { expect, test } from 'vitest';
import { shortcutOf } from './shortcut-groups.ts';

test('a key of a row comes with the keys that are held for it', () => {
  expect(shortcutOf('Undo, redo')).toBe('Mod Z');
  expect(shortcutOf('Undo, redo', 1)).toBe('Mod Y');
  expect(shortcutOf('Zoom in, out, to 100 %', 2)).toBe('0');
  expect(shortcutOf('Find and replace')).toBe('Mod ⇧ F');
});
