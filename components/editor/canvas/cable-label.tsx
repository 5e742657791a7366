import { useEditor } from '../editor-context.tsx';
import { useFindMark } from '../find/use-finding.ts';
import { InlineField } from './inline-field.tsx';
import { useCanvasActions } from './use-canvas-actions.ts';

/** What is written on a cable; a field while it is written. */
export function CableLabel({
  edgeId,
  label,
  branch,
  isWriting,
  room,
  x,
  y,
}: {
  edgeId: string;
  label: string;
  /** The name of the output that the cable starts at. */
  branch: string | undefined;
  isWriting: boolean;
  /** How wide it may be, in pixels. */
  room: number;
  x: number;
  y: number;
}) {
  const { ui, store, commands } = useEditor();
  const findMark = useFindMark(edgeId);
  const view = useCanvasActions();
  return (
    <div
      className="nodrag nopan pointer-events-auto absolute"
      data-cable={edgeId}
      style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
    >
      {isWriting ? (
        <InlineField
          label="Label of the connection"
          value={label}
          placeholder={branch ?? 'Label'}
          maxLength={120}
          className="cable-label-field"
          onEnd={(text, { byKey }) => {
            ui.setState({ labellingId: undefined });
            if (text !== undefined) commands.setLabel(edgeId, text);
            if (byKey) view.focusEdge(edgeId);
          }}
        />
      ) : (
        <button
          type="button"
          tabIndex={-1}
          className="cable-label"
          ref={findMark}
          style={{ maxWidth: room }}
          title={`${label} (double-click to change)`}
          onClick={() => store.getState().select({ edges: [edgeId] })}
          onDoubleClick={() => ui.setState({ labellingId: edgeId })}
        >
          {label}
        </button>
      )}
    </div>
  );
}
