import { z } from 'zod';
import { type GraphDocument, graphDocument } from '#lib/graph/schema.ts';
import type { SaveOutcome } from './autosave.ts';

const saveOutcome = z.union([
  z.object({ ok: z.literal(true), revision: z.number() }),
  z.object({
    ok: z.literal(false),
    code: z.literal('conflict'),
    theirs: z.object({ graph: graphDocument, revision: z.number() }),
  }),
  z.object({ ok: z.literal(false), code: z.literal('refused'), message: z.string() }),
]) satisfies z.ZodType<SaveOutcome>;

/** Sends a draft to be stored. Throws where the server cannot be reached, or says something that is no answer of it. */
export const saveDraft = async (
  workflowId: string,
  graph: GraphDocument,
  revision: number,
): Promise<SaveOutcome> => {
  const response = await fetch(`/api/drafts/${encodeURIComponent(workflowId)}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ graph, revision }),
  });
  return saveOutcome.parse(await response.json());
};
