import { sourceHandleOf, targetHandleOf } from './graph-index.ts';
import { pairRenamed } from './pair-renamed.ts';
import { renameNode } from './rename.ts';
import { isSame } from './same-json.ts';
import type { CanvasNote, GraphDocument, GraphEdge, GraphNode } from './schema.ts';

/** One field that changed. Absent `before` or `after`: the field was added or removed. */
export interface FieldChange {
  /** `['config', 'url']`, `['onError']` */
  readonly path: readonly (string | number)[];
  readonly before?: unknown;
  readonly after?: unknown;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** An edge with the names of its ends. */
export interface NamedEdge {
  readonly edge: GraphEdge;
  readonly sourceName: string;
  readonly targetName: string;
}

export type GraphChange =
  | { readonly kind: 'node-added'; readonly node: GraphNode }
  | { readonly kind: 'node-removed'; readonly node: GraphNode }
  | {
      readonly kind: 'node-renamed';
      readonly node: GraphNode;
      readonly before: string;
      readonly after: string;
    }
  | { readonly kind: 'node-changed'; readonly node: GraphNode; readonly fields: readonly FieldChange[] }
  | { readonly kind: 'node-moved'; readonly node: GraphNode; readonly before: Point; readonly after: Point }
  | ({ readonly kind: 'edge-added' } & NamedEdge)
  | ({ readonly kind: 'edge-removed' } & NamedEdge)
  | ({ readonly kind: 'edge-changed'; readonly fields: readonly FieldChange[] } & NamedEdge)
  | { readonly kind: 'note-added'; readonly note: CanvasNote }
  | { readonly kind: 'note-removed'; readonly note: CanvasNote }
  | { readonly kind: 'note-changed'; readonly note: CanvasNote; readonly fields: readonly FieldChange[] }
  | { readonly kind: 'note-moved'; readonly note: CanvasNote };

/**
 * What changed from one document to another. A node whose id changed is one `node-renamed`, not a removed and an
 * added one, and references to it that only followed are no change. `node` and `edge` are those of `after`.
 */
export const diffGraphs = (before: GraphDocument, after: GraphDocument): GraphChange[] => {
  const renamed = pairRenamed(before, after);
  const old = renamed.reduce((graph, [from, to]) => renameNode(graph, from.id, to.id), before);
  return [
    ...renamed.map(
      ([from, to]): GraphChange => ({ kind: 'node-renamed', node: to, before: from.id, after: to.id }),
    ),
    ...nodeChanges(old.nodes, after.nodes),
    ...edgeChanges(old, after),
    ...noteChanges(old.notes, after.notes),
  ];
};

const nodeChanges = (before: readonly GraphNode[], after: readonly GraphNode[]): GraphChange[] => {
  const { added, removed, kept } = matched(before, after);
  return [
    ...added.map((node): GraphChange => ({ kind: 'node-added', node })),
    ...removed.map((node): GraphChange => ({ kind: 'node-removed', node })),
    ...kept.flatMap(([old, node]): GraphChange[] => {
      const { position: from, ...oldRest } = old;
      const { position: to, ...rest } = node;
      const fields = fieldChanges(oldRest, rest, []);
      return [
        ...(fields.length === 0 ? [] : [{ kind: 'node-changed', node, fields } as const]),
        ...(isSame(from, to) ? [] : [{ kind: 'node-moved', node, before: from, after: to } as const]),
      ];
    }),
  ];
};

const noteChanges = (before: readonly CanvasNote[], after: readonly CanvasNote[]): GraphChange[] => {
  const { added, removed, kept } = matched(before, after);
  return [
    ...added.map((note): GraphChange => ({ kind: 'note-added', note })),
    ...removed.map((note): GraphChange => ({ kind: 'note-removed', note })),
    ...kept.flatMap(([old, note]): GraphChange[] => {
      const fields = fieldChanges(contentOf(old), contentOf(note), []);
      if (fields.length > 0) return [{ kind: 'note-changed', note, fields }];
      return isSame(old, note) ? [] : [{ kind: 'note-moved', note }];
    }),
  ];
};

const contentOf = ({ text, color }: CanvasNote) => ({ text, color });

/** Edges are the same where their ends are, whatever their ids; the same id with another end is a changed edge. */
const edgeChanges = (before: GraphDocument, after: GraphDocument): GraphChange[] => {
  const ends = (edge: GraphEdge): string =>
    [edge.source, sourceHandleOf(edge), edge.target, targetHandleOf(edge)].join(' ');
  const oldByEnds = new Map(before.edges.map((edge) => [ends(edge), edge]));
  const newEnds = new Set(after.edges.map(ends));
  const gone = before.edges.filter((edge) => !newEnds.has(ends(edge)));
  const goneById = new Map(gone.map((edge) => [edge.id, edge]));
  const changes: GraphChange[] = [];
  for (const edge of after.edges) {
    const old = oldByEnds.get(ends(edge)) ?? goneById.get(edge.id);
    const named = nameEnds(after, edge);
    if (old === undefined) {
      changes.push({ kind: 'edge-added', ...named });
      continue;
    }
    goneById.delete(old.id);
    const fields = fieldChanges(normalEdge(old), normalEdge(edge), []);
    if (fields.length > 0) changes.push({ kind: 'edge-changed', ...named, fields });
  }
  const removed = gone.filter((edge) => goneById.get(edge.id) === edge);
  return [
    ...changes,
    ...removed.map((edge) => ({ kind: 'edge-removed', ...nameEnds(before, edge) }) as const),
  ];
};

const normalEdge = ({ source, target, label, ...rest }: GraphEdge): Record<string, unknown> => ({
  source,
  target,
  sourceHandle: sourceHandleOf({ source, target, ...rest }),
  targetHandle: targetHandleOf({ source, target, ...rest }),
  ...(label === undefined ? {} : { label }),
});

const nameEnds = ({ nodes }: GraphDocument, edge: GraphEdge): NamedEdge => {
  const nameOf = (id: string): string => nodes.find((node) => node.id === id)?.name ?? id;
  return { edge, sourceName: nameOf(edge.source), targetName: nameOf(edge.target) };
};

const matched = <Item extends { readonly id: string }>(
  before: readonly Item[],
  after: readonly Item[],
): { added: Item[]; removed: Item[]; kept: [Item, Item][] } => {
  const oldById = new Map(before.map((item) => [item.id, item]));
  const newIds = new Set(after.map((item) => item.id));
  return {
    added: after.filter((item) => !oldById.has(item.id)),
    removed: before.filter((item) => !newIds.has(item.id)),
    kept: after.flatMap((item): [Item, Item][] => {
      const old = oldById.get(item.id);
      return old === undefined ? [] : [[old, item]];
    }),
  };
};

type Path = readonly (string | number)[];

/** The innermost fields that differ. A list that grew or shrank is one change: its places shift. */
const fieldChanges = (before: unknown, after: unknown, path: Path): FieldChange[] => {
  if (isSame(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((item, index) => fieldChanges(item, after[index], [...path, index]));
  }
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) =>
      fieldChanges(ownValue(before, key), ownValue(after, key), [...path, key]),
    );
  }
  return [
    {
      path,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    },
  ];
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const ownValue = (record: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(record, key) ? record[key] : undefined;
