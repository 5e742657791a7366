import { useEffect, useRef } from 'react';
import { readClipboard } from '../document/clipboard.ts';
import { GRID, type Point } from '../document/placement.ts';
import { useEditor } from '../editor-context.tsx';
import { useCanvasActions } from './use-canvas-actions.ts';

/** Copy, cut and paste of nodes and notes. What lies in the clipboard is a graph document, as text. */
export const useClipboard = (): void => {
  const { commands } = useEditor();
  const view = useCanvasActions();
  const pointer = usePointerOnCanvas();
  useEffect(() => {
    let last: { text: string; at: Point } | undefined;
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
      const text = event.clipboardData?.getData('text/plain') ?? '';
      const part = readClipboard(text);
      if (part === undefined) return;
      event.preventDefault();
      const wanted = pointer.current === undefined ? view.center() : view.toCanvas(pointer.current);
      // The same again at the same place would lie on what was pasted before.
      const isAgain =
        last?.text === text && Math.hypot(last.at.x - wanted.x, last.at.y - wanted.y) < 12 * GRID;
      const at = isAgain && last ? { x: last.at.x + 2 * GRID, y: last.at.y + 2 * GRID } : wanted;
      last = { text, at };
      commands.paste(part, at);
    };
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCut);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCut);
      document.removeEventListener('paste', onPaste);
    };
  }, [commands, view, pointer]);
};

/** Where the mouse is on the window, while it is over the canvas. */
const usePointerOnCanvas = () => {
  const pointer = useRef<Point | undefined>(undefined);
  useEffect(() => {
    const onMove = ({ target, clientX, clientY, pointerType }: PointerEvent) => {
      const isOver = target instanceof Element && target.closest('[data-editor-canvas]') !== null;
      pointer.current = isOver && pointerType === 'mouse' ? { x: clientX, y: clientY } : undefined;
    };
    document.addEventListener('pointermove', onMove, { passive: true });
    return () => document.removeEventListener('pointermove', onMove);
  }, []);
  return pointer;
};

/** True where the person copies text: in a field or a dialog, or with text marked. */
const isForText = (event: ClipboardEvent): boolean => {
  const isInField =
    event.target instanceof Element &&
    event.target.closest('input, textarea, [contenteditable="true"], [role="dialog"]') !== null;
  return isInField || document.getSelection()?.isCollapsed === false;
};
