import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { Provider } from './provider.ts';

/** Where the schema and the migrations of a database are, absolute. */
export const schemaFolder = (provider: Provider): string =>
  path.join(
    /* turbopackIgnore: true */ process.cwd(),
    provider === 'sqlite' ? 'prisma' : 'prisma/postgresql',
  );

/** The migrations of `provider`, oldest first, in the form the schema engine takes. Throws when a file is missing. */
export const readMigrations = async (provider: Provider): Promise<MigrationList> => {
  const baseDir = path.join(schemaFolder(provider), 'migrations');
  const entries = await readdir(baseDir, { withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOENT') return []; // before the first migration is written
    throw error;
  });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const migrationDirectories = await Promise.all(
    names.map(async (name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: {
          tag: 'ok' as const,
          value: await readFile(path.join(baseDir, name, 'migration.sql'), 'utf8'),
        },
      },
    })),
  );
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: `provider = "${provider}"\n` },
    shadowDbInitScript: '',
    migrationDirectories,
  };
};
