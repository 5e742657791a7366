import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { log } from '#lib/server/log.ts';
import type { PrismaClient } from './generated/sqlite/client.ts';
import type { Provider } from './provider.ts';
import { sqliteAdapters } from './sqlite-adapter.ts';

export type { PrismaClient } from './generated/sqlite/client.ts';

/** What the repositories work with. */
export interface Database {
  readonly provider: Provider;
  readonly prisma: PrismaClient;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Connections to Postgres that one app instance holds at most. */
const POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 10_000;

/** How Prisma reaches the database: Postgres where a URL is given, else SQLite in the data directory. */
export const adaptersFor = (options: {
  dataDir: string;
  databaseUrl?: string | undefined;
}): SqlMigrationAwareDriverAdapterFactory => {
  if (options.databaseUrl === undefined) return sqliteAdapters(path.join(options.dataDir, 'patchbay.db'));
  const report = (error: Error) => log.warn('A connection to Postgres broke', { error });
  return new PrismaPg(
    {
      connectionString: options.databaseUrl,
      max: POOL_SIZE,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      application_name: 'patchbay',
    },
    { onPoolError: report, onConnectionError: report },
  );
};

/** Opens Prisma's client of the database. Nothing is connected before the first query. */
export const openClient = async (
  provider: Provider,
  adapter: SqlMigrationAwareDriverAdapterFactory,
): Promise<PrismaClient> => {
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
