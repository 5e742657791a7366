import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
  SqlQuery,
  Transaction,
} from '@prisma/driver-adapter-utils';
import { BUSY_TIMEOUT_MS, PRAGMAS } from './sqlite-pragmas.ts';

const BUSY_RETRY_MS = 5;

/** Opens the SQLite database `file` for Prisma. Dates are stored as whole milliseconds since 1970. */
export const sqliteAdapters = (file: string): SqlMigrationAwareDriverAdapterFactory => {
  // SQLite's own waiting (`timeout`) would stop the whole process, calls and all: `patiently` waits instead.
  const driver = new PrismaBetterSqlite3({ url: file, timeout: 0 }, { timestampFormat: 'unixepoch-ms' });
  return {
    provider: driver.provider,
    adapterName: driver.adapterName,
    connect: async () => {
      const adapter = await driver.connect();
      await patiently(() => adapter.executeScript(PRAGMAS));
      return isolateTransactions(adapter);
    },
    connectToShadowDb: () => driver.connectToShadowDb(),
  };
};

/**
 * All of the process shares one connection, and the driver lets a statement from outside run in the middle of another
 * caller's transaction, to be undone with it although it was reported as done. Here it waits for the end of that
 * transaction. So a transaction must not use the client it was opened on, only its own: it would wait for itself.
 */
export const isolateTransactions = (adapter: SqlDriverAdapter): SqlDriverAdapter => {
  let open: Promise<void> | undefined;

  /** Runs a statement of the driver, which is over when `run` returns, while no transaction is open. */
  const alone = async <Result>(run: () => Promise<Result>): Promise<Result> =>
    patiently(async () => {
      while (open !== undefined) await open;
      return run();
    });

  return {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    queryRaw: (query) => alone(() => adapter.queryRaw(query)),
    executeRaw: (query) => alone(() => adapter.executeRaw(query)),
    executeScript: (script) => alone(() => adapter.executeScript(script)),
    startTransaction: async (isolationLevel) => {
      while (open !== undefined) await open;
      let end: () => void = () => undefined;
      open = new Promise((resolve) => {
        end = () => {
          open = undefined;
          resolve();
        };
      });
      try {
        return await begin(await adapter.startTransaction(isolationLevel), end);
      } catch (error) {
        end();
        throw error;
      }
    },
    dispose: () => adapter.dispose(),
  };
};

/**
 * The driver's BEGIN takes the write lock only at the first write, which then fails, unrepeatable, where another
 * process has written since the first read. So it is begun again with the lock in hand.
 */
const begin = async (transaction: Transaction, end: () => void): Promise<Transaction> => {
  const commit = transaction.commit.bind(transaction);
  const rollback = transaction.rollback.bind(transaction);
  try {
    await transaction.executeRaw(statement('ROLLBACK'));
    await patiently(() => transaction.executeRaw(statement('BEGIN IMMEDIATE')));
  } catch (error) {
    await rollback(); // lets go of the driver's own lock
    throw error;
  }
  transaction.commit = () => commit().finally(end);
  transaction.rollback = () => rollback().finally(end);
  return transaction;
};

/** Tries again while another connection holds the write lock. */
const patiently = async <Result>(run: () => Promise<Result>): Promise<Result> => {
  const deadline = Date.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (!isBusy(error) || Date.now() > deadline) throw error;
    }
    await sleep(BUSY_RETRY_MS);
  }
};

/** The adapter's word for SQLITE_BUSY is `SocketTimeout`. */
const isBusy = (error: unknown): boolean =>
  error instanceof Error &&
  typeof error.cause === 'object' &&
  error.cause !== null &&
  'kind' in error.cause &&
  error.cause.kind === 'SocketTimeout';

const statement = (sql: string): SqlQuery => ({ sql, args: [], argTypes: [] });
