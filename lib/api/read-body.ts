import { MAX_DEPTH, nestingOf } from '#lib/vapi/message.ts';
import { type Failure, invalidRequest } from './errors.ts';

/** How long a body may take to arrive, in milliseconds: enough for 10 MB on a slow line, not for a held socket. */
const BODY_TIMEOUT_MS = 30_000;

type BodyFailure = Failure<
  'invalid-request' | 'request-timeout' | 'body-too-large' | 'unsupported-media-type'
>;

export interface ReadBodyOptions {
  readonly maxBytes: number;
  readonly timeoutMs?: number;
}

/** The JSON in a request's body, `{}` where there is none; a failure where it is too large, too slow or not JSON. */
export const readBody = async (
  request: Request,
  options: ReadBodyOptions,
): Promise<{ readonly value: unknown } | BodyFailure> => {
  if (request.body === null) return { value: {} };
  const refused = refuseByHeaders(request.headers, options.maxBytes);
  // A POST without a body has no content type either, and Next gives it an empty stream.
  if (refused !== undefined && request.headers.has('content-type')) return refused;
  const bytes = await readBytes(request.body, options);
  if (!(bytes instanceof Uint8Array)) return bytes;
  if (bytes.byteLength === 0) return { value: {} };
  return refused ?? parse(bytes);
};

const refuseByHeaders = (headers: Headers, maxBytes: number): BodyFailure | undefined => {
  const encoding = headers.get('content-encoding') ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') {
    return unsupported(`Send the body without Content-Encoding; '${encoding}' is not decoded.`);
  }
  const type = headers.get('content-type') ?? '';
  const [essence = '', ...parameters] = type.split(';').map((part) => part.trim().toLowerCase());
  if (!/^application\/(.+\+)?json$/.test(essence)) {
    return unsupported(
      `Send the body with Content-Type: application/json${type === '' ? '' : `, not '${type}'`}.`,
    );
  }
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length);
  if (charset !== undefined && !/^"?utf-?8"?$/.test(charset)) return unsupported('Send the body in UTF-8.');
  return Number(headers.get('content-length') ?? 0) > maxBytes ? tooLarge(maxBytes) : undefined;
};

/** Reads no further than `maxBytes`, whatever Content-Length said. */
const readBytes = async (
  body: ReadableStream<Uint8Array>,
  { maxBytes, timeoutMs = BODY_TIMEOUT_MS }: ReadBodyOptions,
): Promise<Uint8Array | BodyFailure> => {
  const reader = body.getReader();
  const deadline = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => deadline.resolve('late'), timeoutMs);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const next = await Promise.race([reader.read(), deadline.promise]);
      if (next === 'late') return giveUp(reader, tooSlow(timeoutMs));
      if (next.done) return Buffer.concat(chunks);
      size += next.value.byteLength;
      if (size > maxBytes) return giveUp(reader, tooLarge(maxBytes));
      chunks.push(next.value);
    }
  } catch {
    // The only way to get here is a sender that hung up, who reads no answer; it is not a fault of the server.
    return invalidRequest([
      { path: ['body'], message: 'The connection was closed before the body was complete.' },
    ]);
  } finally {
    clearTimeout(timer);
  }
};

const giveUp = (reader: ReadableStreamDefaultReader<Uint8Array>, failure: BodyFailure): BodyFailure => {
  reader.cancel().catch(() => undefined); // a stream that is broken already needs no cancelling
  return failure;
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

const parse = (bytes: Uint8Array): { readonly value: unknown } | BodyFailure => {
  if (nestingOf(bytes) > MAX_DEPTH) return unreadable(`The JSON is nested deeper than ${MAX_DEPTH} levels.`);
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return unreadable('The body is not valid UTF-8.');
  }
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return unreadable(`The body is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
};

const unreadable = (message: string) => invalidRequest([{ path: ['body'], message }]);

const unsupported = (message: string): BodyFailure => ({ failed: 'unsupported-media-type', message });

const tooLarge = (maxBytes: number): BodyFailure => ({
  failed: 'body-too-large',
  message: `The body is larger than the ${maxBytes} bytes that this operation takes.`,
  details: { maxBytes },
});

const tooSlow = (timeoutMs: number): BodyFailure => ({
  failed: 'request-timeout',
  message: `The body took longer than ${timeoutMs / 1000} seconds to arrive.`,
});
