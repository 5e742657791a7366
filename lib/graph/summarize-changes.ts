import { diffGraphs, type GraphChange } from './diff.ts';
import type { GraphDocument } from './schema.ts';

/** What changed, in one line: `2 nodes added, 1 changed, 1 connection removed`. */
export const summarizeChanges = (before: GraphDocument, after: GraphDocument): string => {
  const changes = diffGraphs(before, after);
  if (changes.length === 0) return 'Nothing changed';
  const parts = [
    ...counted('node', [
      ['added', ids(changes, 'node-added')],
      ['removed', ids(changes, 'node-removed')],
      ['changed', ids(changes, 'node-renamed', 'node-changed')],
    ]),
    ...counted('connection', [
      ['added', ids(changes, 'edge-added')],
      ['removed', ids(changes, 'edge-removed')],
      ['changed', ids(changes, 'edge-changed')],
    ]),
  ];
  if (parts.length > 0) return parts.join(', ');
  return 'Layout and notes only';
};

const ids = (changes: readonly GraphChange[], ...kinds: readonly GraphChange['kind'][]): number =>
  new Set(
    changes.flatMap((change) => {
      if (!kinds.includes(change.kind)) return [];
      if ('node' in change) return [change.node.id];
      return 'edge' in change ? [change.edge.id] : [];
    }),
  ).size;

/** The noun only once: `2 nodes added, 1 changed`. */
const counted = (noun: string, counts: readonly (readonly [verb: string, count: number])[]): string[] =>
  counts
    .filter(([, count]) => count > 0)
    .map(([verb, count], index) => {
      const what = index > 0 ? '' : count === 1 ? `${noun} ` : `${noun}s `;
      return `${count} ${what}${verb}`;
    });
