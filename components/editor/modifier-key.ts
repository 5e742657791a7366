/** What the key for shortcuts is called on this machine: ⌘ or Ctrl. Only in event handlers and open menus. */
export const modifierKey = (): string =>
  typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';
