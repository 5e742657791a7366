/** The type under which a drag from the palette carries a node type. */
export const NODE_DRAG_TYPE = 'application/x-patchbay-node';
