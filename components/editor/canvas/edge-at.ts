import type { Point } from '../document/placement.ts';

/** The id of the edge under a point of the window. An edge takes the mouse 12 pixels to either side. */
export const edgeAt = ({ x, y }: Point): string | undefined => idAt({ x, y }, '.react-flow__edge');

/** The id of the node under a point of the window. */
export const nodeAt = ({ x, y }: Point): string | undefined => idAt({ x, y }, '.react-flow__node-step');

const idAt = ({ x, y }: Point, selector: string): string | undefined => {
  for (const element of document.elementsFromPoint(x, y)) {
    const id = element.closest(selector)?.getAttribute('data-id');
    if (id) return id;
  }
  return undefined;
};

/** Where on the window a mouse or touch event is. */
export const pointOf = (event: MouseEvent | TouchEvent): Point => {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event;
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 };
};
