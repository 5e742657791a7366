import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { isUnpacked, type Statement, type Value, type WriteBatch } from './write-batch.ts';

export interface BatchRequest {
  readonly id: number;
  readonly statements: readonly CrossingStatement[];
  /** The bytes of all values, one after the other. */
  readonly bytes: ArrayBuffer;
}

export interface CrossingStatement {
  readonly sql: string;
  readonly rows: readonly (readonly CrossingValue[])[];
}

/** A value as it crosses to the thread: bytes are a place in the batch's own. */
export type CrossingValue = string | number | null | Bytes | { readonly unpackedText: string };

export interface Bytes {
  readonly at: number;
  readonly length: number;
  readonly isPacked: boolean;
}

export interface BatchAnswer {
  readonly id: number;
  /** Absent where the batch was committed. */
  readonly error?: { readonly message: string; readonly cause: unknown };
}

export interface SqliteWriter {
  readonly writeBatch: WriteBatch;
  readonly close: () => Promise<void>;
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Writes batches to the SQLite file from a thread of its own. SQLite's commit returns when the disk has it, which
 * takes from a fraction of a millisecond to ten and more; on the main thread every caller would wait for that.
 * The thread starts with the first batch, and anew where it has ended.
 */
export const createSqliteWriter = (file: string): SqliteWriter => {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let lastId = 0;

  const failAll = (error: Error): void => {
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };

  const start = (): Worker => {
    // From the working directory, not from this module: inside Next's bundles that is somewhere else.
    const entry = path.join(/* turbopackIgnore: true */ process.cwd(), 'lib/store/sqlite-writer-thread.ts');
    const started = new Worker(entry, { workerData: file, name: 'sqlite-writer' });
    started.unref();
    started.on('message', ({ id, error }: BatchAnswer) => {
      const due = waiting.get(id);
      waiting.delete(id);
      if (waiting.size === 0) started.unref();
      if (error === undefined) due?.resolve();
      else due?.reject(new Error(error.message, { cause: error.cause }));
    });
    started.on('error', failAll);
    started.on('exit', () => {
      if (worker === started) failAll(new Error('The thread that writes to the database has ended.'));
    });
    return started;
  };

  return {
    writeBatch: (statements) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        worker.ref(); // what was handed over is written before the process may end
        const { bytes, ...request } = crossing(statements);
        worker.postMessage({ id: lastId, ...request, bytes } satisfies BatchRequest, [bytes]);
      }),
    close: async () => {
      const open = worker;
      worker = undefined;
      if (open === undefined) return;
      const ended = new Promise((resolve) => open.once('exit', resolve));
      open.ref();
      open.postMessage('close');
      await ended;
    },
  };
};

/**
 * The statements with the bytes in one buffer, which is handed over: an array of bytes that is cloned takes all of the
 * memory that it is a part of with it.
 */
const crossing = (statements: readonly Statement[]): Pick<BatchRequest, 'statements' | 'bytes'> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  const put = (part: Uint8Array, isPacked: boolean): Bytes => {
    const place = { at: size, length: part.byteLength, isPacked };
    parts.push(part);
    size += part.byteLength;
    return place;
  };
  const cross = (value: Value): CrossingValue => {
    if (typeof value !== 'object' || value === null) return value;
    if (!isUnpacked(value)) return put(value, true);
    const { unpacked } = value;
    return typeof unpacked === 'string' ? { unpackedText: unpacked } : put(unpacked, false);
  };
  const crossed = statements.map(({ sql, rows }) => ({ sql, rows: rows.map((row) => row.map(cross)) }));
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return { statements: crossed, bytes: bytes.buffer };
};
