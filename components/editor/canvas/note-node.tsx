import { type NodeProps, NodeResizer } from '@xyflow/react';
import { type KeyboardEvent, memo, useRef } from 'react';
import type { CanvasNote } from '#lib/graph/schema.ts';
import { canvasIdOf } from '../document/canvas-id.ts';
import { leastSize } from '../document/note-boxes.ts';
import { useEditor } from '../editor-context.tsx';
import { useFindMark } from '../find/use-finding.ts';
import type { NoteFlowNode } from '../graph-mapping.ts';
import { Markdown } from '../panel/markdown.tsx';
import { useCanvasUi } from './canvas-ui.ts';
import { useCanvasActions } from './use-canvas-actions.ts';
import { useResizedNote } from './use-resized-note.ts';

/** A note on the canvas: Markdown, written in place. */
export const NoteNode = memo(function NoteNode({ data, selected }: NodeProps<NoteFlowNode>) {
  const { ui } = useEditor();
  const { note } = data;
  const isWriting = useCanvasUi((state) => state.writingNoteId === note.id);
  const findMark = useFindMark(canvasIdOf(note));
  const onResizeEnd = useResizedNote(note.id);
  const least = leastSize(note);
  return (
    <>
      <NodeResizer
        isVisible={selected}
        minWidth={least.width}
        minHeight={least.height}
        onResizeEnd={onResizeEnd}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter on the note does the same by keyboard */}
      <div
        className="canvas-note"
        data-note-color={note.color}
        ref={findMark}
        data-selected={selected || undefined}
        onDoubleClick={() => ui.setState({ writingNoteId: note.id })}
      >
        {isWriting ? <NoteField note={note} /> : <NoteText text={note.text} />}
      </div>
    </>
  );
});

const NoteText = memo(function NoteText({ text }: { text: string }) {
  if (text.trim() === '') {
    return <p className="text-faint-foreground text-sm">An empty note. Double-click to write.</p>;
  }
  return <Markdown text={text} />;
});

function NoteField({ note }: { note: CanvasNote }) {
  const { commands, ui } = useEditor();
  const view = useCanvasActions();
  const isDone = useRef(false);
  const end = (text: string | undefined, takesFocus: boolean) => {
    if (isDone.current) return;
    isDone.current = true;
    ui.setState({ writingNoteId: undefined });
    if (text !== undefined) commands.setNoteText(note.id, text);
    if (takesFocus) view.focus(canvasIdOf(note));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    event.stopPropagation();
    const isEnd = event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey));
    if (isEnd) end(event.currentTarget.value, true);
  };
  return (
    <textarea
      // biome-ignore lint/a11y/noAutofocus: the person asked to write here
      autoFocus
      aria-label="Text of the note"
      data-own-run-key=""
      className="nodrag nopan nowheel h-full w-full resize-none bg-transparent text-sm leading-relaxed outline-none"
      defaultValue={note.text}
      maxLength={20_000}
      placeholder={'# Title\nWhat the next person should know. **Markdown** works.'}
      onBlur={(event) => end(event.currentTarget.value, false)}
      onKeyDown={onKeyDown}
    />
  );
}
