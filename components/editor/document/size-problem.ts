import type { GraphDocument } from '#lib/graph/schema.ts';

/** What the schema of the graph document takes at most (lib/graph/schema.ts). */
const LIMITS = [
  { key: 'nodes', most: 2_000, name: 'nodes' },
  { key: 'edges', most: 8_000, name: 'connections' },
  { key: 'notes', most: 500, name: 'notes and frames' },
] as const;

/** Why a document is too large to be kept, as a sentence for the user; `undefined` where it is not. */
export const sizeProblem = (document: GraphDocument): string | undefined => {
  const exceeded = LIMITS.find(({ key, most }) => document[key].length > most);
  if (exceeded === undefined) return undefined;
  const { key, most, name } = exceeded;
  return `That would be ${document[key].length} ${name}; a workflow has at most ${most}. Split it into several workflows.`;
};
