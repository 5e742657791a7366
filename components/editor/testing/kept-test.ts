import { z } from 'zod';
import { graphNode } from '#lib/graph/schema.ts';
import { pin } from './kept-testing.ts';
import type { NodeResult } from './step-results.ts';
import { testOutcome, testStep } from './test-outcome.ts';
import type { LastTest } from './testing.ts';

const nodeResult = z.object({
  passes: z.array(testStep),
  test: z.number(),
  madeFrom: z.object({
    node: graphNode,
    incoming: z.string(),
    pin: pin.optional(),
    eventKey: z.string(),
  }),
});

const lastTest = z.object({
  goal: z.object({ kind: z.enum(['flow', 'until', 'only']), nodeId: z.string().optional() }),
  outcome: testOutcome,
  origin: z.object({ test: z.number(), eventKey: z.string(), ways: z.array(z.string()) }),
});

const kept = z.object({
  last: lastTest.optional(),
  results: z.array(z.tuple([z.string(), nodeResult])),
});

/** What the tests of a workflow gave, for when its editor is opened again in this tab. */
export interface KeptTest {
  readonly last: LastTest | undefined;
  readonly results: ReadonlyMap<string, NodeResult>;
}

const MAX_CHARACTERS = 1_000_000; // 2 MB as browsers store text, of the 5 MB or so that they give a site

const keyOf = (workflowId: string): string => `patchbay:last-test:${workflowId}`;

/** What an earlier page of this tab left; nothing where that cannot be read. */
export const readKeptTest = (workflowId: string, storage: Storage): KeptTest => {
  const text = storage.getItem(keyOf(workflowId));
  try {
    const { last, results } = kept.parse(JSON.parse(text ?? '{"results":[]}'));
    return {
      last: last === undefined ? undefined : { ...last, origin: last.origin },
      results: new Map(results.map(([id, result]) => [id, toResult(result)])),
    };
  } catch {
    return { last: undefined, results: new Map() };
  }
};

const toResult = ({ passes, test, madeFrom }: z.infer<typeof nodeResult>): NodeResult => ({
  passes,
  test,
  madeFrom: { ...madeFrom, pin: madeFrom.pin },
});

/** Remembers it where there is room for it; else nothing is left, rather than what no longer is the last. */
export const keepTest = (workflowId: string, { last, results }: KeptTest, storage: Storage): void => {
  const isWhole = last?.outcome.ok === true;
  const text = JSON.stringify({ ...(isWhole ? { last: slim(last) } : {}), results: [...results] });
  try {
    if (text.length > MAX_CHARACTERS) storage.removeItem(keyOf(workflowId));
    else storage.setItem(keyOf(workflowId), text);
  } catch {
    storage.removeItem(keyOf(workflowId)); // no room: as if it were too large
  }
};

/** The values of the steps are in their results. */
const slim = (last: LastTest): LastTest => {
  const { outcome } = last;
  if (!outcome.ok) return last;
  const runs = outcome.runs.map((run) => ({
    ...run,
    document: {
      ...run.document,
      steps: run.document.steps.map(({ input: _in, output: _out, console: _lines, ...step }) => step),
    },
  }));
  return { ...last, outcome: { ok: true, runs } };
};
