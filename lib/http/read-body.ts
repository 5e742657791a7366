import type { IncomingHttpHeaders } from 'node:http';
import { pipeline, type Readable, type Transform } from 'node:stream';
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createZstdDecompress,
} from 'node:zlib';
import { HttpError } from './http-error.ts';

/** What this end can decode, as it is told to servers. */
export const ACCEPT_ENCODING = 'gzip, deflate, br, zstd';

const MAX_ENCODINGS = 3; // more layers are an attack

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: () => createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }), // servers forget the trailer
  'x-gzip': () => createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }),
  deflate: () => createInflate({ finishFlush: constants.Z_SYNC_FLUSH }),
  br: () => createBrotliDecompress(),
  zstd: () => createZstdDecompress(),
};

interface Limits {
  readonly host: string;
  readonly maxBytes: number;
}

const tooLarge = ({ host, maxBytes }: Limits): HttpError =>
  new HttpError(
    'http.too-large',
    `The answer of ${host} is larger than ${maxBytes} bytes after decompression. Ask for less, or raise the limit of the step.`,
  );

const encodingsOf = (header: string): string[] =>
  header
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');

/**
 * The decoded bytes of an answer. Stops reading as soon as there are more than `maxBytes`, so that a small
 * compressed body cannot fill the memory. Throws `http.too-large` or `http.decode`.
 */
export const readBody = async (
  body: Readable,
  headers: IncomingHttpHeaders,
  limits: Limits,
): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of decodedBody(body, headers, limits)) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** The same, as the bytes come. */
export const decodedBody = async function* (
  body: Readable,
  headers: IncomingHttpHeaders,
  limits: Limits,
): AsyncGenerator<Uint8Array, void, undefined> {
  const contentEncoding = [headers['content-encoding'] ?? ''].flat().join(',');
  const encodings = encodingsOf(contentEncoding);
  if (encodings.length === 0 && Number(headers['content-length'] ?? 0) > limits.maxBytes) {
    discard(body);
    throw tooLarge(limits);
  }
  const decoded = decode(body, encodings, limits);
  let size = 0;
  try {
    for await (const chunk of decoded) {
      size += chunk.length;
      if (size > limits.maxBytes) throw tooLarge(limits);
      yield chunk;
    }
  } catch (error) {
    discard(body);
    throw isDecodeError(error) ? undecodable(limits.host, contentEncoding, error) : error;
  }
};

const isDecodeError = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^(Z_|ERR__?(BROTLI|ZSTD|ZLIB)|ERR_BROTLI|ERR_ZSTD|ZSTD_)/.test(error.code);

const undecodable = (host: string, encoding: string, cause?: unknown): HttpError =>
  new HttpError(
    'http.decode',
    `The answer of ${host} says it is "${encoding}" but cannot be decoded as such.`,
    cause,
  );

const decode = (body: Readable, encodings: readonly string[], { host }: Limits): Readable => {
  if (encodings.length > MAX_ENCODINGS) {
    discard(body);
    throw undecodable(host, encodings.join(', '));
  }
  // The last encoding of the list was applied last: RFC 9110, 8.4.
  return encodings.toReversed().reduce<Readable>((stream, name) => {
    const create = Object.hasOwn(decoders, name) ? decoders[name] : undefined;
    if (create === undefined) {
      discard(body);
      throw undecodable(host, name);
    }
    const decoder = create();
    pipeline(stream, decoder, () => undefined); // an error reaches the reader through the last stream
    return decoder;
  }, body);
};

/** Ends a body that nobody reads; closes its connection. */
const discard = (body: Readable): void => {
  body.on('error', () => undefined); // destroying an unread body is what is meant here
  body.destroy();
};
