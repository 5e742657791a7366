import './live.css';
import { useInternalNode, ViewportPortal } from '@xyflow/react';
import { peerColor } from './peer-color.ts';
import { useLive } from './use-live.ts';

/** What the others have selected: a frame in their colour with their name around each node. */
export function PeerOutlines() {
  const others = useLive((state) => state.others);
  const userId = useLive((state) => state.self?.userId);
  return (
    <ViewportPortal>
      {others.flatMap((editor) =>
        editor.nodes.map((nodeId) => (
          <PeerOutline
            key={`${editor.tab} ${nodeId}`}
            nodeId={nodeId}
            name={editor.userId === userId ? 'You, in another tab' : editor.name}
            color={peerColor(editor)}
          />
        )),
      )}
    </ViewportPortal>
  );
}

function PeerOutline({ nodeId, name, color }: { nodeId: string; name: string; color: string | undefined }) {
  const node = useInternalNode(nodeId);
  if (node === undefined) return null; // it is not saved yet, or gone here
  const { x, y } = node.internals.positionAbsolute;
  const { width, height } = node.measured;
  return (
    <div
      className="peer-outline"
      data-peer={name}
      data-peer-color={color}
      style={{ transform: `translate(${x}px, ${y}px)`, width, height }}
    >
      <span className="peer-name">{name}</span>
    </div>
  );
}
