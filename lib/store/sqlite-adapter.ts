import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
  Transaction,
} from '@prisma/driver-adapter-utils';

/** How long SQLite waits for another process's write lock, in milliseconds. It blocks this process meanwhile. */
const BUSY_TIMEOUT_MS = 5_000;

const PRAGMAS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL; -- a commit is on disk when it returns: the journal's promise
  PRAGMA foreign_keys = ON;
  PRAGMA cache_size = -32768; -- 32 MiB
  PRAGMA journal_size_limit = 67108864; -- a WAL that grew under load shrinks again
`;

/** Opens the SQLite database `file` for Prisma. Dates are stored as whole milliseconds since 1970. */
export const sqliteAdapters = (file: string): SqlMigrationAwareDriverAdapterFactory => {
  const driver = new PrismaBetterSqlite3(
    { url: file, timeout: BUSY_TIMEOUT_MS },
    { timestampFormat: 'unixepoch-ms' },
  );
  return {
    provider: driver.provider,
    adapterName: driver.adapterName,
    connect: async () => {
      const adapter = await driver.connect();
      await adapter.executeScript(PRAGMAS);
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
  /** The caller must go on without another `await`, or someone else may be first. */
  const idle = async (): Promise<void> => {
    while (open !== undefined) await open;
  };

  return {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    queryRaw: async (query) => {
      await idle();
      return adapter.queryRaw(query);
    },
    executeRaw: async (query) => {
      await idle();
      return adapter.executeRaw(query);
    },
    executeScript: async (script) => {
      await idle();
      return adapter.executeScript(script);
    },
    startTransaction: async (isolationLevel) => {
      await idle();
      let end: () => void = () => undefined;
      open = new Promise((resolve) => {
        end = () => {
          open = undefined;
          resolve();
        };
      });
      try {
        return endingWith(await adapter.startTransaction(isolationLevel), end);
      } catch (error) {
        end();
        throw error;
      }
    },
    dispose: () => adapter.dispose(),
  };
};

const endingWith = (transaction: Transaction, end: () => void): Transaction => {
  const commit = transaction.commit.bind(transaction);
  const rollback = transaction.rollback.bind(transaction);
  transaction.commit = () => commit().finally(end);
  transaction.rollback = () => rollback().finally(end);
  return transaction;
};
