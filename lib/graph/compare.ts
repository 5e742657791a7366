import { diffGraphs, type FieldChange, type GraphChange, type NamedEdge } from './diff.ts';
import { sourceHandleOf } from './graph-index.ts';
import { pairRenamed } from './pair-renamed.ts';
import { renameNode } from './rename.ts';
import {
  type CanvasNote,
  DEFAULT_OUT,
  type GraphDocument,
  type GraphEdge,
  type GraphNode,
} from './schema.ts';

export type ChangeState = 'added' | 'removed' | 'changed' | 'moved';

/** One node, connection or note that differs between two documents. */
export interface ComparedItem {
  /** `node:look_up`, `edge:e1`, `note:n1`: its place on the canvas of both. */
  readonly key: string;
  readonly on: 'node' | 'edge' | 'note';
  readonly state: ChangeState;
  /** What people call it. */
  readonly name: string;
  /** Of a node: as it is afterwards, or was. */
  readonly node?: GraphNode;
  readonly fields: readonly FieldChange[];
  /** It only concerns how the canvas looks. */
  readonly isLayout: boolean;
}

/** Two documents laid over each other. */
export interface Comparison {
  /** In the order in which a person reads the flows. */
  readonly items: readonly ComparedItem[];
  /** Everything of both: what was removed has the ids of before. Ids of edges are those in the keys of `items`. */
  readonly union: GraphDocument;
  /** The old end of a connection that was led elsewhere: edges of `union` that belong to the item with this key. */
  readonly ghosts: ReadonlyMap<string, string>;
  readonly counts: Readonly<Record<ChangeState, number>>;
}

/** What an output of a node is called. */
export type NameOutput = (node: GraphNode, handle: string) => string;

/** What a person sees of the way from one document to another, for the canvas and for the list beside it. */
export const compareGraphs = (
  before: GraphDocument,
  after: GraphDocument,
  nameOutput: NameOutput = (_node, handle) => handle,
): Comparison => {
  const changes = diffGraphs(before, after);
  const old = pairRenamed(before, after).reduce(
    (graph, [from, to]) => renameNode(graph, from.id, to.id),
    before,
  );
  const items = itemsOf(changes, old, (edge) => {
    const isSource = ({ id }: GraphNode) => id === edge.source;
    const node = after.nodes.find(isSource) ?? old.nodes.find(isSource);
    return node === undefined ? sourceHandleOf(edge) : nameOutput(node, sourceHandleOf(edge));
  });
  const removedNodes = changes.flatMap((change) => (change.kind === 'node-removed' ? [change.node] : []));
  const removedNotes = changes.flatMap((change) => (change.kind === 'note-removed' ? [change.note] : []));
  const removedEdges = changes.flatMap((change) => (change.kind === 'edge-removed' ? [change.edge] : []));
  const ghosts = changes.flatMap((change): [GraphEdge, string][] => {
    if (change.kind !== 'edge-changed' || !change.fields.some(({ path }) => path[0] !== 'label')) return [];
    const ghost = old.edges.find(({ id }) => id === change.edge.id);
    return ghost === undefined ? [] : [[{ ...ghost, id: goneId(ghost) }, keyOf('edge', change.edge.id)]];
  });
  const union: GraphDocument = {
    ...after,
    nodes: [...after.nodes, ...removedNodes],
    edges: [
      ...after.edges,
      ...removedEdges.map((edge) => ({ ...edge, id: goneId(edge) })),
      ...ghosts.map(([edge]) => edge),
    ],
    notes: [...after.notes, ...removedNotes],
  };
  const counts = { added: 0, removed: 0, changed: 0, moved: 0 };
  for (const { state } of items) counts[state] += 1;
  return {
    items: inReadingOrder(items, union),
    union,
    ghosts: new Map(ghosts.map(([edge, key]) => [edge.id, key])),
    counts,
  };
};

export const keyOf = (on: ComparedItem['on'], id: string): string => `${on}:${id}`;

/** An id that no edge of the other document has: a removed edge and a new one may have had the same. */
const goneId = ({ id }: GraphEdge): string => `gone:${id}`;

const itemsOf = (
  changes: readonly GraphChange[],
  old: GraphDocument,
  outputOf: (edge: GraphEdge) => string,
): ComparedItem[] => {
  const items = new Map<string, ComparedItem>();
  const oldNotes = new Map(old.notes.map((note) => [note.id, note]));
  const put = (item: ComparedItem): void => {
    const known = items.get(item.key);
    items.set(item.key, known === undefined ? item : both(known, item));
  };
  for (const change of changes) {
    const item = itemOf(change, oldNotes, outputOf);
    if (item !== undefined) put(item);
  }
  return [...items.values()];
};

/** A node that was renamed, changed and moved is one item; that it moved is not said where it changed as well. */
const both = (a: ComparedItem, b: ComparedItem): ComparedItem => ({
  ...b,
  state: a.state === 'moved' ? b.state : a.state,
  fields: [...a.fields, ...b.fields],
  isLayout: a.isLayout && b.isLayout,
});

const itemOf = (
  change: GraphChange,
  oldNotes: ReadonlyMap<string, CanvasNote>,
  outputOf: (edge: GraphEdge) => string,
): ComparedItem | undefined => {
  switch (change.kind) {
    case 'node-added':
      return nodeItem(change.node, 'added', settingsOf(change.node, 'after'));
    case 'node-removed':
      return nodeItem(change.node, 'removed', settingsOf(change.node, 'before'));
    case 'node-renamed':
      return nodeItem(change.node, 'changed', [{ path: ['id'], before: change.before, after: change.after }]);
    case 'node-changed':
      return nodeItem(
        change.node,
        'changed',
        change.fields.filter(({ path }) => path[0] !== 'id'),
      );
    case 'node-moved':
      return { ...nodeItem(change.node, 'moved', []), isLayout: true };
    case 'edge-added':
      return edgeItem(
        change,
        outputOf(change.edge),
        keyOf('edge', change.edge.id),
        'added',
        labelField(change.edge, 'after'),
      );
    case 'edge-removed':
      return edgeItem(
        change,
        outputOf(change.edge),
        keyOf('edge', goneId(change.edge)),
        'removed',
        labelField(change.edge, 'before'),
      );
    case 'edge-changed':
      return edgeItem(change, outputOf(change.edge), keyOf('edge', change.edge.id), 'changed', change.fields);
    case 'note-added':
      return noteItem(change.note, 'added', [{ path: ['text'], after: change.note.text }]);
    case 'note-removed':
      return noteItem(change.note, 'removed', [{ path: ['text'], before: change.note.text }]);
    case 'note-changed':
      return noteItem(oldNotes.get(change.note.id) ?? change.note, 'changed', change.fields);
    case 'note-moved':
      return noteItem(change.note, 'moved', []);
  }
};

const nodeItem = (node: GraphNode, state: ChangeState, fields: readonly FieldChange[]): ComparedItem => ({
  key: keyOf('node', node.id),
  on: 'node',
  state,
  name: node.name,
  node,
  fields,
  isLayout: false,
});

const edgeItem = (
  { edge, sourceName, targetName }: NamedEdge,
  output: string,
  key: string,
  state: ChangeState,
  fields: readonly FieldChange[],
): ComparedItem => {
  const from = sourceHandleOf(edge) === DEFAULT_OUT ? sourceName : `${sourceName} (${output})`;
  return { key, on: 'edge', state, name: `${from} → ${targetName}`, fields, isLayout: false };
};

const noteItem = (note: CanvasNote, state: ChangeState, fields: readonly FieldChange[]): ComparedItem => {
  const [line = ''] = note.text.trim().split('\n');
  return {
    key: keyOf('note', note.id),
    on: 'note',
    state,
    name: line === '' ? `${note.kind === 'frame' ? 'Frame' : 'Note'} without text` : line.slice(0, 80),
    fields,
    isLayout: true,
  };
};

const labelField = ({ label }: GraphEdge, side: 'before' | 'after'): FieldChange[] =>
  label === undefined ? [] : [{ path: ['label'], [side]: label }];

/** All that is set in a node that is only on one side. */
const settingsOf = (node: GraphNode, side: 'before' | 'after'): FieldChange[] => {
  const { id: _id, type: _type, name: _name, position: _place, config, ...rest } = node;
  return [
    ...Object.entries(config).map(([key, value]): FieldChange => ({ path: ['config', key], [side]: value })),
    ...Object.entries(rest).map(([key, value]): FieldChange => ({ path: [key], [side]: value })),
  ].filter((field) => field[side] !== undefined && field[side] !== '');
};

/** By place on the canvas, from left to right in rows, as one reads; connections stand behind the node they start at. */
const inReadingOrder = (items: readonly ComparedItem[], union: GraphDocument): ComparedItem[] => {
  const places = new Map<string, readonly [y: number, x: number, last: number]>();
  for (const { id, position } of union.nodes) places.set(keyOf('node', id), [position.y, position.x, 0]);
  for (const { id, position } of union.notes) places.set(keyOf('note', id), [position.y, position.x, 2]);
  for (const { id, source } of union.edges) {
    const [y = 0, x = 0] = places.get(keyOf('node', source)) ?? [];
    places.set(keyOf('edge', id), [y, x, 1]);
  }
  const placeOf = ({ key }: ComparedItem) => places.get(key) ?? [0, 0, 0];
  return [...items].sort((a, b) => {
    const [ay, ax, alast] = placeOf(a);
    const [by, bx, blast] = placeOf(b);
    const row = Math.round(ay / ROW) - Math.round(by / ROW);
    return row || ax - bx || alast - blast;
  });
};

const ROW = 160; // pixels: cards of one flow that stand nearly beside each other are read from left to right
