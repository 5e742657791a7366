import { z } from 'zod';
import type { Manage } from '#lib/manage/context.ts';
import { fieldIssues } from '#lib/manage/outcome.ts';
import { type ErrorCode, type Failure, invalidRequest } from './errors.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The parts of a request that an operation reads; a part that is not declared has to be empty. */
export interface RequestShape {
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** By lower-case name. Headers that are not declared are ignored. */
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodType;
}

export interface ResponseShape {
  readonly description: string;
  readonly body?: z.ZodType;
  /** Name and meaning of the headers that come with it. */
  readonly headers?: Readonly<Record<string, string>>;
}

export type ResponseShapes = Readonly<Record<number, ResponseShape>>;

/** What the handler of an operation gets beside the request it declared. */
export interface OperationContext {
  readonly manage: Manage;
  /** Scheme, host and port under which this request came in. */
  readonly origin: string;
}

type Success<Responses extends ResponseShapes> = {
  [Status in keyof Responses & number]: {
    readonly status: Status;
    readonly headers?: Readonly<Record<string, string>>;
  } & (Responses[Status] extends { readonly body: infer Body extends z.ZodType }
    ? { readonly body: z.input<Body> }
    : { readonly body?: undefined });
}[keyof Responses & number];

interface Definition<
  Request extends z.core.$ZodShape & RequestShape,
  Responses extends ResponseShapes,
  Code extends ErrorCode,
> {
  /** Names the operation in generated clients. */
  readonly operationId: string;
  readonly method: Method;
  /** Below `/api/v1`, with the names of `request.params` in braces. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly request: Request;
  readonly responses: Responses;
  /** The codes this operation can answer by itself; those that every operation can answer are added in OpenAPI. */
  readonly errors: readonly Code[];
  /** How large a body may be, in bytes. */
  readonly maxBodyBytes?: number;
  readonly handle: (
    request: z.output<z.ZodObject<Request>>,
    context: OperationContext,
  ) => Promise<NoInfer<Success<Responses> | Failure<Code>>>;
}

/** What an operation answers; written as a call, since a status in a plain object would lose its literal type. */
export const reply = <const Status extends number, Body>(
  status: Status,
  body: Body,
  headers: Readonly<Record<string, string>> = {},
) => ({ status, body, headers });

/** Done, and there is nothing to say. */
export const noContent = () => ({ status: 204 }) as const;

/** The parts of a request, read but not checked. */
export interface RawRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** One operation of the API: what dispatch, checks and OpenAPI all read. */
export interface Route {
  readonly operationId: string;
  readonly method: Method;
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly request: RequestShape;
  readonly responses: ResponseShapes;
  readonly errors: readonly ErrorCode[];
  readonly maxBodyBytes: number;
  /** Checks the request, does the operation, and lets out only what the response's schema names. */
  readonly answer: (raw: RawRequest, context: OperationContext) => Promise<Answer | Failure>;
}

/** Enough for names, notes and secrets; operations that take a graph say more. */
const DEFAULT_MAX_BODY_BYTES = 128 * 1024;

const nothing = z.strictObject({});

/** Declares one operation. The request is parsed here, where its type is known, and hidden in a closure. */
export const defineRoute = <
  const Request extends z.core.$ZodShape & RequestShape,
  const Responses extends ResponseShapes,
  const Code extends ErrorCode,
>(
  definition: Definition<Request, Responses, Code>,
): Route => {
  const declared = z.object(definition.request);
  const undeclared = z.object({
    ...(definition.request.query === undefined && { query: nothing }),
    ...(definition.request.body === undefined && { body: nothing }),
  });
  const responses: ResponseShapes = definition.responses;

  const answer: Route['answer'] = async (raw, context) => {
    const extra = undeclared.safeParse(raw);
    if (!extra.success) return invalidRequest(issuesOf(extra.error));
    const request = declared.safeParse(raw);
    if (!request.success) return invalidRequest(issuesOf(request.error));
    const result: Answer | Failure = await definition.handle(request.data, context);
    if ('failed' in result) return result;
    const schema = responses[result.status]?.body;
    return schema === undefined ? result : { ...result, body: schema.parse(result.body) };
  };

  return { maxBodyBytes: DEFAULT_MAX_BODY_BYTES, ...definition, answer };
};

/** `params` is what the path says, so the reader is told `path`. */
const issuesOf = (error: z.ZodError) =>
  fieldIssues(error).map(({ path: [part = '', ...rest], message }) => ({
    path: [part === 'params' ? 'path' : part, ...rest],
    message,
  }));
