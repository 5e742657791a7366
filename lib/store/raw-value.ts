import { pack } from './pack.ts';
import type { Provider } from './provider.ts';
import type { Unpacked } from './write-batch.ts';

// How values get into statements that are written by hand.

/** A time in milliseconds since 1970. Prisma's own columns are integers on SQLite. */
export const timeText = (provider: Provider, ms: number): number | string =>
  provider === 'sqlite' ? ms : new Date(ms).toISOString();

/** More than these, as text in JSON or copied from thread to thread, would be dear: they are packed here, as bytes. */
export const LARGE_BYTES = 128 * 1024;

/**
 * Bytes, or text, as they get into a row. SQLite's own thread packs them when it writes them; for Postgres they are
 * packed here, since there they cross as text. A promise only where they are many.
 */
export const toStored = (
  provider: Provider,
  unpacked: Uint8Array | string,
): Uint8Array<ArrayBuffer> | Unpacked | Promise<Uint8Array<ArrayBuffer>> =>
  provider === 'sqlite' && unpacked.length < LARGE_BYTES
    ? { unpacked }
    : pack(typeof unpacked === 'string' ? Buffer.from(unpacked) : unpacked);

/** Bytes inside of JSON, which Postgres reads with `decode(…, 'base64')`. */
export const base64Of = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
