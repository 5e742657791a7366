import path from 'node:path';
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { log } from '#lib/server/log.ts';
import { readMigrations } from './migration-files.ts';
import type { Provider } from './provider.ts';
import { NO_FILTERS, withSchemaEngine } from './schema-engine.ts';
import { StoreError } from './store-error.ts';

export interface MigrateOptions {
  readonly provider: Provider;
  readonly adapters: SqlMigrationAwareDriverAdapterFactory;
  readonly dataDir: string;
  readonly databaseUrl?: string | undefined;
}

/**
 * Brings the database to the newest migration; safe when several instances start at once. Gives the names that were
 * applied. Throws a `StoreError` where a migration fails or the database is of a newer Patchbay.
 */
export const migrate = async (options: MigrateOptions): Promise<readonly string[]> => {
  const missing = await missingMigrations(options);
  if (missing.length === 0) return []; // the usual start: the engine is not even loaded
  const unlock = await lockMigrations(options);
  try {
    return await applyMissing(options);
  } finally {
    await unlock();
  }
};

const applyMissing = async ({ provider, adapters }: MigrateOptions): Promise<readonly string[]> => {
  const migrationsList = await readMigrations(provider);
  try {
    const { appliedMigrationNames } = await withSchemaEngine(adapters, (engine) =>
      engine.applyMigrations({ migrationsList, filters: NO_FILTERS }),
    );
    if (appliedMigrationNames.length > 0) {
      log.info('The database was migrated', { migrations: appliedMigrationNames });
    }
    return appliedMigrationNames;
  } catch (cause) {
    throw new StoreError(
      'store.migration-failed',
      `The database could not be migrated to this version: ${cause instanceof Error ? cause.message : cause}`,
      cause,
    );
  }
};

/** The names of migrations that were not applied yet. Throws where there are applied ones that this build does not know. */
const missingMigrations = async ({ provider, adapters }: MigrateOptions): Promise<string[]> => {
  const { migrationDirectories } = await readMigrations(provider);
  const known = migrationDirectories.map((directory) => directory.path);
  const applied = await appliedMigrations(adapters);
  const unknown = [...applied].filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new StoreError(
      'store.newer-database',
      `The database was written by a newer version of Patchbay (it has the migration ${unknown.join(', ')}). Start that version, or restore a backup.`,
    );
  }
  return known.filter((name) => !applied.has(name));
};

const appliedMigrations = async (adapters: SqlMigrationAwareDriverAdapterFactory): Promise<Set<string>> => {
  const adapter = await adapters.connect();
  try {
    if (!(await hasMigrationsTable(adapter))) return new Set();
    const sql =
      'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL';
    const { rows } = await adapter.queryRaw({ sql, args: [], argTypes: [] });
    return new Set(rows.map(([name]) => String(name)));
  } finally {
    await adapter.dispose();
  }
};

const hasMigrationsTable = async (adapter: SqlDriverAdapter): Promise<boolean> => {
  const sql =
    adapter.provider === 'sqlite'
      ? "SELECT 1 AS found FROM sqlite_master WHERE type = 'table' AND name = '_prisma_migrations'"
      : "SELECT 1 AS found WHERE to_regclass('_prisma_migrations') IS NOT NULL";
  const { rows } = await adapter.queryRaw({ sql, args: [], argTypes: [] });
  return rows.length > 0;
};

/** Only one instance migrates at a time. Both locks end with the process, so a crash leaves none behind. */
const lockMigrations = ({ dataDir, databaseUrl }: MigrateOptions): Promise<() => Promise<void>> =>
  databaseUrl === undefined ? lockFile(path.join(dataDir, 'migrate.lock')) : lockPostgres(databaseUrl);

/** Any constant that no other program uses on this database. */
const MIGRATION_LOCK = 7_247_318_001;

const lockPostgres = async (connectionString: string): Promise<() => Promise<void>> => {
  const client = new pg.Client({ connectionString, application_name: 'patchbay-migrate' });
  await client.connect();
  await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
  return () => client.end();
};

const LOCK_RETRY_MS = 50;
const LOCK_TIMEOUT_MS = 120_000;

/** A SQLite database beside the real one, only for its lock: Node has no file locks, and the engine needs the real one. */
const lockFile = async (file: string): Promise<() => Promise<void>> => {
  const lock = new Sqlite(file, { timeout: 0 });
  const deadline = Date.now() + LOCK_TIMEOUT_MS;
  while (!tryLock(lock)) {
    if (Date.now() > deadline) {
      lock.close();
      throw new StoreError(
        'store.locked',
        `Another process has been migrating the database for two minutes (${file}).`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, LOCK_RETRY_MS));
  }
  return async () => {
    lock.close();
  };
};

const tryLock = (lock: Sqlite.Database): boolean => {
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return false;
    throw error;
  }
};
