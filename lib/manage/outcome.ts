import type { z } from 'zod';
import type { GraphIssue } from '#lib/graph/node-spec.ts';

/** One field of an input that cannot be used. */
export interface FieldIssue {
  readonly path: readonly (string | number)[];
  /** A sentence for the person who filled the field. */
  readonly message: string;
}

export type NotFound = { readonly ok: false; readonly code: 'not-found'; readonly message: string };
export type InvalidInput = {
  readonly ok: false;
  readonly code: 'invalid-request';
  readonly message: string;
  readonly issues: readonly FieldIssue[];
};
export type Conflict = {
  readonly ok: false;
  readonly code: 'conflict';
  readonly message: string;
  /** The revision that is stored now. */
  readonly currentRevision: number;
};
export type GraphRefused = {
  readonly ok: false;
  readonly code: 'graph-invalid';
  readonly message: string;
  readonly issues: readonly GraphIssue[];
};
export type NotReplayable = { readonly ok: false; readonly code: 'not-replayable'; readonly message: string };

/** Every way in which an operation can be refused. What is thrown beyond these is a bug or a broken database. */
export type Refusal = NotFound | InvalidInput | Conflict | GraphRefused | NotReplayable;

/** There is no such thing, or it was deleted. */
export const notFound = (what: string, id: string | number): NotFound => ({
  ok: false,
  code: 'not-found',
  message: `There is no ${what} '${id}'.`,
});

/** An input that its schema, or a check beside it, does not take. */
export const invalidInput = (issues: readonly FieldIssue[]): InvalidInput => ({
  ok: false,
  code: 'invalid-request',
  message: sentence(issues),
  issues,
});

/** Reads an operation's input by its schema. A server action is a public endpoint, so the types alone prove nothing. */
export const readInput = <Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): { readonly ok: true; readonly value: z.output<Schema> } | InvalidInput => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data };
  return invalidInput(fieldIssues(parsed.error));
};

/** Zod's issues as ours; symbols cannot come from JSON, so a path is made of strings and numbers. */
export const fieldIssues = (error: z.ZodError): FieldIssue[] =>
  error.issues.map((issue) => ({
    path: issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part)),
    message: issue.message,
  }));

/** The same issues, as part of something larger: `path` leads to where they begin. */
export const under = (
  path: readonly (string | number)[],
  issues: readonly { readonly path?: readonly (string | number)[] | undefined; readonly message: string }[],
): FieldIssue[] =>
  issues.map((issue) => ({ path: [...path, ...(issue.path ?? [])], message: issue.message }));

const sentence = (issues: readonly FieldIssue[]): string => {
  const [first] = issues;
  if (first === undefined) return 'The input is not usable.';
  const where = first.path.length === 0 ? '' : `${first.path.join('.')}: `;
  const more = issues.length === 1 ? '' : ` (and ${issues.length - 1} more)`;
  return `${where}${first.message}${more}`;
};
