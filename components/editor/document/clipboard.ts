import { type GraphDocument, graphDocument, SCHEMA_VERSION } from '#lib/graph/schema.ts';
import { createEdge, isRecord } from './edits.ts';

/** The part of a document that these nodes make up: themselves and the edges between them. */
export const extract = (document: GraphDocument, nodeIds: readonly string[]): GraphDocument => {
  const ids = new Set(nodeIds);
  return {
    schemaVersion: SCHEMA_VERSION,
    nodes: document.nodes.filter((node) => ids.has(node.id)),
    edges: document.edges.filter((edge) => ids.has(edge.source) && ids.has(edge.target)),
    notes: [],
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
  const parsed = isRecord(json) ? graphDocument.safeParse(json) : undefined;
  return parsed?.success ? parsed.data : undefined;
};

export interface Pasted {
  readonly document: GraphDocument;
  readonly nodeIds: readonly string[];
}

/**
 * Adds the nodes and edges of `part` under free ids, moved by `offset`. References between the pasted nodes follow
 * them; references to other steps stay. `rename` rewrites references, `freeId` finds an id for a name.
 */
export const insert = (
  document: GraphDocument,
  part: GraphDocument,
  offset: { x: number; y: number },
  naming: {
    rename: (graph: GraphDocument, from: string, to: string) => GraphDocument;
    freeId: (name: string, taken: ReadonlySet<string>) => string;
  },
): Pasted => {
  const taken = new Set([...document.nodes, ...part.nodes].map((node) => node.id));
  const inDocument = new Set(document.nodes.map((node) => node.id));
  let copy = part;
  for (const node of part.nodes) {
    if (!inDocument.has(node.id)) continue;
    const id = naming.freeId(node.id, taken);
    taken.add(id);
    copy = naming.rename(copy, node.id, id);
  }
  const names = new Set(document.nodes.map((node) => node.name));
  const nodes = copy.nodes.map((node) => {
    const name = freeName(node.name, names);
    names.add(name);
    const position = { x: Math.round(node.position.x + offset.x), y: Math.round(node.position.y + offset.y) };
    return { ...structuredClone(node), name, position };
  });
  let result: GraphDocument = { ...document, nodes: [...document.nodes, ...nodes] };
  for (const { label, ...ends } of copy.edges) {
    const edge = createEdge(result, ends);
    result = { ...result, edges: [...result.edges, label === undefined ? edge : { ...edge, label }] };
  }
  return { document: result, nodeIds: nodes.map((node) => node.id) };
};

/** The name itself, or with a number behind it where it is taken. */
export const freeName = (name: string, taken: ReadonlySet<string>): string => {
  if (!taken.has(name)) return name;
  const base = name.replace(/ \d+$/, '').slice(0, 110); // names have at most 120 characters
  let count = 2;
  while (taken.has(`${base} ${count}`)) count += 1;
  return `${base} ${count}`;
};
