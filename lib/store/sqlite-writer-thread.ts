import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { BUSY_TIMEOUT_MS, PRAGMAS } from './sqlite-pragmas.ts';
import type { BatchAnswer, BatchRequest } from './sqlite-writer.ts';
import type { Statement } from './write-batch.ts';

// The thread behind sqlite-writer.ts: writes one batch after the other on a connection of its own. It keeps its
// statements compiled, which Prisma's driver does not (docs/storage.md).

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

const writeBatch = database.transaction((statements: readonly Statement[]): void => {
  for (const { sql, args } of statements) compile(sql).run(...args);
});

/** What `isRowFault` reads; an error's own fields do not cross threads. */
const describeError = (error: unknown): NonNullable<BatchAnswer['error']> => ({
  message: error instanceof Error ? error.message : String(error),
  cause: error instanceof Sqlite.SqliteError ? { kind: 'sqlite', code: error.code } : undefined,
});

const answer = ({ id, statements }: BatchRequest): BatchAnswer => {
  try {
    writeBatch.immediate(statements);
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
