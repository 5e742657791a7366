import type { GraphIssue } from '#lib/graph/node-spec.ts';
import { emptyGraph, type GraphDocument, type GraphNode } from '#lib/graph/schema.ts';

/** The code steps that the server cannot read, and would not publish. */
export interface CodeCheck {
  /** What is known to be wrong in a document. Code that was not looked at yet has no issues. */
  readonly issuesIn: (document: GraphDocument) => readonly GraphIssue[];
  /** Asks about code that is not known yet. Gives whether something is known now that was not before. */
  readonly learn: (document: GraphDocument) => Promise<boolean>;
}

const MAX_KEPT = 2000; // texts: as many as a document can have nodes

/**
 * Keeps what `ask` says of the code in a graph, text by text, so that each text is asked about once. One question at a
 * time; what changed meanwhile is for the next one.
 */
export const createCodeCheck = (ask: (graph: GraphDocument) => Promise<readonly GraphIssue[]>): CodeCheck => {
  const known = new Map<string, readonly GraphIssue[]>();
  let isAsking = false;
  return {
    issuesIn: ({ nodes }) =>
      nodes
        .filter(isCode)
        .flatMap((node) => (known.get(keyOf(node)) ?? []).map((issue) => ({ ...issue, nodeId: node.id }))),
    learn: async ({ nodes }) => {
      const unknown = new Map(
        nodes.filter((node) => isCode(node) && !known.has(keyOf(node))).map((node) => [keyOf(node), node]),
      );
      if (isAsking || unknown.size === 0) return false;
      isAsking = true;
      try {
        const asked = [...unknown].map(([key, node], index) => ({ key, node: askedOf(node, index) }));
        const issues = await ask({ ...emptyGraph(), nodes: asked.map(({ node }) => node) });
        const byNode = Map.groupBy(issues, ({ nodeId }) => nodeId);
        for (const { key, node } of asked) known.set(key, byNode.get(node.id) ?? []);
        for (const key of known.keys()) {
          if (known.size <= MAX_KEPT) break;
          known.delete(key);
        }
        return true;
      } catch {
        return false; // the server could not be reached: publishing looks at the code as well
      } finally {
        isAsking = false;
      }
    },
  };
};

const isCode = ({ type, disabled }: GraphNode): boolean => type === 'code' && disabled !== true;

/** No more of a step than what is looked at. */
const askedOf = (
  { type, name, position, config: { language, source } }: GraphNode,
  index: number,
): GraphNode => ({
  id: `code_${index}`,
  type,
  name,
  position,
  config: { language, source },
});

/** The name is in what is said. */
const keyOf = ({ name, config: { language, source } }: GraphNode): string =>
  JSON.stringify([name, language, source]);
