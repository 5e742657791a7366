import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import { type NodeSpecs, sourceHandleOf } from '#lib/graph/graph-index.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/schema.ts';
import { canvasIdOf } from './canvas-id.ts';
import { labelWidth } from './edge-label.ts';
import { hasInput, outputsOf } from './handles.ts';
import { type Box, boxesOf, FRAME_MARGIN, insideFrame, isFrame, type Sizes } from './note-boxes.ts';
import { JACK_TOP, type Point } from './placement.ts';
import { readingOrder } from './reading-order.ts';

const GAP = 88; // pixels between two cards in a row
const ROW = { height: 24, bottom: 4 } as const; // an output's row, and what lies below the last

const CANVAS_OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.spacing.nodeNode': '40',
  'elk.spacing.componentComponent': '80',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.nodePlacement.favorStraightEdges': 'true',
};
const FRAME_OPTIONS = {
  'elk.padding': `[top=${FRAME_MARGIN.top},left=${FRAME_MARGIN.side},bottom=${FRAME_MARGIN.side},right=${FRAME_MARGIN.side}]`,
};

/**
 * These nodes, and the frames around them, in the terms of the Eclipse Layout Kernel
 * (https://eclipse.dev/elk/reference.html). What is in a frame is laid out in it.
 */
export const layoutGraph = (
  document: GraphDocument,
  specs: NodeSpecs,
  sizes: Sizes,
  nodeIds: ReadonlySet<string>,
): ElkNode => {
  const boxes = boxesOf(document, sizes);
  const frameOf = framesOf(document, boxes);
  const children = new Map<string | undefined, ElkNode[]>([[undefined, []]]);
  const put = (child: ElkNode, frame: string | undefined) => {
    const siblings = children.get(frame);
    if (siblings === undefined) children.set(frame, [child]);
    else siblings.push(child);
  };
  for (const node of readingOrder(document)) {
    if (nodeIds.has(node.id)) put(toElkNode(node, specs, boxes.get(node.id)), frameOf.get(node.id));
  }
  // The innermost first: a frame without any of these nodes in it stays out of it.
  for (const id of innermostFirst(document, boxes)) {
    const inside = children.get(id);
    if (inside !== undefined) put({ id, children: inside, layoutOptions: FRAME_OPTIONS }, frameOf.get(id));
  }
  const edges = edgesBetween(document, specs, nodeIds);
  const ids = new Set(edges.map(({ id }) => id));
  const labels = document.edges.filter(({ id }) => ids.has(id)).map(({ label = '' }) => labelWidth(label));
  return {
    id: 'canvas',
    // What is written on a cable needs room between the cards. (With labels of its own, ELK puts them in place of cards.)
    layoutOptions: {
      ...CANVAS_OPTIONS,
      'elk.layered.spacing.nodeNodeBetweenLayers': `${Math.max(GAP, ...labels)}`,
    },
    children: children.get(undefined) ?? [],
    edges,
  };
};

const toElkNode = (node: GraphNode, specs: NodeSpecs, box: Box | undefined): ElkNode => {
  const { width = 0, height = 0 } = box ?? {};
  const outputs = outputsOf(node, specs[node.type]);
  const hasRows = outputs.length > 1 || outputs[0]?.label !== undefined;
  const rowTop = (at: number) => height - ROW.bottom - (outputs.length - at - 0.5) * ROW.height;
  return {
    id: node.id,
    width,
    height,
    layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
    ports: [
      ...(hasInput(specs[node.type]) ? [portOf(node.id, 'WEST', 'in', { x: 0, y: JACK_TOP })] : []),
      ...outputs.map(({ id }, at) =>
        portOf(node.id, 'EAST', id, { x: width, y: hasRows ? rowTop(at) : JACK_TOP }),
      ),
    ],
  };
};

const portOf = (nodeId: string, side: 'WEST' | 'EAST', handle: string, at: Point) => ({
  id: portId(nodeId, side, handle),
  ...at,
  layoutOptions: { 'elk.port.side': side },
});

const portId = (nodeId: string, side: string, handle: string): string => `${nodeId}:${side}:${handle}`;

const edgesBetween = (
  document: GraphDocument,
  specs: NodeSpecs,
  nodeIds: ReadonlySet<string>,
): ElkExtendedEdge[] => {
  const nodes = new Map(document.nodes.map((node) => [node.id, node]));
  return document.edges.flatMap((edge) => {
    const source = nodes.get(edge.source);
    const target = nodes.get(edge.target);
    if (!nodeIds.has(edge.source) || !nodeIds.has(edge.target)) return [];
    if (source === undefined || target === undefined || !hasInput(specs[target.type])) return [];
    const handle = sourceHandleOf(edge);
    if (!outputsOf(source, specs[source.type]).some(({ id }) => id === handle)) return []; // it starts nowhere
    return [
      {
        id: edge.id,
        sources: [portId(edge.source, 'EAST', handle)],
        targets: [portId(edge.target, 'WEST', 'in')],
      },
    ];
  });
};

const innermostFirst = (document: GraphDocument, boxes: ReadonlyMap<string, Box>): readonly string[] =>
  framesWithContents(document, boxes)
    .map(({ id }) => id)
    .reverse();

/** The smallest frame around each node, note and frame, by canvas id. */
const framesOf = (document: GraphDocument, boxes: ReadonlyMap<string, Box>): ReadonlyMap<string, string> => {
  const frames = framesWithContents(document, boxes);
  const place = new Map(frames.map(({ id }, at) => [id, at]));
  return new Map(
    frames.flatMap(({ id, inside }, at) =>
      inside
        .filter((member) => (place.get(member) ?? Number.POSITIVE_INFINITY) > at) // of two equal ones, one is outside
        .map((member) => [member, id] as const),
    ),
  );
};

/** The largest first, so that a frame comes before those in it. */
const framesWithContents = (document: GraphDocument, boxes: ReadonlyMap<string, Box>) =>
  document.notes
    .filter(isFrame)
    .map((frame) => ({ id: canvasIdOf(frame), inside: insideFrame(document, frame, boxes) }))
    .sort((a, b) => areaOf(boxes.get(b.id)) - areaOf(boxes.get(a.id)));

const areaOf = (box: Box | undefined): number => (box === undefined ? 0 : box.width * box.height);
