import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { packHere } from './pack.ts';
import { BUSY_TIMEOUT_MS, PRAGMAS } from './sqlite-pragmas.ts';
import type { BatchAnswer, BatchRequest, CrossingStatement, CrossingValue } from './sqlite-writer.ts';

// The thread behind sqlite-writer.ts: packs what is to be packed, and writes one batch after the other on a
// connection of its own. It keeps its statements compiled, which Prisma's driver does not (docs/storage.md).

const port = parentPort;
if (port === null) throw new Error('This module runs in a worker thread.');

const database = new Sqlite(String(workerData), { timeout: BUSY_TIMEOUT_MS });
database.exec(PRAGMAS);
/** By their texts, which are constants of the code: the map stays small. */
const compiled = new Map<string, Sqlite.Statement>();

const compile = (sql: string): Sqlite.Statement => {
  const known = compiled.get(sql);
  if (known !== undefined) return known;
  const statement = database.prepare(sql);
  compiled.set(sql, statement);
  return statement;
};

/** What SQLite takes for a value. */
const stored = (value: CrossingValue, bytes: ArrayBuffer): string | number | null | Uint8Array => {
  if (typeof value !== 'object' || value === null) return value;
  if ('unpackedText' in value) return packHere(Buffer.from(value.unpackedText));
  const part = new Uint8Array(bytes, value.at, value.length);
  return value.isPacked ? part : packHere(part);
};

const writeBatch = database.transaction(
  (statements: readonly CrossingStatement[], bytes: ArrayBuffer): void => {
    for (const { sql, rows } of statements) {
      const statement = compile(sql);
      for (const row of rows) statement.run(row.map((value) => stored(value, bytes)));
    }
  },
);

/** What `isRowFault` reads; an error's own fields do not cross threads. */
const describeError = (error: unknown): NonNullable<BatchAnswer['error']> => ({
  message: error instanceof Error ? error.message : String(error),
  cause: error instanceof Sqlite.SqliteError ? { kind: 'sqlite', code: error.code } : undefined,
});

const answer = ({ id, statements, bytes }: BatchRequest): BatchAnswer => {
  try {
    writeBatch.immediate(statements, bytes);
    return { id };
  } catch (error) {
    return { id, error: describeError(error) };
  }
};

port.on('message', (request: BatchRequest | 'close') => {
  if (request !== 'close') {
    port.postMessage(answer(request));
    return;
  }
  database.close();
  port.close();
});
