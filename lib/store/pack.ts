import { promisify } from 'node:util';
import { constants, zstdCompress, zstdCompressSync, zstdDecompress } from 'node:zlib';

const LEVEL = { [constants.ZSTD_c_compressionLevel]: 1 };

/** Told the size before, zstd makes smaller tables, and Node no 16 KB buffer: half the CPU for a body of 3 KB. */
const optionsFor = ({ byteLength }: Uint8Array) => ({
  params: LEVEL,
  pledgedSrcSize: byteLength,
  chunkSize: Math.min(byteLength + 64, 16 * 1024),
});

/** Below this, packing costs as much as for several times as many bytes, and saves some 200 of them. */
const MIN_BYTES = 768;
/** Above this, packing goes to another thread, since the event loop would stand still for more than about 0.5 ms. */
const ASYNC_BYTES = 128 * 1024;

/** The first byte says how the rest is packed. */
const PLAIN = 0;
const ZSTD = 1;

const compressElsewhere = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** Packs bytes for storage; a promise only where they are many. */
export const pack = (bytes: Uint8Array): Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>> => {
  if (bytes.byteLength < ASYNC_BYTES) return packHere(bytes);
  return compressElsewhere(bytes, optionsFor(bytes)).then((packed) => smaller(bytes, packed));
};

/** The same on this thread, however many bytes there are. */
export const packHere = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.byteLength < MIN_BYTES
    ? tagged(PLAIN, bytes)
    : smaller(bytes, zstdCompressSync(bytes, optionsFor(bytes)));

/** What `pack` was given. Throws where the bytes are not from `pack`. */
export const unpack = async (packed: Uint8Array): Promise<Uint8Array> => {
  const body = packed.subarray(1);
  if (packed[0] === PLAIN) return body;
  if (packed[0] === ZSTD) return decompress(body);
  throw new Error(`Stored bytes begin with ${packed[0]}, which no version of Patchbay wrote.`);
};

const smaller = (bytes: Uint8Array, packed: Uint8Array): Uint8Array<ArrayBuffer> =>
  packed.byteLength < bytes.byteLength ? tagged(ZSTD, packed) : tagged(PLAIN, bytes);

const tagged = (tag: number, bytes: Uint8Array): Uint8Array<ArrayBuffer> => {
  const result = new Uint8Array(bytes.byteLength + 1);
  result[0] = tag;
  result.set(bytes, 1);
  return result;
};
