import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** A request of an original server to another one, over HTTP or to a table of its database. */
const outgoing = z.object({
  method: z.string().optional(),
  url: z.string().optional(),
  response: z.object({ status: z.number(), body: z.unknown() }).optional(),
  fail: z.string().optional(),
  table: z.string().optional(),
  row: z.record(z.string(), z.unknown()).nullish(),
  upsert: z.record(z.string(), z.unknown()).optional(),
  error: z.string().optional(),
});

const acceptanceCase = z.object({
  id: z.string(),
  description: z.string(),
  outgoing: z.array(outgoing).default([]),
  request: z.object({
    method: z.string(),
    path: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.unknown().optional(),
  }),
  response: z.object({
    status: z.number(),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.unknown().optional(),
    text: z.string().optional(),
  }),
});

/** How a public example server answers Vapi: what was posted to it, what it asked others for, and its answer. */
export type AcceptanceCase = z.infer<typeof acceptanceCase>;

const caseFile = z.object({ cases: z.array(acceptanceCase) });

/** The cases of a file in `fixtures/`. */
export const readCases = (file: string): readonly AcceptanceCase[] =>
  caseFile.parse(JSON.parse(readFileSync(new URL(`fixtures/${file}`, import.meta.url), 'utf8'))).cases;
