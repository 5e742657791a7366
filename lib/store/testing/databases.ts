import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, inject } from 'vitest';
import type { Provider } from '#lib/store/provider.ts';
import { openStore, type Store, type StoreOptions } from '#lib/store/store.ts';
import { databaseUrlOf, onPostgres, TEMPLATE } from './postgres-databases.ts';

/** An empty database that only one test uses. */
export interface FreshDatabase {
  readonly provider: Provider;
  /** What `openStore` takes to open it; can be opened several times at once. */
  readonly options: StoreOptions;
  /** Opens it; closed by itself after the test. */
  readonly open: (more?: Partial<StoreOptions>) => Promise<Store>;
}

/**
 * Runs the tests on SQLite and on Postgres, the one that lib/store/testing/global-setup.ts has started. `fresh()` makes a
 * database without data, which is gone after the test; with `isEmpty` it is sure to have no tables either.
 */
export const describeEachDatabase = (
  name: string,
  define: (fresh: (options?: { isEmpty: boolean }) => Promise<FreshDatabase>) => void,
): void => {
  describe.each<Provider>(['sqlite', 'postgresql'])(`${name} on %s`, (provider) => {
    let cleanUps: (() => Promise<void>)[] = [];
    afterEach(async () => {
      const due = cleanUps.reverse();
      cleanUps = [];
      for (const cleanUp of due) await cleanUp();
    });

    define(async ({ isEmpty } = { isEmpty: false }) => {
      const dataDir = await mkdtemp(path.join(tmpdir(), 'patchbay-test-'));
      cleanUps.push(() => rm(dataDir, { recursive: true, force: true }));
      const options: StoreOptions =
        provider === 'sqlite' ? { dataDir } : { dataDir, ...(await newPostgresDatabase(cleanUps, isEmpty)) };
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

const newPostgresDatabase = async (
  cleanUps: (() => Promise<void>)[],
  isEmpty: boolean,
): Promise<{ databaseUrl: string }> => {
  const serverUrl = inject('postgresUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onPostgres(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${isEmpty ? 'template1' : TEMPLATE}`);
  cleanUps.push(() => onPostgres(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`));
  return { databaseUrl: databaseUrlOf(serverUrl, name) };
};
