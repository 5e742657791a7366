import { z } from 'zod';
import { parseGraph } from '#lib/graph/parse.ts';
import { graphDocument } from '#lib/graph/schema.ts';

// What the operations take. The HTTP API checks its requests with these same schemas and describes them in OpenAPI.

// Postgres cannot store U+0000 in text; the other control characters only make a name unreadable.
const ONE_LINE = /^[^\p{Cc}]*$/u;
const NO_NUL = /^[^\0]*$/;

const name = (max: number) =>
  z
    .string('Give it a name.')
    .trim()
    .min(1, 'Give it a name.')
    .max(max, `A name has at most ${max} characters.`)
    .regex(ONE_LINE, 'A name is one line without control characters.');

export const workflowName = name(120).meta({ description: 'Shown in lists; need not be unique.' });

export const apiKeyName = name(80);

export const versionNote = z
  .string()
  .trim()
  .max(2000, 'A note has at most 2000 characters.')
  .regex(NO_NUL, 'A note cannot contain the character U+0000.')
  .meta({ description: 'What changed, for the list of versions.' });

/** Vapi sends it in a header, so it is what a header can carry. */
export const vapiSecret = z
  .string()
  .min(4, 'A secret has at least 4 characters.')
  .max(500, 'A secret has at most 500 characters.')
  .regex(/^[\x21-\x7e]+$/, 'A secret is made of visible ASCII characters, without spaces.')
  .meta({ description: 'What Vapi sends in the header `X-Vapi-Secret`. Stored encrypted, never returned.' });

/** Templates and code write `secrets.NAME`, so it is an identifier. */
export const secretName = z
  .string()
  .max(64, 'A secret name has at most 64 characters.')
  .regex(
    /^[A-Za-z_][A-Za-z0-9_]*$/,
    'A secret name starts with a letter or _ and has only letters, digits and _, e.g. CRM_API_KEY.',
  )
  .refine((text) => text !== '__proto__', 'This name has a meaning of its own in JavaScript.');

export const secretValue = z
  .string()
  .min(4, 'A secret has at least 4 characters: a shorter one could not be hidden in what is recorded.')
  .max(32_768, 'A secret has at most 32768 characters.')
  .regex(NO_NUL, 'A secret cannot contain the character U+0000.')
  .meta({ description: 'Stored encrypted, never returned.' });

export const draftRevision = z
  .int()
  .min(0)
  .meta({ description: 'Counts the saves of the draft; names the one that your change is based on.' });

export const versionNumber = z.int().min(1);

const inOpenApi = { id: 'GraphDocument', description: 'What is on a canvas; see docs/graph-document.md.' };

/** A graph document of ours. */
export const storedGraph = graphDocument.meta(inOpenApi);

/**
 * A graph document from outside. `parseGraph` looks at it first, since it says more precisely what is wrong; OpenAPI
 * shows the schema behind it.
 */
export const graph = z
  .preprocess((value, context) => {
    const parsed = parseGraph(value);
    if (parsed.ok) return parsed.graph;
    for (const { path = [], message } of parsed.issues) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
    return value;
  }, graphDocument)
  .meta(inOpenApi);

export const createWorkflowInput = z.strictObject({
  name: workflowName,
  graph: graph.optional(),
});

export const renameWorkflowInput = z.strictObject({ name: workflowName });

export const publishInput = z.strictObject({
  note: versionNote.optional(),
  revision: draftRevision.optional(),
});

/** What `exportWorkflow` gives and `importWorkflow` takes. */
export const workflowExport = z
  .strictObject({ patchbay: z.literal('workflow'), name: workflowName, graph: storedGraph })
  .meta({ id: 'WorkflowExport', description: 'A workflow as a file.' });

export type WorkflowExport = z.infer<typeof workflowExport>;
