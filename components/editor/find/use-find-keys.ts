import { useEffect } from 'react';
import { hasModifierKey, modifierKey } from '../modifier-key.ts';
import { useFinding } from './use-finding.ts';

const LONGEST_SELECTION = 200; // characters; more is not what someone wants to look for

/**
 * Ctrl or ⌘+F finds, with Shift it replaces, Ctrl+H too where that is no key of the system; in fields as well, but
 * not in a dialog of something else. While the panel is open, F3 and Shift+F3 go on from anywhere.
 */
export const useFindKeys = (): void => {
  const finding = useFinding();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : document.body;
      const dialog = target.closest('[role="dialog"], [role="alertdialog"]');
      if (dialog !== null && !dialog.matches('[data-find-panel]')) return;
      const wanted = wantedOf(event);
      if (wanted === 'find' || wanted === 'replace') {
        const text = dialog === null ? selectedText(target) : undefined;
        finding.open({
          ...(wanted === 'replace' ? { hasReplace: true } : {}),
          ...(text === undefined ? {} : { text }),
        });
        focusSearch();
      } else if (wanted !== undefined && finding.store.getState().isOpen) {
        finding.step(wanted === 'next' ? 1 : -1);
      } else return;
      event.preventDefault();
      event.stopPropagation(); // a code field has keys of its own
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [finding]);
};

const wantedOf = (event: KeyboardEvent): 'find' | 'replace' | 'next' | 'previous' | undefined => {
  if (event.key === 'F3') return event.shiftKey ? 'previous' : 'next';
  if (!hasModifierKey(event)) return undefined;
  const key = event.key.toLowerCase();
  if (key === 'f') return event.shiftKey ? 'replace' : 'find';
  return key === 'h' && !event.shiftKey && modifierKey() === 'Ctrl' ? 'replace' : undefined;
};

/** What is selected in the field that has the focus, where it is something to look for. */
const selectedText = (target: Element): string | undefined => {
  const text =
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
      ? target.value.slice(target.selectionStart ?? 0, target.selectionEnd ?? 0)
      : (target.closest('.cm-content') && getSelection()?.toString()) || '';
  return text.trim() === '' || text.includes('\n') || text.length > LONGEST_SELECTION ? undefined : text;
};

/** The field for what is looked for, as soon as it is drawn; its text is selected. */
export const focusSearch = (): void => {
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLInputElement>('[data-find-panel] input[type="search"]');
    field?.focus();
    field?.select();
  });
};
