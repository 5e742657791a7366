import { execFile } from 'node:child_process';
import { expect, test } from 'vitest';
import { storeHasOwner } from '#lib/accounts/owner.ts';
import { describeEachDatabase, type FreshDatabase } from '#lib/store/testing/databases.ts';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const run = (args: readonly string[], env: Record<string, string> = {}): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, args, { env: { ...process.env, ...env } }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });

const admin = ({ options }: FreshDatabase, ...args: string[]): Promise<Ended> =>
  run(['scripts/admin.ts', ...args], {
    PATCHBAY_DATA_DIR: options.dataDir,
    DATABASE_URL: options.databaseUrl ?? '',
  });

describeEachDatabase('npm run admin', (fresh) => {
  test('makes the owner once, resets the password and makes API keys that work', {
    timeout: 60_000,
  }, async () => {
    const database = await fresh();
    const owner = ['--email', 'ada@example.com', '--password', 'correct horse'];
    expect(await admin(database, 'create-owner', ...owner)).toMatchObject({ code: 0, stderr: '' });
    expect(await admin(database, 'create-owner', ...owner)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('has an owner already'),
    });
    expect(await admin(database, 'reset-password', ...owner)).toMatchObject({ code: 0 });
    const { code, stdout } = await admin(database, 'create-api-key', '--name', 'CI');
    expect(code).toBe(0);

    const store = await database.open();
    expect(await storeHasOwner(store)).toBe(true);
    expect(await store.apiKeys.verify(stdout.trim())).toMatchObject({ name: 'CI' });
  });
});

test('npm run admin says how it is used, and what is wrong', { timeout: 60_000 }, async () => {
  const nothing = { DATABASE_URL: '', PATCHBAY_DATA_DIR: '/dev/null/no' };
  expect(await run(['scripts/admin.ts', '--help'], nothing)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('create-owner'),
  });
  for (const args of [[], ['delete-everything'], ['create-owner', '--mail', 'a@b.co'], ['create-api-key']]) {
    const { code, stderr } = await run(['scripts/admin.ts', ...args], nothing);
    expect({ args, code, hasUsage: stderr.includes('Usage:') }).toEqual({ args, code: 2, hasUsage: true });
  }
  const failed = await run(['scripts/admin.ts', 'create-api-key', '--name', 'x'], nothing);
  expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining('not a directory') });
});

test('the migrations make what the schemas say, on both databases', { timeout: 120_000 }, async () => {
  expect(await run(['scripts/prisma-schema.mjs', '--check'])).toMatchObject({ code: 0, stderr: '' });
  expect(await run(['scripts/prisma-migration.ts', '--check'])).toMatchObject({ code: 0, stderr: '' });
});
