import type { OnResizeEnd } from '@xyflow/react';
import { createContext, use, useCallback } from 'react';
import { useEditor } from '../editor-context.tsx';

/** Called when a resize has ended and the document has the new size. */
export const ResizeEnded = createContext<() => void>(() => undefined);

/** Takes over the size that a note or frame was drawn to. */
export const useResizedNote = (noteId: string): OnResizeEnd => {
  const { commands } = useEditor();
  const ended = use(ResizeEnded);
  return useCallback(
    (_event, { x, y, width, height }) => {
      commands.resizeNote(noteId, { x, y, width, height });
      ended();
    },
    [commands, noteId, ended],
  );
};
