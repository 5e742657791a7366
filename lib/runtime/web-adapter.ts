import { clientAddressHeader, senderAddress } from '#lib/server/client-address.ts';
import { env } from '#lib/server/env.ts';
import type { VapiHttpResponse } from './answer.ts';
import { BODY_TIMEOUT_MS, gather, type ReadBody, refuseByHeaders } from './body.ts';
import type { Runtime } from './create-runtime.ts';
import { answerOther, BODYLESS } from './node-adapter.ts';

/** Answers a request for a server URL where Next got it: `next dev`, and hosts without the custom server. */
export const serveVapiWeb = async (runtime: Runtime, token: string, request: Request): Promise<Response> => {
  if (request.method !== 'POST')
    return toResponse(await answerOther(runtime, token, request.method), request.method);
  runtime.requests.begin();
  try {
    return await answerPost(runtime, token, request, Date.now());
  } finally {
    runtime.requests.end();
  }
};

const answerPost = async (
  runtime: Runtime,
  token: string,
  request: Request,
  receivedAt: number,
): Promise<Response> => {
  const refusal = await runtime.refusal(token);
  if (refusal !== undefined) return toResponse(refusal, request.method);
  const body = await readWebBody(request);
  const answer = await runtime.handle({
    token,
    headers: Object.fromEntries(request.headers),
    body,
    receivedAt,
    url: pathOf(request.url),
    address: webAddress(request.headers),
  });
  return toResponse(answer, request.method);
};

const pathOf = (url: string): string => {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
};

/** A Fetch request names no other end of the connection; our own server.js says it in a header. */
export const webAddress = (headers: Headers): string | undefined =>
  senderAddress({
    peer: headers.get(clientAddressHeader()) ?? undefined,
    forwardedFor: headers.get('x-forwarded-for') ?? undefined,
    trustProxy: env().PATCHBAY_TRUST_PROXY === true,
  });

const readWebBody = async (request: Request): Promise<ReadBody> => {
  const refused = refuseByHeaders(
    request.headers.get('content-encoding') ?? undefined,
    request.headers.get('content-length') ?? undefined,
  );
  if (refused !== undefined) return { ok: false, code: refused };
  if (request.body === null) return { ok: true, bytes: new Uint8Array() };
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    void reader.cancel().catch(() => undefined); // the sender is gone already, which is what cancel wants
  }, BODY_TIMEOUT_MS);
  try {
    return await drain(reader, () => late);
  } catch {
    return { ok: false, code: late ? 'body.timeout' : 'body.aborted' };
  } finally {
    clearTimeout(timer);
  }
};

const drain = async (
  reader: ReadableStreamDefaultReader<Uint8Array>,
  isLate: () => boolean,
): Promise<ReadBody> => {
  const gathered = gather();
  for (;;) {
    const { done, value } = await reader.read();
    if (isLate()) return { ok: false, code: 'body.timeout' };
    if (done) return { ok: true, bytes: gathered.bytes() };
    if (!gathered.add(value)) {
      await reader.cancel();
      return { ok: false, code: 'body.too-large' };
    }
  }
};

const toResponse = (answer: VapiHttpResponse, method: string): Response => {
  const { connection: _hopByHop, ...headers } = answer.headers;
  const hasBody = method !== 'HEAD' && !BODYLESS.has(answer.status);
  return new Response(hasBody ? answer.body : null, { status: answer.status, headers });
};
