import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, describe, inject } from 'vitest';
import type { Provider } from '#lib/store/provider.ts';
import { openStore, type Store, type StoreOptions } from '#lib/store/store.ts';

/** An empty database that only one test uses. */
export interface FreshDatabase {
  readonly provider: Provider;
  /** What `openStore` takes to open it; can be opened several times at once. */
  readonly options: StoreOptions;
  /** Opens it; closed by itself after the test. */
  readonly open: (more?: Partial<StoreOptions>) => Promise<Store>;
}

/**
 * Runs the tests on SQLite and on Postgres. `fresh()` makes an empty database, which is gone after the test; with the
 * Postgres that lib/store/testing/global-setup.ts has started.
 */
export const describeEachDatabase = (
  name: string,
  define: (fresh: () => Promise<FreshDatabase>) => void,
): void => {
  describe.each<Provider>(['sqlite', 'postgresql'])(`${name} on %s`, (provider) => {
    let cleanUps: (() => Promise<void>)[] = [];
    afterEach(async () => {
      const due = cleanUps.reverse();
      cleanUps = [];
      for (const cleanUp of due) await cleanUp();
    });

    define(async () => {
      const dataDir = await mkdtemp(path.join(tmpdir(), 'patchbay-test-'));
      cleanUps.push(() => rm(dataDir, { recursive: true, force: true }));
      const options: StoreOptions =
        provider === 'sqlite' ? { dataDir } : { dataDir, ...(await newPostgresDatabase(cleanUps)) };
      return {
        provider,
        options,
        open: async (more = {}) => {
          const store = await openStore({ ...options, ...more });
          let isOpen = true;
          const close = async (): Promise<void> => {
            if (!isOpen) return;
            isOpen = false;
            await store.close();
          };
          cleanUps.push(close);
          return { ...store, close };
        },
      };
    });
  });
};

const newPostgresDatabase = async (cleanUps: (() => Promise<void>)[]): Promise<{ databaseUrl: string }> => {
  const maintenanceUrl = inject('postgresUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onMaintenance(maintenanceUrl, `CREATE DATABASE ${name}`);
  cleanUps.push(() => onMaintenance(maintenanceUrl, `DROP DATABASE ${name} WITH (FORCE)`));
  const url = new URL(maintenanceUrl);
  url.pathname = `/${name}`;
  return { databaseUrl: url.href };
};

const onMaintenance = async (connectionString: string, sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};
