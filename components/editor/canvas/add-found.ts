import {
  CARD_WIDTH,
  COLUMN_GAP,
  freeSpot,
  JACK_TOP,
  type Point,
  snap,
  spotAfter,
} from '../document/placement.ts';
import type { Editor } from '../editor-context.tsx';
import type { SearchPurpose } from './canvas-ui.ts';
import type { useCanvasActions } from './use-canvas-actions.ts';

/** Puts the node that was chosen in the search where the search was for; gives its id. */
export const addFound = (
  { commands, specs, store }: Editor,
  view: ReturnType<typeof useCanvasActions>,
  type: string,
  purpose: SearchPurpose,
): string | undefined => {
  const { document } = store.getState();
  const spotBefore = (target: string): Point => {
    const at = document.nodes.find((node) => node.id === target)?.position ?? { x: 0, y: 0 };
    return freeSpot(document, specs, { x: at.x - CARD_WIDTH - COLUMN_GAP, y: at.y });
  };
  switch (purpose.kind) {
    case 'add':
      return purpose.place === undefined
        ? commands.addNodeNear(type, view.center())
        : commands.addNode({ type, at: snap({ x: purpose.place.x, y: purpose.place.y - JACK_TOP }) });
    case 'from': {
      const { source, sourceHandle, place } = purpose;
      const node = document.nodes.find((one) => one.id === source);
      if (node === undefined) return undefined;
      const at =
        place === undefined ? spotAfter(document, specs, node) : snap({ x: place.x, y: place.y - JACK_TOP });
      return commands.addNode({ type, at, wire: { from: { source, sourceHandle } } });
    }
    case 'to': {
      const { target, place } = purpose;
      const at =
        place === undefined ? spotBefore(target) : snap({ x: place.x - CARD_WIDTH, y: place.y - JACK_TOP });
      return commands.addNode({ type, at, wire: { to: target } });
    }
    case 'into':
      return commands.addNodeInto(type, purpose.edgeId);
    case 'replace':
      return commands.replaceNode(purpose.nodeId, type);
  }
};
