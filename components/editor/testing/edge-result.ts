import type { NodeResult } from './step-results.ts';
import type { TestStep } from './test-outcome.ts';

/** What went along a connection in the last test of the step that it starts at. */
export interface EdgeResult {
  /** The elements of lists, and one for anything else, over all passes. */
  readonly items: number;
  /** When the last of it set out, in milliseconds from the start of its test. */
  readonly atMs: number;
}

/** Undefined where nothing went out at the output `handle`: the flow took another way, or was not tested. */
export const edgeResult = (source: NodeResult | undefined, handle: string): EdgeResult | undefined => {
  const sent = source?.passes.filter((step) => step.status !== 'skipped' && step.handle === handle) ?? [];
  if (sent.length === 0) return undefined;
  return {
    items: sent.reduce((sum, { output }) => sum + (Array.isArray(output) ? output.length : 1), 0),
    atMs: Math.max(...sent.map(endMs)),
  };
};

/** The same for the output of a For each that is repeated: its passes are those of the step that it leads to. */
export const passesResult = (target: NodeResult | undefined): EdgeResult | undefined => {
  const passes = target?.passes.filter((step) => step.loop !== undefined) ?? [];
  if (passes.length === 0) return undefined;
  return { items: passes.length, atMs: Math.max(...passes.map((step) => step.startMs)) };
};

const endMs = ({ startMs, durationMs }: TestStep): number => startMs + durationMs;
