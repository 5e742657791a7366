import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import type {
  SqlDriverAdapterFactory,
  SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import { log } from '#lib/server/log.ts';
import type { PrismaClient } from './generated/sqlite/client.ts';
import { postgresSocket } from './postgres-socket.ts';
import type { Provider } from './provider.ts';
import { sqliteAdapters } from './sqlite-adapter.ts';
import { createSqliteWriter } from './sqlite-writer.ts';
import { createWriteBatch, type WriteBatch } from './write-batch.ts';

export type { PrismaClient } from './generated/sqlite/client.ts';

/** What the repositories work with. */
export interface Database {
  readonly provider: Provider;
  readonly prisma: PrismaClient;
  /** For the journal and the run log: many rows at little cost. */
  readonly writeBatch: WriteBatch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Connections to Postgres that one app instance holds at most. */
const POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 10_000;

/** The database file in a data directory. */
const sqliteFile = (dataDir: string): string => path.join(dataDir, 'patchbay.db');

/** How Prisma reaches the database: Postgres where a URL is given, else SQLite in the data directory. */
export const adaptersFor = (options: {
  dataDir: string;
  databaseUrl?: string | undefined;
  /** How long Postgres may say nothing to a statement; absent means any time, as for migrations. */
  silenceMs?: number;
}): SqlMigrationAwareDriverAdapterFactory => {
  if (options.databaseUrl === undefined) {
    const file = sqliteFile(options.dataDir);
    // SQLite would let everyone on the machine read a new file; those beside it get the permissions of this one.
    closeSync(openSync(file, 'a', 0o600));
    return sqliteAdapters(file);
  }
  const { silenceMs } = options;
  const report = (error: Error) => log.warn('A connection to Postgres broke', { error });
  return new PrismaPg(
    {
      connectionString: options.databaseUrl,
      max: POOL_SIZE,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      application_name: 'patchbay',
      ...(silenceMs === undefined ? {} : { stream: () => postgresSocket(silenceMs) }),
    },
    { onPoolError: report, onConnectionError: report },
  );
};

/** A database and the way to let go of it. */
export interface OpenDatabase {
  readonly database: Database;
  readonly close: () => Promise<void>;
}

/** Connects to the database. Throws where it cannot be reached. */
export const openDatabase = async (
  provider: Provider,
  adapters: SqlMigrationAwareDriverAdapterFactory,
  { dataDir, now }: { dataDir: string; now: () => number },
): Promise<OpenDatabase> => {
  const connection = await adapters.connect();
  // Prisma gets the same connection, and ends it.
  const prisma = await openClient(provider, {
    provider: adapters.provider,
    adapterName: adapters.adapterName,
    connect: async () => connection,
  });
  // Postgres commits far away and asynchronously; SQLite commits right here, and would stop everything else meanwhile.
  const writer =
    provider === 'sqlite'
      ? createSqliteWriter(sqliteFile(dataDir))
      : { writeBatch: createWriteBatch(connection), close: async () => undefined };
  return {
    database: { provider, prisma, writeBatch: writer.writeBatch, now },
    close: async () => {
      await writer.close();
      await prisma.$disconnect();
    },
  };
};

const openClient = async (provider: Provider, adapter: SqlDriverAdapterFactory): Promise<PrismaClient> => {
  if (provider === 'sqlite') {
    const { PrismaClient } = await import('./generated/sqlite/client.ts');
    return new PrismaClient({ adapter });
  }
  const { PrismaClient } = await import('./generated/postgresql/client.ts');
  // The seam between the two: one schema is made from the other (scripts/prisma-schema.mjs), so the clients take and
  // give the same, but Prisma makes two unrelated types of them.
  return new PrismaClient({ adapter }) as unknown as SqliteClient;
};

type SqliteClient = PrismaClient; // the name is taken by the import inside `openClient`
