import { useConnection, useStoreApi } from '@xyflow/react';
import { CircleAlert, PlugZap } from 'lucide-react';
import { useEditor } from '../editor-context.tsx';
import { useCanvasUi } from './canvas-ui.ts';
import { nodeAt } from './edge-at.ts';

/** While a wire is drawn: says beside the pointer what letting it go would do, or why it cannot be plugged in. */
export function ConnectionHint() {
  const blocked = useCanvasUi((ui) => ui.blocked);
  return blocked === undefined ? null : <Hint blocked={blocked} />;
}

function Hint({ blocked }: { blocked: ReadonlyMap<string, string> }) {
  const connection = useConnection();
  const flowStore = useStoreApi();
  const { store } = useEditor();
  if (!connection.inProgress) return null;
  const { pointer } = connection; // in pixels from the corner of the canvas
  const corner = flowStore.getState().domNode?.getBoundingClientRect();
  const over =
    connection.toNode?.id ?? nodeAt({ x: pointer.x + (corner?.x ?? 0), y: pointer.y + (corner?.y ?? 0) });
  const name = store.getState().document.nodes.find((node) => node.id === over)?.name;
  if (over === undefined || over === connection.fromNode.id || name === undefined) return null;
  const problem = blocked.get(over);
  const Icon = problem === undefined ? PlugZap : CircleAlert;
  return (
    <div
      role="status"
      className="connection-hint floating"
      data-problem={problem === undefined ? undefined : ''}
      style={{ transform: `translate(${pointer.x + 14}px, ${pointer.y + 18}px)` }}
    >
      <Icon aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
      <span>{problem ?? `Connects to “${name}”`}</span>
    </div>
  );
}
