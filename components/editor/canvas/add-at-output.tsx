import { Plus } from 'lucide-react';
import type { MouseEvent } from 'react';
import { useEditor } from '../editor-context.tsx';

/** The plus at an open output: a node is searched that follows there. */
export function AddAtOutput({
  nodeId,
  nodeName,
  handle,
  label,
  isQuiet,
}: {
  nodeId: string;
  nodeName: string;
  handle: string;
  label: string | undefined;
  /** Only there while the card is pointed at: outputs that usually stay open. */
  isQuiet: boolean;
}) {
  const { ui } = useEditor();
  const open = (event: MouseEvent<HTMLButtonElement>) => {
    event.stopPropagation(); // a click on the card opens its settings
    const box = event.currentTarget.getBoundingClientRect();
    ui.setState({
      nodeSearch: {
        at: { x: box.right + 4, y: box.top - 8 },
        purpose: { kind: 'from', source: nodeId, sourceHandle: handle },
      },
    });
  };
  return (
    <button
      type="button"
      className="jack-plus nodrag nopan"
      data-quiet={isQuiet || undefined}
      aria-label={`Add a node after ${nodeName}${label === undefined ? '' : `, ${label}`}`}
      onClick={open}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <Plus aria-hidden="true" />
    </button>
  );
}
