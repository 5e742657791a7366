import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { openVault, type Vault } from '#lib/server/crypto.ts';
import { env } from '#lib/server/env.ts';
import { once } from '#lib/server/once.ts';
import { type ApiKeyRepository, createApiKeyRepository } from './api-keys.ts';
import { type AuditRepository, createAuditRepository } from './audit.ts';
import { type Bus, busInPostgres, busInProcess } from './bus.ts';
import { type CallRepository, createCallRepository } from './calls.ts';
import { adaptersFor, openDatabase, type PrismaClient } from './client.ts';
import { explainDataDir } from './data-dir-error.ts';
import { checkEncryptionKey } from './encryption-check.ts';
import { createEventRepository, type EventRepository } from './events.ts';
import { createJournal, type Journal } from './journal.ts';
import { createLookUpRepository, type LookUpRepository } from './look-up.ts';
import { createMemoryRepository, type MemoryRepository } from './memory.ts';
import { migrate } from './migrate.ts';
import { aloneInDatabase, presenceInPostgres } from './presence.ts';
import type { Provider } from './provider.ts';
import { createRecentAnswers, type RecentAnswers } from './recent-answers.ts';
import { createRunLog, type RunLog } from './run-log.ts';
import { createRunTimingRepository, type RunTimingRepository } from './run-timings.ts';
import { createRunRepository, type RunRepository } from './runs.ts';
import { createSecretRepository, type SecretRepository } from './secrets.ts';
import { createSettingRepository, type SettingRepository } from './settings.ts';
import { explainConnection } from './unreachable.ts';
import { createVapiChangeRepository, type VapiChangeRepository } from './vapi-changes.ts';
import { createVapiConnectionRepository, type VapiConnectionRepository } from './vapi-connection.ts';
import { createVersionRepository, type VersionRepository } from './versions.ts';
import { createWorkflowRepository, type WorkflowRepository } from './workflows.ts';
import { createWriteProbe } from './write-probe.ts';

export interface StoreOptions {
  /** Where the SQLite file and the encryption key are; made where it is not there. */
  readonly dataDir: string;
  /** `postgres://…`; absent means SQLite. */
  readonly databaseUrl?: string | undefined;
  /** 64 hex digits; absent means the key file in the data directory. */
  readonly encryptionKey?: string | undefined;
  /** Milliseconds since 1970; for tests of what expires. */
  readonly now?: () => number;
}

/** All that Patchbay keeps. */
export interface Store {
  readonly provider: Provider;
  readonly workflows: WorkflowRepository;
  readonly versions: VersionRepository;
  readonly events: EventRepository;
  readonly runs: RunRepository;
  readonly runTimings: RunTimingRepository;
  readonly recentAnswers: RecentAnswers;
  readonly calls: CallRepository;
  readonly lookUp: LookUpRepository;
  readonly memory: MemoryRepository;
  readonly secrets: SecretRepository;
  readonly vapiConnection: VapiConnectionRepository;
  readonly vapiChanges: VapiChangeRepository;
  readonly apiKeys: ApiKeyRepository;
  readonly audit: AuditRepository;
  readonly settings: SettingRepository;
  readonly journal: Journal;
  readonly runLog: RunLog;
  readonly vault: Vault;
  /** To every app instance on this database. */
  readonly bus: Bus;
  /** For better-auth only; everything else has a repository. */
  readonly prisma: PrismaClient;
  /** Rejects where the database does not answer, or could not be written to when that was last tried. */
  readonly health: () => Promise<void>;
  /** Writes what is waiting and lets go of the database. */
  readonly close: () => Promise<void>;
}

/** The store of this process, opened at first use as the environment says. */
export const getStore = (): Promise<Store> =>
  once('store', () => {
    const { PATCHBAY_DATA_DIR, DATABASE_URL, PATCHBAY_ENCRYPTION_KEY } = env();
    return openStore({
      dataDir: PATCHBAY_DATA_DIR,
      databaseUrl: DATABASE_URL,
      encryptionKey: PATCHBAY_ENCRYPTION_KEY,
    });
  });

/** Makes the data directory with its key, and a database of the newest form. */
const prepare = async ({
  provider,
  dataDir,
  databaseUrl,
  encryptionKey,
}: StoreOptions & { readonly provider: Provider }) => {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 }); // password hashes and the key are in it
  const vault = openVault({ dataDir, key: encryptionKey });
  await migrate({ provider, adapters: adaptersFor({ dataDir, databaseUrl }), dataDir, databaseUrl });
  return { vault, adapters: adaptersFor({ dataDir, databaseUrl, silenceMs: SILENCE_MS }) };
};

/** No statement takes so long: what is much goes in parts. */
const SILENCE_MS = 30_000;

/**
 * Opens the database and migrates it. Throws a `StoreError` or `VaultError` whose message says what to do where it
 * cannot be used.
 */
export const openStore = async (options: StoreOptions): Promise<Store> => {
  const dataDir = path.resolve(/* turbopackIgnore: true */ options.dataDir);
  const { databaseUrl, now = Date.now } = options;
  const provider: Provider = databaseUrl === undefined ? 'sqlite' : 'postgresql';
  const { vault, adapters } = await prepare({ ...options, dataDir, provider }).catch((error) => {
    throw explainDataDir(explainConnection(error, databaseUrl), dataDir);
  });

  const { database, close } = await openDatabase(provider, adapters, { dataDir, now });
  const { prisma } = database;
  try {
    await checkEncryptionKey(database, vault);
  } catch (error) {
    await close();
    throw error;
  }
  const presence = databaseUrl === undefined ? aloneInDatabase() : await presenceInPostgres(databaseUrl);
  const bus = databaseUrl === undefined ? busInProcess() : busInPostgres(databaseUrl, presence.instance);
  const journal = createJournal(database);
  const runLog = createRunLog(database, presence.instance);
  const settings = createSettingRepository(database);
  const canWrite = createWriteProbe(() => settings.set('health.written-at', now()), now);

  return {
    provider,
    workflows: createWorkflowRepository(database, vault),
    versions: createVersionRepository(database),
    events: createEventRepository(database),
    runs: createRunRepository(database, presence),
    recentAnswers: createRecentAnswers(database),
    runTimings: createRunTimingRepository(database),
    calls: createCallRepository(database),
    lookUp: createLookUpRepository(database),
    memory: createMemoryRepository(database),
    secrets: createSecretRepository(database, vault),
    vapiConnection: createVapiConnectionRepository(database, vault),
    vapiChanges: createVapiChangeRepository(database, vault),
    apiKeys: createApiKeyRepository(database),
    audit: createAuditRepository(database),
    settings,
    journal,
    runLog,
    vault,
    bus,
    prisma,
    health: async () => {
      await prisma.$queryRawUnsafe('SELECT 1');
      await canWrite();
    },
    close: async () => {
      try {
        await Promise.all([journal.flush(), runLog.close()]);
      } finally {
        await Promise.all([presence.close(), bus.close()]);
        await close();
      }
    },
  };
};
