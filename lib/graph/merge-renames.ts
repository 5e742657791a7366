import type { Choose, Sides } from './merge-conflict.ts';
import { pairRenamed } from './pair-renamed.ts';
import { renameNode } from './rename.ts';
import { isSame } from './same-json.ts';
import type { GraphDocument, GraphNode } from './schema.ts';

/**
 * Gives a node that one side renamed its new id in all three documents, with the references to it, so that what the
 * other side did to it is not taken for another node. What both added under one id is told apart: theirs gets a free
 * id.
 */
export const alignRenames = (
  base: GraphDocument,
  mine: GraphDocument,
  theirs: GraphDocument,
  choose: Choose,
): Sides => {
  let sides: Sides = { base, mine, theirs };
  const byThem = new Map(pairRenamed(base, theirs).map(([from, to]) => [from.id, to]));
  for (const [from, to] of pairRenamed(base, mine)) {
    const other = byThem.get(from.id);
    byThem.delete(from.id);
    sides = followed(sides, from, to, other, choose);
  }
  for (const [from, to] of byThem) {
    if (has(sides.base, to.id) || has(sides.mine, to.id)) continue; // the id is another node's there
    sides = {
      ...sides,
      base: renameNode(sides.base, from, to.id),
      mine: renameNode(sides.mine, from, to.id),
    };
  }
  return { ...sides, theirs: withFreeIds(sides) };
};

/** I renamed a node; `other` is what they renamed it to, if they did. */
const followed = (
  sides: Sides,
  from: GraphNode,
  to: GraphNode,
  other: GraphNode | undefined,
  choose: Choose,
): Sides => {
  const { base, mine, theirs } = sides;
  if (other === undefined) {
    if (has(base, to.id) || has(theirs, to.id)) return sides; // the id is another node's there
    return {
      mine,
      base: renameNode(base, from.id, to.id),
      theirs: renameNode(theirs, from.id, to.id),
    };
  }
  if (other.id === to.id) return { ...sides, base: renameNode(base, from.id, to.id) };
  if (has(base, to.id) || has(theirs, to.id) || has(base, other.id) || has(mine, other.id)) return sides;
  const taken = choose({
    on: 'node',
    id: to.id,
    name: to.name,
    type: to.type,
    path: ['id'],
    base: from.id,
    mine: to.id,
    theirs: other.id,
  });
  const id = taken === 'mine' ? to.id : other.id;
  return {
    base: renameNode(base, from.id, id),
    mine: renameNode(mine, to.id, id),
    theirs: renameNode(theirs, other.id, id),
  };
};

/** Their document, with other ids for what they added under an id that I gave to something else. */
const withFreeIds = ({ base, mine, theirs }: Sides): GraphDocument => {
  let result = theirs;
  const taken = new Set([base, mine, theirs].flatMap(({ nodes }) => nodes.map(({ id }) => id)));
  const own = new Map(mine.nodes.map((node) => [node.id, node]));
  for (const node of theirs.nodes) {
    const mineOfThatId = own.get(node.id);
    if (mineOfThatId === undefined || has(base, node.id) || isSame(mineOfThatId, node)) continue;
    const id = freeId(node.id, taken);
    taken.add(id);
    result = renameNode(result, node.id, id);
  }
  const noteIds = new Set([base, mine, theirs].flatMap(({ notes }) => notes.map(({ id }) => id)));
  const ownNotes = new Map(mine.notes.map((note) => [note.id, note]));
  const notes = result.notes.map((note) => {
    const mineOfThatId = ownNotes.get(note.id);
    const isOld = base.notes.some(({ id }) => id === note.id);
    if (mineOfThatId === undefined || isOld || isSame(mineOfThatId, note)) return note;
    const id = freeId(note.id, noteIds);
    noteIds.add(id);
    return { ...note, id };
  });
  return { ...result, notes };
};

/** `wait` → `wait_2`. Ids have at most 64 characters. */
const freeId = (id: string, taken: ReadonlySet<string>): string => {
  const stem = id.replace(/_\d+$/, '').slice(0, 56);
  let count = 2;
  while (taken.has(`${stem}_${count}`)) count += 1;
  return `${stem}_${count}`;
};

const has = ({ nodes }: GraphDocument, id: string): boolean => nodes.some((node) => node.id === id);
