import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const DB_TESTS = '**/*.db.test.ts';
const NEVER = ['node_modules/**', '.next/**', 'e2e/**', 'data/**'];

export default defineConfig({
  test: {
    // Half of their time they wait for a disk, a process or a database: on two cores one at a time takes twice as long.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Tests provoke errors on purpose; PATCHBAY_LOG_LEVEL=debug shows what was logged.
    env: { PATCHBAY_LOG_LEVEL: process.env.PATCHBAY_LOG_LEVEL ?? 'silent' },
    expect: { poll: { timeout: 10_000 } }, // a second is not enough where the machine is busy
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...NEVER, DB_TESTS],
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: [DB_TESTS],
          exclude: NEVER,
          globalSetup: './lib/store/testing/global-setup.ts',
          testTimeout: 30_000, // a fresh database is migrated in each; the machine may be busy
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
