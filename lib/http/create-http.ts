import type { IncomingHttpHeaders } from 'node:http';
import { Agent, type Dispatcher } from 'undici';
import { type AddressGuard, createAddressGuard } from './address-guard.ts';
import { checkHost, hostOf, parseUrl } from './check-url.ts';
import { asHttpError } from './connection-error.ts';
import { guardedConnector, type OpenConnection, openConnection } from './connector.ts';
import { createDeadline, type Deadline } from './deadline.ts';
import { HttpError } from './http-error.ts';
import type { HttpPort, HttpRequest, HttpResponse, HttpStreamResponse } from './port.ts';
import { readBody } from './read-body.ts';
import { readStream } from './read-stream.ts';
import { type Hop, nextHop } from './redirect.ts';
import { flatHeaders } from './request-headers.ts';
import { type Lookup, lookupOnSystem } from './resolve.ts';

const MAX_REDIRECTS = 5;
const REDIRECT_BODY_BYTES = 16_384; // read, so that the connection can be used again; longer ones are cut
const KEEP_ALIVE_MS = 10_000; // idle; below what servers usually keep (nginx 75 s, Node 5 s says so in a header)
const MAX_ORIGINS = 500; // pools kept; idle ones make room

export interface HttpOptions {
  /** CIDR blocks that may be reached although they are private. */
  readonly allowPrivate: readonly string[];
  /** How names are resolved; the system's way by default. */
  readonly lookup?: Lookup;
  /** How a connection to checked addresses is opened; TCP and TLS by default. */
  readonly open?: OpenConnection;
}

/** Outbound HTTP with connections of its own; `close` ends them and the requests on them. */
export interface Http extends HttpPort {
  readonly close: () => Promise<void>;
}

/**
 * Outbound HTTP that reaches global unicast addresses and the networks the operator allows, and nothing else.
 * Throws where `allowPrivate` cannot be read.
 */
export const createHttp = ({
  allowPrivate,
  lookup = lookupOnSystem,
  open = openConnection,
}: HttpOptions): Http => {
  const guard = createAddressGuard(allowPrivate);
  const agent = new Agent({
    connect: guardedConnector(lookup, guard, open),
    allowH2: false,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxOrigins: MAX_ORIGINS,
    headersTimeout: 0, // each request's own deadline counts
    bodyTimeout: 0,
  });
  return {
    request: (request) => requestWhole(agent, guard, request),
    stream: (request) => requestStream(agent, guard, request),
    close: () => agent.destroy(),
  };
};

const requestWhole = async (
  agent: Agent,
  guard: AddressGuard,
  request: HttpRequest,
): Promise<HttpResponse> => {
  const chain = startChain(agent, guard, request);
  try {
    const { hop, answer } = await followRedirects(chain);
    return await readAnswer(hop, answer, request.maxResponseBytes);
  } catch (error) {
    throw chain.explain(error);
  } finally {
    chain.deadline.clear();
  }
};

const requestStream = async (
  agent: Agent,
  guard: AddressGuard,
  request: HttpRequest,
): Promise<HttpStreamResponse> => {
  const chain = startChain(agent, guard, request);
  try {
    const { hop, answer } = await followRedirects(chain);
    const { statusCode, statusText, headers, body } = answer;
    return {
      status: statusCode,
      statusText,
      headers: joinedHeaders(headers),
      body: readStream(body, hasBody(hop, statusCode) ? headers : {}, {
        host: hop.url.host,
        maxBytes: request.maxResponseBytes,
        explain: chain.explain,
        onEnd: chain.deadline.clear,
      }),
      url: hop.url.href,
    };
  } catch (error) {
    const explained = chain.explain(error);
    chain.deadline.clear();
    throw explained;
  }
};

/** A request and where its redirects have led so far. */
interface Chain {
  readonly agent: Agent;
  readonly guard: AddressGuard;
  readonly request: HttpRequest;
  readonly deadline: Deadline;
  /** The request that is under way. */
  readonly at: { hop: Hop };
  /** Why it ended, for what was thrown. */
  readonly explain: (error: unknown) => HttpError;
}

const startChain = (agent: Agent, guard: AddressGuard, request: HttpRequest): Chain => {
  const { signal, timeoutMs, method, headers, body } = request;
  const at = { hop: { method: method.toUpperCase(), url: parseUrl(request.url), headers, body } };
  const deadline = createDeadline(signal, timeoutMs, () => at.hop.url.host);
  const explain = (error: unknown): HttpError => deadline.reason() ?? asHttpError(error, at.hop.url);
  return { agent, guard, request, deadline, at, explain };
};

/** The answer at the end of the redirects, its body unread. */
const followRedirects = async ({
  agent,
  guard,
  request,
  deadline,
  at,
}: Chain): Promise<{ hop: Hop; answer: Dispatcher.ResponseData }> => {
  const follows = Math.min(request.maxRedirects, MAX_REDIRECTS);
  for (let redirects = 0; ; redirects += 1) {
    const { hop } = at;
    // undici heeds the signal only once it has a connection, so a slow name server or host would outlast it.
    const answer = await deadline.race(send(agent, guard, hop, deadline));
    const next = follows === 0 ? undefined : nextHop(hop, answer.statusCode, only(answer.headers.location));
    if (next === undefined) return { hop, answer };
    await answer.body.dump({ limit: REDIRECT_BODY_BYTES, signal: deadline.signal });
    if (redirects >= follows) throw tooManyRedirects(request.url, follows);
    at.hop = next;
  }
};

const send = (
  agent: Agent,
  guard: AddressGuard,
  hop: Hop,
  { signal }: Deadline,
): Promise<Dispatcher.ResponseData> => {
  const { url, method, headers, body } = hop;
  checkHost(hostOf(url), guard); // also where a connection is used again
  return agent.request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method,
    headers: flatHeaders(headers),
    body: body ?? null,
    signal,
  });
};

const readAnswer = async (
  hop: Hop,
  { statusCode, statusText, headers, body }: Dispatcher.ResponseData,
  maxBytes: number,
): Promise<HttpResponse> => {
  const { url } = hop;
  return {
    status: statusCode,
    statusText,
    headers: joinedHeaders(headers),
    body: hasBody(hop, statusCode)
      ? await readBody(body, headers, { host: url.host, maxBytes })
      : await noBody(body),
    url: url.href,
  };
};

/** Where there is none, headers may still tell the length and the encoding of one. */
const hasBody = ({ method }: Hop, status: number): boolean =>
  method !== 'HEAD' && status !== 204 && status !== 304;

const noBody = async (body: Dispatcher.ResponseData['body']): Promise<Uint8Array> => {
  await body.dump();
  return new Uint8Array();
};

const only = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

const joinedHeaders = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]): [string, string][] => {
      if (value === undefined) return [];
      const separator = name === 'set-cookie' ? '\n' : ', ';
      return [[name, Array.isArray(value) ? value.join(separator) : value]];
    }),
  );

const tooManyRedirects = (url: string, limit: number): HttpError =>
  new HttpError(
    'http.too-many-redirects',
    `${new URL(url).host} redirects more than ${limit} times. Call the address where it ends.`,
  );
