import { randomUUID } from 'node:crypto';
import type { Manage } from '#lib/manage/context.ts';
import { log } from '#lib/server/log.ts';
import { publicOrigin, requestOrigin } from '#lib/server/public-url.ts';
import type { Store } from '#lib/store/store.ts';
import { apiKeyOf, unauthorized } from './api-key.ts';
import type { Answer, RawRequest, Route } from './contract.ts';
import { errorTable, type Failure, invalidRequest } from './errors.ts';
import { matchRoute } from './match-route.ts';
import { openApiDocument } from './openapi.ts';
import { readBody } from './read-body.ts';
import { routes } from './routes.ts';

/** Where the API is mounted; paths of routes are below it. */
const API_PREFIX = '/api/v1';

/** What the API works on. */
export type ApiServices = Pick<Manage, 'store' | 'runtime'>;

/** Answers any request below `/api/v1`. Never rejects: a fault becomes a 500 in the one error shape. */
export const handleApi = async (request: Request, open: () => Promise<ApiServices>): Promise<Response> => {
  const isHead = request.method === 'HEAD';
  try {
    return toResponse(await answer(request, await open()), isHead);
  } catch (error) {
    const reference = randomUUID();
    log.error('an API request failed', { reference, method: request.method, url: request.url, error });
    return toResponse(fault(reference), isHead);
  }
};

const answer = async (request: Request, services: ApiServices): Promise<Answer | Failure> => {
  const url = new URL(request.url);
  const path = url.pathname.slice(API_PREFIX.length);
  const origin = requestOrigin(request.headers) ?? url.origin;
  if (path === '/openapi.json') return answerOpenApi(request.method, publicOrigin(origin));

  const match = matchRoute(routes, request.method, path);
  if (match.kind === 'wrong-method') {
    return request.method === 'OPTIONS' ? options(match.allow) : wrongMethod(request.method, match.allow);
  }

  const key = await authenticate(request.headers, services.store);
  if ('failed' in key) return key;
  if (match.kind === 'unknown-path') return unknownPath(url.pathname); // only told to those who may know
  const manage: Manage = {
    actor: { kind: 'api-key', id: key.id, name: key.name },
    store: services.store,
    runtime: services.runtime,
  };
  const raw = await readRequest(request, url, match.route, match.params);
  return 'failed' in raw ? raw : match.route.answer(raw, { manage, origin });
};

const authenticate = async (headers: Headers, store: Store) => {
  const given = apiKeyOf(headers);
  if ('failed' in given) return given;
  const row = await store.apiKeys.verify(given.key);
  return row ?? unauthorized('This API key is unknown or was revoked.');
};

const readRequest = async (
  request: Request,
  url: URL,
  route: Route,
  params: Readonly<Record<string, string>>,
): Promise<RawRequest | Failure> => {
  const names = [...url.searchParams.keys()];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return invalidRequest([{ path: ['query', twice], message: 'It is given twice.' }]);
  const hasBody = route.method !== 'GET';
  const body = hasBody ? await readBody(request, { maxBytes: route.maxBodyBytes }) : { value: {} };
  if ('failed' in body) return body;
  return {
    params,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(request.headers),
    body: body.value,
  };
};

const answerOpenApi = (method: string, origin: string): Answer | Failure => {
  const allow = ['GET', 'HEAD', 'OPTIONS'];
  if (method === 'OPTIONS') return options(allow);
  if (method !== 'GET' && method !== 'HEAD') return wrongMethod(method, allow);
  return {
    status: 200,
    body: openApiDocument(routes, `${origin}${API_PREFIX}`),
    headers: { 'access-control-allow-origin': '*' }, // public, and API explorers read it from elsewhere
  };
};

const options = (allow: readonly string[]): Answer => ({ status: 204, headers: { allow: allow.join(', ') } });

const wrongMethod = (method: string, allow: readonly string[]): Failure => ({
  failed: 'method-not-allowed',
  message: `This path does not take ${method}. It takes ${allow.join(', ')}.`,
  headers: { allow: allow.join(', ') },
});

const unknownPath = (path: string): Failure => ({
  failed: 'not-found',
  message: `There is nothing at ${path}. The operations are listed in ${API_PREFIX}/openapi.json.`,
});

const fault = (reference: string): Failure => ({
  failed: 'internal-error',
  message: 'Something went wrong on the server. Its log has the details under this reference.',
  details: { reference },
});

const toResponse = (result: Answer | Failure, isHead: boolean): Response => {
  const { status, body } = 'failed' in result ? asError(result) : result;
  const headers = new Headers({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...result.headers,
  });
  if (body === undefined) return new Response(null, { status, headers });
  headers.set('content-type', 'application/json; charset=utf-8');
  return new Response(isHead ? null : JSON.stringify(body), { status, headers });
};

const asError = ({ failed, message, details }: Failure): Answer => ({
  status: errorTable[failed].status,
  body: { error: { code: failed, message, ...(details !== undefined && { details }) } },
});
