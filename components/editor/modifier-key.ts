import { useSyncExternalStore } from 'react';

const isApple = (): boolean =>
  typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

/** What the key for shortcuts is called on this machine: ⌘ or Ctrl. Only in event handlers and open menus. */
export const modifierKey = (): string => (isApple() ? '⌘' : 'Ctrl');

/** The same for what the server draws too. */
export const useModifierKey = (): string => useSyncExternalStore(never, modifierKey, () => 'Ctrl');

const never = () => () => undefined;

/**
 * Whether the key for shortcuts of this machine is held, and not the other one: on a Mac, Ctrl+K, Ctrl+F and Ctrl+H
 * are keys of every text field.
 */
export const hasModifierKey = (event: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey'>): boolean =>
  !event.altKey && (isApple() ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey);
