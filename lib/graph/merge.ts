import { sourceHandleOf, targetHandleOf } from './graph-index.ts';
import type { Choices, Choose, MergeConflict, Side, Sides } from './merge-conflict.ts';
import { mergeFields } from './merge-fields.ts';
import { alignRenames } from './merge-renames.ts';
import { isSame } from './same-json.ts';
import {
  type CanvasNote,
  type GraphDocument,
  type GraphEdge,
  type GraphNode,
  graphDocument,
} from './schema.ts';

export type Merge =
  | { readonly ok: true; readonly document: GraphDocument; readonly conflicts: readonly MergeConflict[] }
  /** Together they are more than one document may hold. */
  | { readonly ok: false };

const NO_CHOICES: Choices = new Map();

/**
 * Brings together what two sides made of `base`. Edits that do not touch each other are both kept; of a field that
 * both changed differently the side in `choices` counts, mine where nothing was chosen. Where a node stands is no
 * conflict: mine counts. Nodes that both added under one id are both kept, theirs under another id. The result is
 * always a document that its schema takes, without edges that lead nowhere.
 */
export const mergeGraphs = (
  base: GraphDocument,
  mine: GraphDocument,
  theirs: GraphDocument,
  choices: Choices = NO_CHOICES,
): Merge => {
  if (isSame(mine, theirs) || isSame(theirs, base)) return { ok: true, document: mine, conflicts: [] };
  if (isSame(mine, base)) return { ok: true, document: theirs, conflicts: [] };
  const conflicts: MergeConflict[] = [];
  const choose = (conflict: Omit<MergeConflict, 'key'>): Side => {
    const key = [conflict.on, conflict.id, ...conflict.path].join('/');
    conflicts.push({ key, ...conflict });
    return choices.get(key) ?? 'mine';
  };
  const sides = alignRenames(base, mine, theirs, choose);
  const nodes = mergeNodes(sides, choose);
  const merged: GraphDocument = {
    schemaVersion: mine.schemaVersion,
    nodes,
    edges: mergeEdges(sides, new Map(nodes.map((node) => [node.id, node.name])), choose),
    notes: mergeNotes(sides, choose),
  };
  return graphDocument.safeParse(merged).success ? { ok: true, document: merged, conflicts } : { ok: false };
};

const mergeNodes = ({ base, mine, theirs }: Sides, choose: Choose): GraphNode[] => {
  const wiredByMe = newlyWired(base, mine);
  const wiredByThem = newlyWired(base, theirs);
  return mergeLists<GraphNode>(
    { base: base.nodes, mine: mine.nodes, theirs: theirs.nodes },
    {
      both: (old, own, other) => {
        const place = isSame(own.position, old.position) ? other.position : own.position;
        const fields = mergeFields(unplaced(old), unplaced(own), unplaced(other), (path, values) =>
          choose({ on: 'node', id: own.id, name: own.name, type: own.type, path, ...values }),
        );
        return { ...fields, position: place };
      },
      hasChanged: (old, node, side) =>
        !isSame(unplaced(old), unplaced(node)) || (side === 'mine' ? wiredByMe : wiredByThem).has(node.id),
      keeps: (old, node, side) =>
        choose({
          on: 'node',
          id: node.id,
          name: node.name,
          type: node.type,
          path: [],
          base: old,
          [side]: node,
        }) === side,
    },
  );
};

const mergeNotes = ({ base, mine, theirs }: Sides, choose: Choose): CanvasNote[] =>
  mergeLists<CanvasNote>(
    { base: base.notes, mine: mine.notes, theirs: theirs.notes },
    {
      both: (old, own, other) => {
        const pick = <Key extends 'position' | 'width' | 'height'>(key: Key) =>
          isSame(own[key], old[key]) ? other[key] : own[key];
        const fields = mergeFields(written(old), written(own), written(other), (path, values) =>
          choose({ on: 'note', id: own.id, name: own.text, path, ...values }),
        );
        const width = pick('width');
        const height = pick('height');
        return {
          ...fields,
          position: pick('position') ?? own.position,
          ...(width === undefined ? {} : { width }),
          ...(height === undefined ? {} : { height }),
        };
      },
      hasChanged: (old, note) => !isSame(written(old), written(note)),
      keeps: (old, note, side) =>
        choose({ on: 'note', id: note.id, name: note.text, path: [], base: old, [side]: note }) === side,
    },
  );

const unplaced = ({ position: _place, ...rest }: GraphNode) => rest;

const written = ({ position: _place, width: _width, height: _height, ...rest }: CanvasNote) => rest;

/** Nodes that a side connected anew: taking them away would take away that work too. */
const newlyWired = (base: GraphDocument, side: GraphDocument): ReadonlySet<string> => {
  const before = new Set(base.edges.map(endsOf));
  return new Set(
    side.edges.filter((edge) => !before.has(endsOf(edge))).flatMap((edge) => [edge.source, edge.target]),
  );
};

interface Rules<Item> {
  readonly both: (old: Item, mine: Item, theirs: Item) => Item;
  readonly hasChanged: (old: Item, item: Item, side: Side) => boolean;
  /** One side took it away, the other changed it: whether the one who changed it wins. */
  readonly keeps: (old: Item, item: Item, side: Side) => boolean;
}

/** In my order; what only they added comes last. */
const mergeLists = <Item extends { readonly id: string }>(
  lists: Readonly<Record<'base' | Side, readonly Item[]>>,
  { both, hasChanged, keeps }: Rules<Item>,
): Item[] => {
  const base = byId(lists.base);
  const mine = byId(lists.mine);
  const theirs = byId(lists.theirs);
  const survives = (old: Item, item: Item, side: Side): Item[] =>
    hasChanged(old, item, side) && keeps(old, item, side) ? [item] : [];
  const own = [...mine.values()].flatMap((item): Item[] => {
    const old = base.get(item.id);
    const other = theirs.get(item.id);
    if (old === undefined) return [item];
    if (other === undefined) return survives(old, item, 'mine');
    return [both(old, item, other)];
  });
  const others = [...theirs.values()].flatMap((item): Item[] => {
    if (mine.has(item.id)) return [];
    const old = base.get(item.id);
    return old === undefined ? [item] : survives(old, item, 'theirs');
  });
  return [...own, ...others];
};

const byId = <Item extends { readonly id: string }>(items: readonly Item[]): ReadonlyMap<string, Item> =>
  new Map(items.map((item) => [item.id, item]));

/** What an edge connects; two edges with the same ends are the same edge, whatever their ids. */
const endsOf = (edge: GraphEdge): string =>
  [edge.source, sourceHandleOf(edge), edge.target, targetHandleOf(edge)].join(' ');

/** Edges between nodes that are there; `names` are those nodes. */
const mergeEdges = (
  { base, mine, theirs }: Sides,
  names: ReadonlyMap<string, string>,
  choose: Choose,
): GraphEdge[] => {
  const old = byEnds(base.edges);
  const own = byEnds(mine.edges);
  const others = byEnds(theirs.edges);
  const isThere = (edge: GraphEdge): boolean => names.has(edge.source) && names.has(edge.target);
  // An edge that went with its node comes back with it.
  const isCut = (edge: GraphEdge, side: GraphDocument): boolean =>
    side.nodes.some(({ id }) => id === edge.source) && side.nodes.some(({ id }) => id === edge.target);
  const isKept = (edge: GraphEdge, isWithOther: boolean, other: GraphDocument): boolean =>
    isThere(edge) && (isWithOther || !old.has(endsOf(edge)) || !isCut(edge, other));
  const dropped = movedApart({ base, mine, theirs }, names, choose);
  const kept = [
    ...[...own].map(([ends, edge]) => {
      const other = others.get(ends);
      const first = old.get(ends);
      if (!isKept(edge, other !== undefined, theirs)) return undefined;
      return first === undefined || other === undefined
        ? edge
        : { ...edge, ...labelled(first, edge, other, edgeName(edge, names), choose) };
    }),
    ...[...others].map(([ends, edge]) => (!own.has(ends) && isKept(edge, false, mine) ? edge : undefined)),
  ].filter((edge) => edge !== undefined);
  return withOwnIds(kept.filter((edge) => !dropped.has(endsOf(edge))));
};

const labelled = (
  first: GraphEdge,
  own: GraphEdge,
  other: GraphEdge,
  name: string,
  choose: Choose,
): { label?: string | undefined } =>
  mergeFields(labelOf(first), labelOf(own), labelOf(other), (path, values) =>
    choose({ on: 'edge', id: own.id, name, path, ...values }),
  );

const labelOf = ({ label }: GraphEdge) => (label === undefined ? {} : { label });

/** A connection that both led to other nodes of `base`: the ends of what was not chosen. */
const movedApart = (
  { base, mine, theirs }: Sides,
  names: ReadonlyMap<string, string>,
  choose: Choose,
): ReadonlySet<string> => {
  const old = byEnds(base.edges);
  const known = new Set(base.nodes.map(({ id }) => id));
  const isGone = (edge: GraphEdge, { edges }: GraphDocument) =>
    !edges.some((one) => endsOf(one) === endsOf(edge));
  const ledElsewhere = (from: GraphEdge, { edges }: GraphDocument) =>
    edges.find(
      (edge) =>
        edge.source === from.source &&
        sourceHandleOf(edge) === sourceHandleOf(from) &&
        !old.has(endsOf(edge)) &&
        known.has(edge.target), // else a node was put between: both can be there
    );
  const dropped = new Set<string>();
  for (const edge of base.edges) {
    if (!isGone(edge, mine) || !isGone(edge, theirs)) continue;
    const own = ledElsewhere(edge, mine);
    const other = ledElsewhere(edge, theirs);
    if (own === undefined || other === undefined || endsOf(own) === endsOf(other)) continue;
    const taken = choose({
      on: 'edge',
      id: edge.id,
      name: edgeName(edge, names),
      path: ['target'],
      base: names.get(edge.target) ?? edge.target,
      mine: names.get(own.target) ?? own.target,
      theirs: names.get(other.target) ?? other.target,
    });
    dropped.add(endsOf(taken === 'mine' ? other : own));
  }
  return dropped;
};

const byEnds = (edges: readonly GraphEdge[]): ReadonlyMap<string, GraphEdge> =>
  new Map(edges.map((edge) => [endsOf(edge), edge]));

const edgeName = (edge: GraphEdge, names: ReadonlyMap<string, string>): string =>
  `${names.get(edge.source) ?? edge.source} → ${names.get(edge.target) ?? edge.target}`;

/** Both sides may have given one id to different edges. */
const withOwnIds = (edges: readonly GraphEdge[]): GraphEdge[] => {
  const taken = new Set<string>();
  const all = new Set(edges.map(({ id }) => id));
  return edges.map((edge) => {
    if (!taken.has(edge.id)) {
      taken.add(edge.id);
      return edge;
    }
    let count = 2;
    while (all.has(`${edge.id.slice(0, 190)}-${count}`)) count += 1; // an id has at most 200 characters
    const id = `${edge.id.slice(0, 190)}-${count}`;
    all.add(id);
    taken.add(id);
    return { ...edge, id };
  });
};
