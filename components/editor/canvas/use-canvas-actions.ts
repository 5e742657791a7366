import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useMemo } from 'react';
import { wantsLessMotion } from '#components/ui/wants-less-motion.ts';
import { CARD_WIDTH, type Point, snap } from '../document/placement.ts';
import type { FlowEdge, FlowNode } from '../graph-mapping.ts';

const DURATION_MS = 250;
const MARGIN = 56; // pixels that a node shown keeps from the edges of the canvas

/** What is done to the view, not to the document. */
export const useCanvasActions = () => {
  const flow = useReactFlow<FlowNode, FlowEdge>();
  const flowStore = useStoreApi();
  return useMemo(() => {
    const toCanvas = (point: Point): Point => flow.screenToFlowPosition(point, { snapToGrid: false });
    const duration = () => (wantsLessMotion() ? 0 : DURATION_MS);
    return {
      toCanvas,
      toScreen: (point: Point): Point => flow.flowToScreenPosition(point),
      zoom: (): number => flow.getZoom(),
      /** Where the upper left corner of a card goes that should be in the middle of what is seen. */
      center: (): Point => {
        const box = flowStore.getState().domNode?.getBoundingClientRect();
        if (box === undefined) return { x: 0, y: 0 };
        const middle = toCanvas({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
        return { x: middle.x - CARD_WIDTH / 2, y: middle.y - 40 };
      },
      /** Where the first node of a flow goes: left of the middle, since flows grow to the right. */
      firstSpot: (): Point => {
        const box = flowStore.getState().domNode?.getBoundingClientRect();
        if (box === undefined) return { x: 0, y: 0 };
        return snap(toCanvas({ x: box.x + Math.min(96, box.width * 0.08), y: box.y + box.height * 0.36 }));
      },
      zoomIn: () => void flow.zoomIn({ duration: duration() }),
      zoomOut: () => void flow.zoomOut({ duration: duration() }),
      zoomTo100: () => void flow.zoomTo(1, { duration: duration() }),
      fit: () => void flow.fitView({ padding: 0.2, maxZoom: 1, duration: duration() }),
      /** Brings these nodes and notes, by their canvas ids, into view. */
      fitTo: (ids: readonly string[]) =>
        void flow.fitView({
          nodes: ids.map((id) => ({ id })),
          padding: 0.25,
          maxZoom: 1.25,
          duration: duration(),
        }),
      /** Where on the window a node is: its right end, beside its name. */
      besideNode: (nodeId: string): Point | undefined => {
        const box = cardOf(flowStore.getState().domNode, nodeId)?.getBoundingClientRect();
        return box === undefined ? undefined : { x: box.right + 8, y: box.top };
      },
      /** Where on the window the middle of an edge is. */
      middleOfEdge: (edgeId: string): Point | undefined => {
        const path = flowStore
          .getState()
          .domNode?.querySelector<SVGPathElement>(
            `.react-flow__edge[data-id="${CSS.escape(edgeId)}"] path.react-flow__edge-path`,
          );
        const middle = path?.getPointAtLength(path.getTotalLength() / 2);
        return middle?.matrixTransform(path?.getScreenCTM() ?? undefined);
      },
      /** The middle of the canvas on the window. */
      middleOfScreen: (): Point => {
        const box = flowStore.getState().domNode?.getBoundingClientRect();
        return box === undefined ? { x: 0, y: 0 } : { x: box.x + box.width / 2, y: box.y + box.height / 3 };
      },
      /** Moves the view just as far as it takes to see all of a node. */
      show: (nodeId: string) => {
        const { domNode } = flowStore.getState();
        const canvas = domNode?.getBoundingClientRect();
        const card = cardOf(domNode, nodeId)?.getBoundingClientRect();
        if (canvas === undefined || card === undefined) return;
        const x = shift(card.left, card.right, canvas.left + MARGIN, canvas.right - MARGIN);
        const y = shift(card.top, card.bottom, canvas.top + MARGIN, canvas.bottom - MARGIN);
        if (x === 0 && y === 0) return;
        const viewport = flow.getViewport();
        void flow.setViewport(
          { ...viewport, x: viewport.x + x, y: viewport.y + y },
          { duration: duration() },
        );
      },
      /** Brings the middle of these nodes and notes, by their canvas ids, to the middle of what `covering` leaves free. */
      centre: (ids: readonly string[], covering?: Element | null) => {
        const box = flowStore.getState().domNode?.getBoundingClientRect();
        if (ids.length === 0 || box === undefined) return;
        const { x, y, width, height } = flow.getNodesBounds([...ids]);
        const zoom = Math.min(1, Math.max(0.6, flow.getZoom())); // to be read, and not nearer than it was drawn
        const middle = freeMiddle(box, covering?.getBoundingClientRect());
        void flow.setViewport(
          { x: middle.x - (x + width / 2) * zoom, y: middle.y - (y + height / 2) * zoom, zoom },
          { duration: duration() },
        );
      },
      /** Brings a node into view and gives it the keyboard focus. */
      reveal: (nodeId: string) => {
        void flow.fitView({ nodes: [{ id: nodeId }], maxZoom: 1, minZoom: 0.5, duration: duration() });
        focusNode(flowStore.getState().domNode, nodeId);
      },
      /** Gives a node the keyboard focus, as soon as it is drawn. */
      focus: (nodeId: string) => focusNode(flowStore.getState().domNode, nodeId),
      /** Gives an edge the keyboard focus. */
      focusEdge: (edgeId: string) => edgeOf(flowStore.getState().domNode, edgeId)?.focus(),
    };
  }, [flow, flowStore]);
};

/** The middle of the canvas beside what covers its upper left, or below it, where a card has no room beside it. */
const freeMiddle = (canvas: DOMRect, covering: DOMRect | undefined): Point => {
  const beside = covering === undefined ? 0 : covering.right - canvas.left;
  if (covering === undefined || canvas.width - beside >= CARD_WIDTH + 2 * 24) {
    return { x: (beside + canvas.width) / 2, y: canvas.height / 2 };
  }
  return { x: canvas.width / 2, y: (covering.bottom - canvas.top + canvas.height) / 2 };
};

const FRAMES_TO_WAIT = 30; // a card is drawn a few frames after its node was added or came into view

const focusNode = (canvas: HTMLElement | null, nodeId: string, frames = FRAMES_TO_WAIT): void => {
  const card = cardOf(canvas, nodeId);
  card?.focus({ preventScroll: true });
  // Until it is measured it is hidden, and takes no focus.
  if (card !== document.activeElement && frames > 0) {
    requestAnimationFrame(() => focusNode(canvas, nodeId, frames - 1));
  }
};

const cardOf = (canvas: HTMLElement | null, nodeId: string): HTMLElement | null | undefined =>
  canvas?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(nodeId)}"]`);

const edgeOf = (canvas: HTMLElement | null, edgeId: string): SVGElement | null | undefined =>
  canvas?.querySelector<SVGElement>(`.react-flow__edge[data-id="${CSS.escape(edgeId)}"]`);

/** How far a span must move to lie between two edges; where it does not fit, its start counts. */
const shift = (start: number, end: number, from: number, to: number): number => {
  if (start < from) return from - start;
  return end > to ? Math.max(to - end, from - start) : 0;
};
