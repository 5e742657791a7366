import { parseGraph } from '#lib/graph/parse.ts';
import { type CanvasNote, type GraphDocument, SCHEMA_VERSION } from '#lib/graph/schema.ts';
import { canvasIdOf } from './canvas-id.ts';
import { createEdge, isRecord } from './edits.ts';
import type { ElementIds } from './element-ids.ts';
import { boxesOf, insideFrame, isFrame, type Sizes } from './note-boxes.ts';

/** The part of a document that these nodes and notes make up: themselves and the edges between the nodes. */
export const extract = (
  document: GraphDocument,
  selected: Pick<ElementIds, 'nodes' | 'notes'>,
): GraphDocument => {
  const ids = new Set(selected.nodes);
  const noteIds = new Set(selected.notes);
  return {
    schemaVersion: SCHEMA_VERSION,
    nodes: document.nodes.filter((node) => ids.has(node.id)),
    edges: document.edges.filter((edge) => ids.has(edge.source) && ids.has(edge.target)),
    notes: document.notes.filter((note) => noteIds.has(note.id)),
  };
};

/** The selection with what stands in its frames: who copies a frame means all of it. */
export const withFrameContents = (
  document: GraphDocument,
  selected: Pick<ElementIds, 'nodes' | 'notes'>,
  sizes: Sizes,
): Pick<ElementIds, 'nodes' | 'notes'> => {
  const noteIds = new Set(selected.notes);
  const frames = document.notes.filter((note) => isFrame(note) && noteIds.has(note.id));
  if (frames.length === 0) return selected;
  const boxes = boxesOf(document, sizes);
  const inside = new Set(frames.flatMap((frame) => insideFrame(document, frame, boxes)));
  const isMeant = (id: string, list: readonly string[], canvasId: string) =>
    list.includes(id) || inside.has(canvasId);
  return {
    nodes: document.nodes.map(({ id }) => id).filter((id) => isMeant(id, selected.nodes, id)),
    notes: document.notes
      .filter((note) => isMeant(note.id, selected.notes, canvasIdOf(note)))
      .map(({ id }) => id),
  };
};

/** Reads a graph document from clipboard text. `undefined` for any other text. */
export const readClipboard = (text: string): GraphDocument | undefined => {
  if (!text.trimStart().startsWith('{')) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined; // any text may be in a clipboard
  }
  const parsed = isRecord(json) ? parseGraph(json) : undefined;
  return parsed?.ok ? parsed.graph : undefined;
};

export interface Pasted {
  readonly document: GraphDocument;
  readonly nodeIds: readonly string[];
  readonly noteIds: readonly string[];
}

/**
 * Adds the nodes, edges and notes of `part` under free ids, moved by `offset`. References between the pasted nodes
 * follow them; references to other steps stay; edges that lead out of the part are left out. `rename` gives
 * nodes other ids, in references too, `freeId` finds an id for a name.
 */
export const insert = (
  document: GraphDocument,
  part: GraphDocument,
  offset: { x: number; y: number },
  naming: {
    rename: (graph: GraphDocument, ids: ReadonlyMap<string, string>) => GraphDocument;
    freeId: (name: string, taken: ReadonlySet<string>) => string;
  },
): Pasted => {
  const taken = new Set([...document.nodes, ...part.nodes].map((node) => node.id));
  const inDocument = new Set(document.nodes.map((node) => node.id));
  const newIds = new Map<string, string>();
  for (const { id } of part.nodes) {
    if (!inDocument.has(id)) continue;
    const free = naming.freeId(id, taken);
    taken.add(free);
    newIds.set(id, free);
  }
  const copy = newIds.size === 0 ? part : naming.rename(part, newIds);
  const names = new Set(document.nodes.map((node) => node.name));
  const moved = ({ x, y }: { x: number; y: number }) => ({
    x: Math.round(x + offset.x),
    y: Math.round(y + offset.y),
  });
  const nodes = copy.nodes.map((node) => {
    const name = freeName(node.name, names);
    names.add(name);
    return { ...structuredClone(node), name, position: moved(node.position) };
  });
  const notes = copiesOf(copy.notes, document.notes).map((note) => ({
    ...note,
    position: moved(note.position),
  }));
  let result: GraphDocument = {
    ...document,
    nodes: [...document.nodes, ...nodes],
    notes: [...document.notes, ...notes],
  };
  const pasted = new Set(nodes.map((node) => node.id));
  for (const { label, ...ends } of copy.edges) {
    if (!pasted.has(ends.source) || !pasted.has(ends.target)) continue;
    const edge = createEdge(result, ends);
    result = { ...result, edges: [...result.edges, label === undefined ? edge : { ...edge, label }] };
  }
  return { document: result, nodeIds: [...pasted], noteIds: notes.map((note) => note.id) };
};

const copiesOf = (notes: readonly CanvasNote[], present: readonly CanvasNote[]): readonly CanvasNote[] => {
  const taken = new Set(present.map((note) => note.id));
  return notes.map((note) => {
    const id = freeNoteId(taken);
    taken.add(id);
    return { ...note, id };
  });
};

/** An id for a note that is not taken. */
export const freeNoteId = (taken: ReadonlySet<string>): string => {
  let count = taken.size + 1;
  while (taken.has(`note_${count}`)) count += 1;
  return `note_${count}`;
};

/** The name itself, or with a number behind it where it is taken. */
export const freeName = (name: string, taken: ReadonlySet<string>): string => {
  if (!taken.has(name)) return name;
  const base = name.replace(/ \d+$/, '').slice(0, 110); // names have at most 120 characters
  let count = 2;
  while (taken.has(`${base} ${count}`)) count += 1;
  return `${base} ${count}`;
};
