import type { TestProject } from 'vitest/node';
import { adaptersFor } from '#lib/store/client.ts';
import { migrate } from '#lib/store/migrate.ts';
import { startPostgres } from './postgres.ts';
import { databaseUrlOf, onPostgres, TEMPLATE } from './postgres-databases.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The maintenance database of the Postgres that this test run started. */
    postgresUrl: string;
  }
}

/** Starts one Postgres for all tests of a run; each test makes a database of its own in it. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const postgres = await startPostgres();
  await onPostgres(postgres.url, `CREATE DATABASE ${TEMPLATE}`);
  const databaseUrl = databaseUrlOf(postgres.url, TEMPLATE);
  const adapters = adaptersFor({ dataDir: '', databaseUrl });
  await migrate({ provider: 'postgresql', adapters, dataDir: '', databaseUrl });
  project.provide('postgresUrl', postgres.url);
  return () => postgres.stop();
};
