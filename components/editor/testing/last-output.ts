import type { NodeSpecs } from '#lib/graph/graph-index.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import type { LastOutput } from '../form/missing-values.ts';
import type { TestingState } from './testing.ts';

/**
 * What steps gave last: what is pinned, else what the last test gave where that still holds and is whole. Not of a
 * trigger, whose events differ.
 */
export const lastOutputOf =
  (
    document: GraphDocument,
    specs: NodeSpecs,
    { results, pins, stale }: Pick<TestingState, 'results' | 'pins' | 'stale'>,
  ): LastOutput =>
  (stepId) => {
    const node = document.nodes.find(({ id }) => id === stepId);
    if (node === undefined || specs[node.type]?.trigger !== undefined) return undefined;
    const { name } = node;
    const pin = pins[stepId];
    if (pin !== undefined) return { name, isPinned: true, output: pin.output };
    const step = results.get(stepId)?.passes.at(-1);
    const isWhole = step?.status === 'completed' && step.truncated?.includes('output') !== true;
    return isWhole && !stale.has(stepId) ? { name, isPinned: false, output: step.output } : undefined;
  };
