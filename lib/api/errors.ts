import type { FieldIssue, Refusal } from '#lib/manage/outcome.ts';

/** Every error code of the API: its HTTP status, and what it means to a reader of the docs. */
export const errorTable = {
  'invalid-request': {
    status: 400,
    meaning:
      'The path, the query, a header or the body is not what the operation takes; `details.issues` says where.',
  },
  unauthorized: {
    status: 401,
    meaning: 'There is no API key with the request, or it is unknown or was revoked.',
  },
  'not-found': { status: 404, meaning: 'There is no such thing, or no such path.' },
  'method-not-allowed': {
    status: 405,
    meaning: 'The path exists, but not with this method; the header `Allow` lists those it takes.',
  },
  'request-timeout': { status: 408, meaning: 'The body took too long to arrive.' },
  conflict: {
    status: 409,
    meaning: 'The draft was changed meanwhile; `details.currentRevision` is the revision that is stored now.',
  },
  'not-replayable': { status: 409, meaning: 'This event cannot be run again, and the message says why.' },
  'not-connected': { status: 409, meaning: 'Patchbay is not connected to Vapi: set a private key first.' },
  'changed-meanwhile': {
    status: 409,
    meaning: 'What is to be changed in Vapi, or the draft, was changed meanwhile; look again and repeat.',
  },
  unconfirmed: { status: 409, meaning: 'The change has a consequence that has to be confirmed.' },
  'vapi-failed': {
    status: 502,
    meaning: 'Vapi refused the request or could not be reached; the message says what to do.',
  },
  'body-too-large': { status: 413, meaning: 'The body is larger than this operation takes.' },
  'unsupported-media-type': {
    status: 415,
    meaning: 'The body has to be `application/json` in UTF-8, without `Content-Encoding`.',
  },
  'graph-invalid': {
    status: 422,
    meaning: 'The graph cannot be published; `details.issues` names each node and what to do.',
  },
  'internal-error': {
    status: 500,
    meaning: 'A fault of the server; `details.reference` finds it in the log.',
  },
} as const satisfies Record<string, { status: number; meaning: string }>;

export type ErrorCode = keyof typeof errorTable;

/** What an operation answers instead of its result. */
export interface Failure<Code extends ErrorCode = ErrorCode> {
  readonly failed: Code;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Where in a request something is wrong: `path` begins with `path`, `query`, `headers` or `body`. */
export const invalidRequest = (issues: readonly FieldIssue[]): Failure<'invalid-request'> => {
  const [first] = issues;
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return {
    failed: 'invalid-request',
    message:
      first === undefined ? 'The request is not usable.' : `${first.path.join('.')}: ${first.message}${more}`,
    details: { issues },
  };
};

/** A refusal of lib/manage as the API says it. */
export const refused = <R extends Refusal>(refusal: R): Failure<R['code']> => {
  const details = detailsOf(refusal);
  return { failed: refusal.code, message: refusal.message, ...(details !== undefined && { details }) };
};

const detailsOf = (refusal: Refusal): Record<string, unknown> | undefined => {
  switch (refusal.code) {
    case 'invalid-request':
      return {
        issues: refusal.issues.map((issue) => ({ path: ['body', ...issue.path], message: issue.message })),
      };
    case 'graph-invalid':
      return { issues: refusal.issues };
    case 'conflict':
      return { currentRevision: refusal.currentRevision };
    case 'not-found':
    case 'not-replayable':
      return undefined;
  }
};
