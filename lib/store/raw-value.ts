import type { Provider } from './provider.ts';

// How values get into statements that are written by hand.

/** A time in milliseconds since 1970. Prisma's own columns are integers on SQLite. */
export const timeText = (provider: Provider, ms: number): number | string =>
  provider === 'sqlite' ? ms : new Date(ms).toISOString();

/** Bytes inside of JSON: SQLite reads them with `unhex`, Postgres with `decode(…, 'base64')`. */
export const bytesText = (provider: Provider, bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(
    provider === 'sqlite' ? 'hex' : 'base64',
  );
