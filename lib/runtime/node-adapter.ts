import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { senderAddress } from '#lib/server/client-address.ts';
import { env } from '#lib/server/env.ts';
import { aboutPage, methodNotAllowed, type VapiHttpResponse } from './answer.ts';
import { BODY_TIMEOUT_MS, type BodyFailure, gather, type ReadBody, refuseByHeaders } from './body.ts';
import type { Runtime } from './create-runtime.ts';

/** Statuses that have no body (RFC 9110, 6.4.1). */
export const BODYLESS: ReadonlySet<number> = new Set([204, 205, 304]);

const PREFIX = '/api/vapi/';

/** The token of a request for a server URL; `undefined` for every other address. */
export const tokenOf = (url: string | undefined): string | undefined => {
  if (url === undefined || !url.startsWith(PREFIX)) return undefined;
  const end = url.search(/[?#]/);
  const token = url.slice(PREFIX.length, end === -1 ? undefined : end).replace(/\/$/, '');
  return token === '' || token.includes('/') ? undefined : token;
};

/**
 * Whether a request may turn its connection into another protocol's. For server URLs it may not, and is answered as
 * any other: clients such as Java's offer HTTP/2 that way, and Next, which listens for upgrades, would hang up.
 */
export const mayUpgrade = (request: IncomingMessage): boolean => tokenOf(request.url) === undefined;

/** Answers a request for a server URL on Node's own HTTP server, ahead of Next. Never rejects. */
export const serveVapi = async (
  runtime: Runtime,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const receivedAt = Date.now();
  if (request.method !== 'POST') {
    request.resume();
    return send(response, await answerOther(runtime, token, request.method), request.method === 'HEAD');
  }
  runtime.requests.begin();
  try {
    const looked = runtime.refusal(token);
    const refusal = looked === undefined ? undefined : await looked;
    if (refusal !== undefined) {
      send(response, refusal, false);
      return leaveUnread(request); // strangers do not get to fill the memory
    }
    const headers = flat(request);
    const body = await readNodeBody(request, headers);
    if (response.destroyed) return;
    const address = senderAddress({
      peer: request.socket.remoteAddress,
      forwardedFor: headers['x-forwarded-for'],
      trustProxy: env().PATCHBAY_TRUST_PROXY === true,
    });
    const answer = await runtime.handle({ token, headers, body, receivedAt, url: request.url, address });
    send(response, answer, false);
    if (!body.ok) leaveUnread(request);
  } finally {
    runtime.requests.end();
  }
};

/** What a server URL says to methods other than POST. */
export const answerOther = async (
  runtime: Runtime,
  token: string,
  method: string | undefined,
): Promise<VapiHttpResponse> => {
  if (method !== 'GET' && method !== 'HEAD') return methodNotAllowed();
  return (await runtime.refusal(token)) ?? aboutPage();
};

const readNodeBody = (
  request: IncomingMessage,
  headers: Readonly<Record<string, string>>,
): Promise<ReadBody> => {
  const refused = refuseByHeaders(headers['content-encoding'], headers['content-length']);
  if (refused !== undefined) return Promise.resolve({ ok: false, code: refused });
  return new Promise((resolve) => {
    const gathered = gather();
    let isOver = false;
    const finish = (result: ReadBody): void => {
      isOver = true;
      clearTimeout(timer);
      resolve(result); // once: what comes after it counts for nothing
    };
    const fail = (code: BodyFailure): void => {
      request.removeAllListeners('data');
      request.pause();
      finish({ ok: false, code });
    };
    const timer = setTimeout(() => fail('body.timeout'), BODY_TIMEOUT_MS);
    request.on('data', (chunk: Buffer) => {
      if (!isOver && !gathered.add(chunk)) fail('body.too-large');
    });
    request.on('end', () => isOver || finish({ ok: true, bytes: gathered.bytes() }));
    const abort = (): void => void (isOver || finish({ ok: false, code: 'body.aborted' }));
    request.on('close', abort);
    request.on('error', abort);
  });
};

/** The rest of a refused body is thrown away for a moment, so that the sender can read the answer, then cut off. */
const leaveUnread = (request: IncomingMessage): void => {
  request.on('error', () => undefined); // a sender that hangs up here is no news
  request.resume();
  setTimeout(() => {
    if (!request.complete) request.socket.destroy();
  }, 2_000).unref();
};

/** By lower-case name; every value of a header that came more than once, since Node would keep the first of some. */
const flat = (request: IncomingMessage): Record<string, string> => {
  const headers: Record<string, string> = {};
  const { rawHeaders } = request;
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase() ?? '';
    const value = rawHeaders[at + 1] ?? '';
    headers[name] = Object.hasOwn(headers, name) ? `${headers[name]}, ${value}` : value;
  }
  return headers;
};

/** The same class at run time, which Node's types and the browser's describe differently. */
const nodeStream = (stream: ReadableStream<Uint8Array>) => stream as NodeReadableStream<Uint8Array>;

const send = (response: ServerResponse, answer: VapiHttpResponse, headOnly: boolean): void => {
  if (response.destroyed) {
    if (typeof answer.body !== 'string') void answer.body.cancel();
    return;
  }
  if (BODYLESS.has(answer.status)) {
    response.writeHead(answer.status, answer.headers).end();
    return;
  }
  if (typeof answer.body !== 'string') {
    response.writeHead(answer.status, answer.headers);
    response.flushHeaders();
    // Where it breaks off, the connection is cut: nobody may take a part for the whole. Its record says why.
    pipeline(Readable.fromWeb(nodeStream(answer.body)), response, () => undefined);
    return;
  }
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
  // As text: Node sends it in one piece with the headers.
  if (headOnly) response.end();
  else response.end(answer.body, 'utf8');
};
