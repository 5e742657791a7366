import {
  type CanvasNote,
  DEFAULT_IN,
  DEFAULT_OUT,
  type GraphDocument,
  type GraphEdge,
  type GraphNode,
} from '#lib/graph/schema.ts';
import { canvasIdOf } from './canvas-id.ts';
import type { ElementIds } from './element-ids.ts';

export type ConfigPath = readonly (string | number)[];

/** What a node has beside its config; `undefined` removes the setting. */
export interface NodeSettings {
  readonly name?: string;
  readonly disabled?: boolean | undefined;
  readonly onError?: GraphNode['onError'] | undefined;
  readonly retry?: GraphNode['retry'] | undefined;
  readonly timeoutMs?: number | undefined;
  readonly note?: string | undefined;
}

/** The document with these nodes and edges at the end. */
export const addElements = (
  document: GraphDocument,
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[] = [],
): GraphDocument => ({
  ...document,
  nodes: [...document.nodes, ...nodes],
  edges: [...document.edges, ...edges],
});

/** The document without these nodes, the edges on them, these edges and notes. The same object if none is there. */
export const removeElements = (document: GraphDocument, ids: ElementIds): GraphDocument => {
  const gone = new Set(ids.nodes);
  const goneEdges = new Set(ids.edges);
  const goneNotes = new Set(ids.notes);
  const nodes = document.nodes.filter((node) => !gone.has(node.id));
  const edges = document.edges.filter(
    (edge) => !(goneEdges.has(edge.id) || gone.has(edge.source) || gone.has(edge.target)),
  );
  const notes = document.notes.filter((note) => !goneNotes.has(note.id));
  const isSame =
    nodes.length === document.nodes.length &&
    edges.length === document.edges.length &&
    notes.length === document.notes.length;
  return isSame ? document : { ...document, nodes, edges, notes };
};

/** The document with nodes and notes, by their canvas ids, at new positions, rounded to whole pixels. */
export const moveElements = (
  document: GraphDocument,
  positions: ReadonlyMap<string, { readonly x: number; readonly y: number }>,
): GraphDocument => {
  const nodes = document.nodes.map((node) => movedTo(node, positions.get(node.id)));
  const notes = document.notes.map((note) => movedTo(note, positions.get(canvasIdOf(note))));
  const isMoved =
    nodes.some((node, at) => node !== document.nodes[at]) ||
    notes.some((note, at) => note !== document.notes[at]);
  return isMoved ? { ...document, nodes, notes } : document;
};

const movedTo = <Placed extends GraphNode | CanvasNote>(
  placed: Placed,
  to: { readonly x: number; readonly y: number } | undefined,
): Placed => {
  if (to === undefined) return placed;
  const position = { x: Math.round(to.x), y: Math.round(to.y) };
  const isThere = position.x === placed.position.x && position.y === placed.position.y;
  return isThere ? placed : { ...placed, position };
};

/** The document with one node replaced by what `change` makes of it. */
export const changeNode = (
  document: GraphDocument,
  nodeId: string,
  change: (node: GraphNode) => GraphNode,
): GraphDocument => {
  const index = document.nodes.findIndex((node) => node.id === nodeId);
  const before = document.nodes[index];
  if (before === undefined) return document;
  const after = change(before);
  if (after === before) return document;
  return { ...document, nodes: document.nodes.with(index, after) };
};

/** The document with one note replaced by what `change` makes of it. */
export const changeNote = (
  document: GraphDocument,
  noteId: string,
  change: (note: CanvasNote) => CanvasNote,
): GraphDocument => {
  const index = document.notes.findIndex((note) => note.id === noteId);
  const before = document.notes[index];
  if (before === undefined) return document;
  const after = change(before);
  return after === before ? document : { ...document, notes: document.notes.with(index, after) };
};

/** The node with a value set inside its config; `undefined` removes the key or the row. */
export const setConfig = (node: GraphNode, path: ConfigPath, value: unknown): GraphNode => {
  const config = setIn(node.config, path, value);
  return isRecord(config) ? { ...node, config } : node;
};

/** The node with settings changed; those set to `undefined` are removed. */
export const setSettings = (node: GraphNode, settings: NodeSettings): GraphNode => {
  const { name, ...optional } = settings;
  const merged = { ...node, ...(name === undefined ? {} : { name }), ...optional };
  const { disabled, onError, retry, timeoutMs, note, ...required } = merged;
  return {
    ...required,
    ...(disabled === undefined ? {} : { disabled }),
    ...(onError === undefined ? {} : { onError }),
    ...(retry === undefined ? {} : { retry }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(note === undefined ? {} : { note }),
  };
};

/** An edge with an id that no other has; handles that are the default are left out. */
export const createEdge = (
  document: GraphDocument,
  ends: {
    source: string;
    sourceHandle?: string | null | undefined;
    target: string;
    targetHandle?: string | null | undefined;
  },
): GraphEdge => {
  const sourceHandle = ends.sourceHandle ?? DEFAULT_OUT;
  const targetHandle = ends.targetHandle ?? DEFAULT_IN;
  return {
    id: freeEdgeId(document, `${ends.source}.${sourceHandle}-${ends.target}`),
    source: ends.source,
    ...(sourceHandle === DEFAULT_OUT ? {} : { sourceHandle }),
    target: ends.target,
    ...(targetHandle === DEFAULT_IN ? {} : { targetHandle }),
  };
};

const freeEdgeId = (document: GraphDocument, wanted: string): string => {
  const taken = new Set(document.edges.map((edge) => edge.id));
  let id = wanted;
  for (let count = 2; taken.has(id); count += 1) id = `${wanted}-${count}`;
  return id;
};

const setIn = (holder: unknown, path: ConfigPath, value: unknown): unknown => {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (typeof key === 'number') {
    const rows: unknown[] = Array.isArray(holder) ? [...holder] : [];
    const next = setIn(rows[key], rest, value);
    if (next === undefined) rows.splice(key, 1);
    else rows[key] = next;
    return rows;
  }
  const record = isRecord(holder) ? holder : {};
  const next = setIn(record[key], rest, value);
  if (next !== undefined) return { ...record, [key]: next };
  const { [key]: _removed, ...others } = record;
  return others;
};

/** True for a plain JSON object. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
