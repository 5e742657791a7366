import { z } from 'zod';
import { canvasNote, type GraphDocument, graphEdge, graphNode, SCHEMA_VERSION } from '#lib/graph/schema.ts';

/** What makes one document out of another, list by list. Small where little was edited. */
export interface Patch {
  readonly nodes?: ListPatch;
  readonly edges?: ListPatch;
  readonly notes?: ListPatch;
}

/** Places that hold something else now, or a stretch of the list that was replaced by another. */
export type ListPatch =
  | { readonly set: readonly (readonly [place: number, item: unknown])[] }
  | { readonly at: number; readonly remove: number; readonly insert: readonly unknown[] };

const listPatch = z.union([
  z.object({ set: z.array(z.tuple([z.number().int().min(0), z.unknown()])) }),
  z.object({
    at: z.number().int().min(0),
    remove: z.number().int().min(0),
    insert: z.array(z.unknown()),
  }),
]);

export const patchSchema: z.ZodType<Patch> = z.object({
  nodes: listPatch.exactOptional(),
  edges: listPatch.exactOptional(),
  notes: listPatch.exactOptional(),
});

/** The patch from one document to another. Items that are the same object in both are taken to be the same. */
export const patchBetween = (from: GraphDocument, to: GraphDocument): Patch => {
  const nodes = listPatchBetween(from.nodes, to.nodes);
  const edges = listPatchBetween(from.edges, to.edges);
  const notes = listPatchBetween(from.notes, to.notes);
  return {
    ...(nodes === undefined ? {} : { nodes }),
    ...(edges === undefined ? {} : { edges }),
    ...(notes === undefined ? {} : { notes }),
  };
};

const listPatchBetween = (from: readonly unknown[], to: readonly unknown[]): ListPatch | undefined => {
  if (from === to) return undefined;
  if (from.length === to.length) {
    const set = to.flatMap((item, place) => (item === from[place] ? [] : [[place, item] as const]));
    return set.length === 0 ? undefined : { set };
  }
  const shorter = Math.min(from.length, to.length);
  let at = 0;
  while (at < shorter && from[at] === to[at]) at += 1;
  let same = 0;
  while (same < shorter - at && from[from.length - 1 - same] === to[to.length - 1 - same]) same += 1;
  return { at, remove: from.length - at - same, insert: to.slice(at, to.length - same) };
};

/**
 * The document that a patch makes of another. Untouched items stay the same objects. `undefined` where the patch is
 * not of this document, or would put something into it that its schema does not take: it came from storage.
 */
export const applyPatch = (document: GraphDocument, patch: Patch): GraphDocument | undefined => {
  const nodes = patchedList(document.nodes, patch.nodes, graphNode);
  const edges = patchedList(document.edges, patch.edges, graphEdge);
  const notes = patchedList(document.notes, patch.notes, canvasNote);
  if (nodes === undefined || edges === undefined || notes === undefined) return undefined;
  return { schemaVersion: SCHEMA_VERSION, nodes, edges, notes };
};

const patchedList = <Item>(
  list: Item[],
  patch: ListPatch | undefined,
  schema: z.ZodType<Item>,
): Item[] | undefined => {
  if (patch === undefined) return list;
  // As it is, not as zod would write it: an undone document must be the same byte for byte.
  const isItem = (value: unknown): value is Item => schema.safeParse(value).success;
  if ('set' in patch) {
    const result = [...list];
    for (const [place, item] of patch.set) {
      if (place >= list.length || !isItem(item)) return undefined;
      result[place] = item;
    }
    return result;
  }
  const insert = patch.insert.filter(isItem);
  if (insert.length < patch.insert.length || patch.at + patch.remove > list.length) return undefined;
  return list.toSpliced(patch.at, patch.remove, ...insert);
};
