import { expect, inject, onTestFinished, test } from 'vitest';
import { adaptersFor, openDatabase } from './client.ts';

test('a Postgres that says nothing is not waited for, and the next statement gets another connection', async () => {
  const adapters = adaptersFor({ dataDir: '', databaseUrl: inject('postgresUrl'), silenceMs: 2_000 });
  const { database, close } = await openDatabase('postgresql', adapters, { dataDir: '', now: Date.now });
  onTestFinished(close);
  const { prisma, writeBatch } = database;
  const inTransaction = { sql: "SELECT set_config('patchbay.test', 'left over', false)", rows: [[]] };
  const silent = { sql: 'SELECT pg_sleep(20)', rows: [[]] };
  await expect(writeBatch([inTransaction, silent])).rejects.toThrow('Postgres has said nothing for 2 s.');
  await expect(prisma.$queryRawUnsafe(silent.sql)).rejects.toThrow('Postgres has said nothing for 2 s.');
  const left = await prisma.$queryRawUnsafe("SELECT current_setting('patchbay.test', true) AS setting");
  expect(left).toEqual([{ setting: null }]);
});
