import { useEffect } from 'react';
import { readClipboard } from '../document/clipboard.ts';
import { useEditor } from '../editor-context.tsx';
import { useCanvasActions } from './use-canvas-actions.ts';

/** Copy, cut and paste of nodes. What lies in the clipboard is a graph document, as text. */
export const useClipboard = (): void => {
  const { commands } = useEditor();
  const view = useCanvasActions();
  useEffect(() => {
    const copy = (event: ClipboardEvent): boolean => {
      if (isForText(event)) return false;
      const part = commands.copySelection();
      if (part === undefined || event.clipboardData === null) return false;
      event.clipboardData.setData('text/plain', JSON.stringify(part, null, 2));
      event.preventDefault();
      return true;
    };
    const onCopy = (event: ClipboardEvent) => void copy(event);
    const onCut = (event: ClipboardEvent) => {
      if (copy(event)) commands.removeSelection();
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isForText(event)) return;
      const part = readClipboard(event.clipboardData?.getData('text/plain') ?? '');
      if (part === undefined) return;
      event.preventDefault();
      commands.paste(part, view.center());
    };
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCut);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCut);
      document.removeEventListener('paste', onPaste);
    };
  }, [commands, view]);
};

/** True where the person copies text: in a field or a dialog, or with text marked. */
const isForText = (event: ClipboardEvent): boolean => {
  const isInField =
    event.target instanceof Element &&
    event.target.closest('input, textarea, [contenteditable="true"], [role="dialog"]') !== null;
  return isInField || document.getSelection()?.isCollapsed === false;
};
