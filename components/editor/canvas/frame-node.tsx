import { type NodeProps, NodeResizer } from '@xyflow/react';
import { memo } from 'react';
import type { CanvasNote } from '#lib/graph/schema.ts';
import { canvasIdOf } from '../document/canvas-id.ts';
import { leastSize } from '../document/note-boxes.ts';
import { useEditor } from '../editor-context.tsx';
import { useFindMark } from '../find/use-finding.ts';
import type { FrameFlowNode } from '../graph-mapping.ts';
import { useCanvasUi } from './canvas-ui.ts';
import { InlineField } from './inline-field.tsx';
import { useCanvasActions } from './use-canvas-actions.ts';
import { useResizedNote } from './use-resized-note.ts';

/** A frame around nodes that belong together. It is moved by its title, and takes along what stands in it. */
export const FrameNode = memo(function FrameNode({ data, selected }: NodeProps<FrameFlowNode>) {
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
      <div
        className="canvas-frame"
        data-note-color={note.color}
        ref={findMark}
        data-selected={selected || undefined}
      >
        {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter on the frame does the same by keyboard */}
        <div className="frame-title" onDoubleClick={() => ui.setState({ writingNoteId: note.id })}>
          {isWriting ? <TitleField note={note} /> : <span>{note.text.trim() || 'Frame'}</span>}
        </div>
      </div>
    </>
  );
});

function TitleField({ note }: { note: CanvasNote }) {
  const { commands, ui } = useEditor();
  const view = useCanvasActions();
  return (
    <InlineField
      label="Title of the frame"
      value={note.text}
      placeholder="Title"
      maxLength={200}
      className="w-48 bg-transparent"
      onEnd={(text, { byKey }) => {
        ui.setState({ writingNoteId: undefined });
        if (text !== undefined) commands.setNoteText(note.id, text.trim());
        if (byKey) view.focus(canvasIdOf(note));
      }}
    />
  );
}
