import { failure, type TokenResponse } from '#lib/vapi/credentials/token-endpoint.ts';
import type { Runtime } from './create-runtime.ts';

/** A request for a token has some hundred bytes; strangers do not get to fill the memory. */
const MAX_BYTES = 16 * 1024;

/** Answers a request to the token endpoint. */
export const serveTokenRequest = async (
  runtime: Pick<Runtime, 'issueToken'>,
  request: Request,
): Promise<Response> => {
  const body = await readBody(request);
  const answer =
    body === undefined
      ? failure(400, 'invalid_request', 'The body is larger than 16 KB.')
      : runtime.issueToken({
          authorization: request.headers.get('authorization') ?? undefined,
          contentType: request.headers.get('content-type') ?? undefined,
          body,
          receivedAt: Date.now(),
        });
  return toResponse(answer);
};

const readBody = async (request: Request): Promise<string | undefined> => {
  if (request.body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const toResponse = ({ status, headers, body }: TokenResponse): Response =>
  Response.json(body, { status, headers });
