import { type NodeSpecs, sourceHandleOf } from '#lib/graph/graph-index.ts';
import { ERROR_HANDLE, type GraphDocument, type GraphNode } from '#lib/graph/schema.ts';
import { noteIdOf } from './canvas-id.ts';
import { canReach, connectionProblem } from './connection-rules.ts';
import { createEdge, moveElements } from './edits.ts';
import { hasInput, outputsOf } from './handles.ts';
import { boxesOf, insideFrame, isFrame, noteBox, noteSize } from './note-boxes.ts';
import { CARD_WIDTH, COLUMN_GAP, type Point, snap } from './placement.ts';

/** The output by which a flow goes on behind a node that is put into an edge; `undefined` where it has none. */
export const passingOutput = (
  node: Pick<GraphNode, 'type' | 'config'>,
  specs: NodeSpecs,
): string | undefined => {
  const spec = specs[node.type];
  if (spec === undefined || !hasInput(spec)) return undefined;
  return spec.loop?.done ?? spec.outputs(node.config).find((output) => output.id !== ERROR_HANDLE)?.id;
};

/** The document with a node, which is in it, between the ends of an edge. The same object where it does not fit. */
export const insertIntoEdge = (
  document: GraphDocument,
  specs: NodeSpecs,
  edgeId: string,
  nodeId: string,
): GraphDocument => {
  const at = document.edges.findIndex((edge) => edge.id === edgeId);
  const edge = document.edges[at];
  const node = document.nodes.find((one) => one.id === nodeId);
  const output = node === undefined ? undefined : passingOutput(node, specs);
  if (edge === undefined || output === undefined || edge.source === nodeId || edge.target === nodeId) {
    return document;
  }
  const without = { ...document, edges: document.edges.toSpliced(at, 1) };
  const first = { source: edge.source, sourceHandle: sourceHandleOf(edge), target: nodeId };
  const second = {
    source: nodeId,
    sourceHandle: output,
    target: edge.target,
    targetHandle: edge.targetHandle,
  };
  if (connectionProblem(without, specs, first) !== undefined) return document;
  const into = createEdge(without, first);
  const half = {
    ...without,
    edges: without.edges.toSpliced(at, 0, edge.label === undefined ? into : { ...into, label: edge.label }),
  };
  if (connectionProblem(half, specs, second) !== undefined) return document;
  return { ...half, edges: half.edges.toSpliced(at + 1, 0, createEdge(half, second)) };
};

/** Where a card goes that is put into an edge: behind the edge's source, on the way to its target. */
export const spotInEdge = (document: GraphDocument, specs: NodeSpecs, edgeId: string): Point => {
  const edge = document.edges.find((one) => one.id === edgeId);
  const source = document.nodes.find((node) => node.id === edge?.source);
  const target = document.nodes.find((node) => node.id === edge?.target);
  if (edge === undefined || source === undefined || target === undefined) return { x: 0, y: 0 };
  const room = target.position.x - source.position.x - CARD_WIDTH;
  const isTight = room < CARD_WIDTH + COLUMN_GAP;
  const isBranch = outputsOf(source, specs[source.type]).length > 1;
  return snap({
    x: isTight ? source.position.x + CARD_WIDTH + COLUMN_GAP : (source.position.x + target.position.x) / 2,
    // Of a branch the target stands in the lane that the flow is in from there on.
    y: isBranch ? target.position.y : (source.position.y + target.position.y) / 2,
  });
};

/** Moves what follows a node, itself too, to the right, as far as it takes for a card put before it to have room. */
export const makeRoom = (
  document: GraphDocument,
  inserted: { readonly id: string; readonly position: Point },
  followingId: string,
): GraphDocument => {
  const following = document.nodes.find((node) => node.id === followingId);
  if (following === undefined) return document;
  const shift = inserted.position.x + CARD_WIDTH + COLUMN_GAP - following.position.x;
  if (shift <= 0) return document;
  const moved = document.nodes.filter(
    (node) =>
      node.id !== inserted.id &&
      node.position.x >= following.position.x &&
      canReach(document, followingId, node.id),
  );
  const places = new Map(moved.map(({ id, position }) => [id, { x: position.x + shift, y: position.y }]));
  return moveElements(framesFollowing(document, new Set(places.keys()), inserted.id, shift), places);
};

/** A frame goes with its nodes where all of them go to the right, and becomes wider where some do. */
const framesFollowing = (
  document: GraphDocument,
  moved: ReadonlySet<string>,
  insertedId: string,
  shift: number,
): GraphDocument => {
  const boxes = boxesOf(document, new Map());
  const notes = document.notes.map((note) => {
    const inside = isFrame(note)
      ? insideFrame(document, note, boxes).filter((id) => noteIdOf(id) === undefined && id !== insertedId)
      : [];
    if (!inside.some((id) => moved.has(id))) return note;
    if (inside.every((id) => moved.has(id))) {
      return { ...note, position: { x: note.position.x + shift, y: note.position.y } };
    }
    return { ...note, width: noteSize(noteBox(note).width + shift) };
  });
  return notes.every((note, at) => note === document.notes[at]) ? document : { ...document, notes };
};
