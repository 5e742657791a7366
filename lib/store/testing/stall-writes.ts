import path from 'node:path';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import type { FreshDatabase } from './databases.ts';

/**
 * Another program holds a lock, so that nothing can be written to the table (on SQLite: to any) until the returned
 * function is called; as with a disk that stalls, nothing fails.
 */
export const stallWrites = async (
  { options }: FreshDatabase,
  table: 'events' | 'runs' = 'events',
): Promise<() => Promise<void>> => {
  if (options.databaseUrl === undefined) {
    const lock = new Sqlite(path.join(options.dataDir, 'patchbay.db'));
    lock.exec('BEGIN IMMEDIATE');
    return async () => {
      lock.close(); // undoes the transaction, where it is still open
    };
  }
  const client = new pg.Client({ connectionString: options.databaseUrl });
  client.on('error', () => undefined); // the database is dropped after the test, with whoever is still there
  await client.connect();
  await client.query(`BEGIN; LOCK TABLE ${table} IN EXCLUSIVE MODE`);
  return () => client.end();
};
