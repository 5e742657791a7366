import { createHash } from 'node:crypto';
import { type GraphDocument, graphDocument } from '#lib/graph/schema.ts';

// Graphs are stored as JSON text: JSON.stringify escapes U+0000 and lone surrogates, which `jsonb` would refuse.

export const graphToText = (graph: GraphDocument): string => JSON.stringify(graph);

/** Throws where the stored text is no graph document, which only another program can have written. */
export const graphFromText = (text: string): GraphDocument => graphDocument.parse(JSON.parse(text));

/** The same for two graphs that say the same, in whatever order their keys are. */
export const graphHash = (graph: GraphDocument): string =>
  createHash('sha256').update(JSON.stringify(graph, withSortedKeys)).digest('hex');

const withSortedKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
