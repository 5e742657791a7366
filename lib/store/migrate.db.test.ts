import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { adaptersFor } from './client.ts';
import { migrate } from './migrate.ts';
import { readMigrations } from './migration-files.ts';
import { openStore } from './store.ts';
import { describeEachDatabase, type FreshDatabase } from './testing/databases.ts';
import { event, graph } from './testing/factories.ts';

const migrateIt = ({ provider, options }: FreshDatabase) =>
  migrate({
    provider,
    adapters: adaptersFor(options),
    dataDir: options.dataDir,
    databaseUrl: options.databaseUrl,
  });

describeEachDatabase('migrations', (fresh) => {
  test('make an empty database usable, and do nothing the next time', async () => {
    const database = await fresh({ isEmpty: true });
    const { migrationDirectories } = await readMigrations(database.provider);
    const all = migrationDirectories.map((directory) => directory.path);
    expect(all).not.toEqual([]);
    expect(await migrateIt(database)).toEqual(all);
    expect(await migrateIt(database)).toEqual([]);

    const store = await database.open();
    const workflow = await store.workflows.create({ name: 'Shop', draft: graph() });
    await store.close();
    const again = await database.open();
    expect(await again.workflows.get(workflow.id)).toEqual(workflow);
  });

  test('leave the table that the Prisma CLI reads, with checksums of the files', async () => {
    const database = await fresh({ isEmpty: true });
    const store = await database.open();
    const rows = await store.prisma.$queryRawUnsafe<{ migration_name: string; checksum: string }[]>(
      'SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY 1',
    );
    const { migrationDirectories } = await readMigrations(database.provider);
    expect(rows.map((row) => row.migration_name)).toEqual(migrationDirectories.map((each) => each.path));
    expect(rows.every((row) => /^[0-9a-f]{64}$/.test(row.checksum))).toBe(true);
  });

  test('run once when several app instances start at the same moment', async () => {
    const database = await fresh({ isEmpty: true });
    const applied = await Promise.all(Array.from({ length: 4 }, () => migrateIt(database)));
    expect(applied.flat()).toEqual(
      (await readMigrations(database.provider)).migrationDirectories.map((each) => each.path),
    );
    const stores = await Promise.all(Array.from({ length: 3 }, () => database.open()));
    await Promise.all(stores.map((store) => store.journal.append(event())));
    expect(await stores[0]?.prisma.event.count()).toBe(3);
  });

  test('of a newer Patchbay are left alone, with a message', async () => {
    const database = await fresh();
    const store = await database.open();
    await store.prisma.$executeRawUnsafe(
      "UPDATE _prisma_migrations SET migration_name = '29990101000000_from_the_future'",
    );
    await store.close();
    await expect(database.open()).rejects.toMatchObject({
      code: 'store.newer-database',
      message: expect.stringContaining('29990101000000_from_the_future'),
    });
  });

  test('that fail say so, and leave the database unlocked', async () => {
    const database = await fresh({ isEmpty: true });
    const adapter = await adaptersFor(database.options).connect();
    await adapter.executeScript('CREATE TABLE workflows (something int)');
    await adapter.dispose();
    await expect(database.open()).rejects.toMatchObject({ code: 'store.migration-failed' });
    await expect(database.open()).rejects.toMatchObject({ code: 'store.migration-failed' });
  });
});

describeEachDatabase('the encryption key', (fresh) => {
  test('is made at the first start, readable by its owner only, and found at the next', async () => {
    const database = await fresh();
    const store = await database.open();
    const { id, token } = await store.workflows.create({ name: 'Shop', draft: graph() });
    await store.close();
    const file = path.join(database.options.dataDir, 'encryption.key');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
    expect((await (await database.open()).workflows.get(id))?.token).toBe(token);
  });

  test('that is another one than the data was encrypted with is refused at start', async () => {
    const database = await fresh();
    await (await database.open()).close();
    const wrong = expect.objectContaining({
      code: 'store.wrong-encryption-key',
      message: expect.stringContaining('PATCHBAY_ENCRYPTION_KEY'),
    });
    await expect(openStore({ ...database.options, encryptionKey: 'ab'.repeat(32) })).rejects.toEqual(wrong);
    await rm(path.join(database.options.dataDir, 'encryption.key'));
    await expect(openStore(database.options)).rejects.toEqual(wrong);
  });

  test('from the environment needs no file', async () => {
    const database = await fresh();
    const store = await database.open({ encryptionKey: 'ab'.repeat(32) });
    expect(store.vault.decrypt(store.vault.encrypt('text'))).toBe('text');
    await expect(stat(path.join(database.options.dataDir, 'encryption.key'))).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });

  test('file that holds no key is named', async () => {
    const database = await fresh();
    const file = path.join(database.options.dataDir, 'encryption.key');
    await writeFile(file, 'oops');
    await chmod(file, 0o600);
    await expect(openStore(database.options)).rejects.toMatchObject({
      code: 'vault.bad-key-file',
      message: expect.stringContaining(file),
    });
  });
});

test('nobody else on the machine can read the SQLite database', async () => {
  const parent = await mkdtemp(path.join(tmpdir(), 'patchbay-test-'));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  const dataDir = path.join(parent, 'data');
  const store = await openStore({ dataDir });
  await store.journal.append(event());
  const modeOf = async (file: string) => (await stat(path.join(dataDir, file))).mode & 0o777;
  expect(await modeOf('.')).toBe(0o700);
  for (const file of ['patchbay.db', 'patchbay.db-wal', 'patchbay.db-shm']) {
    expect(await modeOf(file), file).toBe(0o600);
  }
  await store.close();
});

describeEachDatabase('the store', (fresh) => {
  test('says whether the database answers', async () => {
    const store = await (await fresh()).open();
    await expect(store.health()).resolves.toBeUndefined();
  });

  test('says whether the database can be written to, and when it can again', async () => {
    let time = Date.now();
    const store = await (await fresh()).open({ now: () => time });
    await store.health();
    await store.prisma.$executeRawUnsafe('ALTER TABLE settings RENAME TO away');
    await expect(store.health()).resolves.toBeUndefined();
    time += 10_000;
    await expect(store.health()).rejects.toThrow();
    await store.prisma.$executeRawUnsafe('ALTER TABLE away RENAME TO settings');
    time += 1_000;
    await expect(store.health()).resolves.toBeUndefined();
  });

  test('writes what is waiting before it closes', async () => {
    const database = await fresh();
    const store = await database.open();
    const kept = event();
    const appended = store.journal.append(kept);
    await store.close();
    await appended;
    expect(await (await database.open()).events.get(kept.id)).toBeDefined();
  });

  test('a statement from outside is not undone with a transaction that fails', async () => {
    const store = await (await fresh()).open();
    const failing = store.prisma.$transaction(async (transaction) => {
      await transaction.setting.create({ data: { key: 'inside', value: '1', updatedAt: new Date() } });
      const outside = store.settings.set('outside', 1); // another request, at the same moment
      await new Promise((resolve) => setTimeout(resolve, 50));
      return Promise.reject(Object.assign(new Error('undone'), { outside }));
    });
    const error = await failing.catch((reason) => reason);
    expect(error.message).toBe('undone');
    await error.outside;
    expect(await store.settings.get('outside')).toBe(1);
    expect(await store.settings.get('inside')).toBeUndefined();
  });
});

test('a Postgres that cannot be used is named, with the reason and without the password', async () => {
  const url = new URL(inject('postgresUrl'));
  const dataDir = await mkdtemp(path.join(tmpdir(), 'patchbay-test-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const openAs = (change: Partial<URL>) =>
    openStore({ dataDir, databaseUrl: Object.assign(new URL(url), change).href }).catch((error) => error);
  for (const [change, reason] of [
    [{ password: 'hunter2' }, 'the password is wrong'],
    [{ pathname: '/nothing' }, 'there is no such database'],
    [{ port: '1' }, 'nothing answers there'],
  ] as const) {
    const error = await openAs(change);
    expect(error).toMatchObject({ code: 'store.unreachable', message: expect.stringContaining(reason) });
    expect(error.message).not.toMatch(/hunter2|throwaway/);
  }
});

test('a data directory that cannot be used is named, with the reason', async () => {
  const parent = await mkdtemp(path.join(tmpdir(), 'patchbay-test-'));
  onTestFinished(() => rm(parent, { recursive: true }));
  const open = (dataDir: string) => openStore({ dataDir }).catch((error) => error);
  const file = path.join(parent, 'a-file');
  await writeFile(file, '');
  const damaged = path.join(parent, 'damaged');
  await mkdir(damaged);
  await writeFile(path.join(damaged, 'patchbay.db'), 'this is no database');
  for (const [dataDir, reason] of [
    [file, 'it is a file'],
    [path.join(file, 'below'), 'not a directory'],
    [damaged, 'patchbay.db in it is no database'],
  ] as const) {
    expect(await open(dataDir)).toMatchObject({
      code: 'store.unusable-directory',
      message: expect.stringContaining(`${dataDir} cannot be used: `),
    });
    expect((await open(dataDir)).message).toContain(reason);
  }
});
