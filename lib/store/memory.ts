import { MAX_MEMORY_KEY } from '#lib/graph/memory-key.ts';
import type { Database } from './client.ts';
import { storableText } from './text.ts';

/** Where something is remembered: for one Vapi call, or for the whole workflow. */
export type MemoryScope = { readonly kind: 'call'; readonly callId: string } | { readonly kind: 'workflow' };

/** What one workflow remembers: the engine's MemoryPort (lib/nodes/step.ts). Every operation is one statement. */
export interface WorkflowMemory {
  readonly get: (scope: MemoryScope, key: string) => Promise<unknown>;
  readonly set: (scope: MemoryScope, key: string, value: unknown, ttlSeconds?: number) => Promise<void>;
  readonly increment: (scope: MemoryScope, key: string, by: number, ttlSeconds?: number) => Promise<number>;
  readonly delete: (scope: MemoryScope, key: string) => Promise<void>;
  readonly list: (scope: MemoryScope) => Promise<Record<string, unknown>>;
}

/** A value that cannot be remembered, or not be added to. */
export class MemoryError extends Error {
  readonly code:
    | 'memory.not-a-number'
    | 'memory.number-too-large'
    | 'memory.no-key'
    | 'memory.long-key'
    | 'memory.value-too-large';
  /** The same again would fail again. */
  readonly retryable = false;

  constructor(code: MemoryError['code'], message: string) {
    super(message);
    this.name = 'MemoryError';
    this.code = code;
  }
}

/** What test runs of a workflow remember is kept under another name than what its published flows remember. */
export const testMemoryOf = (workflowId: string): string => `test:${workflowId}`;

export type MemoryRepository = ReturnType<typeof createMemoryRepository>;

const MAX_VALUE_BYTES = 1024 * 1024;
/** How long something of a call is remembered after the last write. */
const CALL_TTL_SECONDS = 86_400;

/** What flows remember, by workflow. What has expired is not there, also before it is purged. */
export const createMemoryRepository = (database: Database) => ({
  port: (workflowId: string): WorkflowMemory => createWorkflowMemory(database, workflowId),

  /** Removes what has expired. Gives how many entries. */
  purgeExpired: async (): Promise<number> => {
    const { count } = await database.prisma.memory.deleteMany({
      where: { expiresAt: { lte: new Date(database.now()) } },
    });
    return count;
  },
});

const createWorkflowMemory = ({ prisma, provider, now }: Database, workflowId: string): WorkflowMemory => {
  const live = () => ({ OR: [{ expiresAt: null }, { expiresAt: { gt: new Date(now()) } }] });

  const expiry = (scope: MemoryScope, ttlSeconds: number | undefined): Date | null => {
    const seconds = ttlSeconds ?? (scope.kind === 'call' ? CALL_TTL_SECONDS : undefined);
    return seconds === undefined ? null : new Date(Math.min(now() + seconds * 1000, LAST_DATE));
  };

  return {
    get: async (scope, key) => {
      const row = await prisma.memory.findFirst({
        where: { workflowId, scope: scopeText(scope), key: checkedKey(key), ...live() },
        select: { number: true, json: true },
      });
      return row === null ? undefined : recall(row);
    },

    set: async (scope, key, value, ttlSeconds) => {
      const id = { workflowId, scope: scopeText(scope), key: checkedKey(key) };
      const data = { ...stored(value), expiresAt: expiry(scope, ttlSeconds), updatedAt: new Date(now()) };
      await prisma.memory.upsert({
        where: { workflowId_scope_key: id },
        create: { ...id, ...data },
        update: data,
        select: { key: true },
      });
    },

    increment: async (scope, key, by, ttlSeconds) => {
      if (!Number.isFinite(by)) throw notANumber(key);
      const time = (date: Date | null) =>
        date === null ? null : provider === 'sqlite' ? date.getTime() : date.toISOString();
      const id = { workflowId, scope: scopeText(scope), key: checkedKey(key) };
      const rows = await prisma
        .$queryRawUnsafe<{ number: number }[]>(
          provider === 'sqlite' ? INCREMENT_SQLITE : INCREMENT_POSTGRESQL,
          id.workflowId,
          id.scope,
          id.key,
          by,
          time(expiry(scope, ttlSeconds)),
          time(new Date(now())),
        )
        .catch((error) => {
          if (isOutOfRange(error)) return [];
          throw error;
        });
      const [row] = rows;
      if (row !== undefined) return row.number;
      const kept = await prisma.memory.findFirst({ where: { ...id, ...live() }, select: { number: true } });
      throw kept?.number == null ? notANumber(key) : tooLarge(key);
    },

    delete: async (scope, key) => {
      await prisma.memory.deleteMany({
        where: { workflowId, scope: scopeText(scope), key: checkedKey(key) },
      });
    },

    list: async (scope) => {
      const rows = await prisma.memory.findMany({
        where: { workflowId, scope: scopeText(scope), ...live() },
        orderBy: { key: 'asc' },
        select: { key: true, number: true, json: true },
      });
      return Object.fromEntries(rows.map((row) => [row.key, recall(row)]));
    },
  };
};

/**
 * Adds where there is a live number, begins anew where the entry has expired, gives no row where it is something else
 * or the sum is more than a number can be (Postgres throws then, SQLite would keep infinity, which no JSON can hold).
 * `excluded."updatedAt"` is the time of now.
 */
const incrementSql = (values: string): string => `
  INSERT INTO memory ("workflowId", "scope", "key", "number", "expiresAt", "updatedAt")
  VALUES (${values})
  ON CONFLICT ("workflowId", "scope", "key") DO UPDATE SET
    "number" = CASE WHEN memory."expiresAt" <= excluded."updatedAt" THEN 0 ELSE memory."number" END
      + excluded."number",
    "json" = NULL,
    "expiresAt" = excluded."expiresAt",
    "updatedAt" = excluded."updatedAt"
  WHERE memory."expiresAt" <= excluded."updatedAt"
    OR abs(memory."number" + excluded."number") <= ${Number.MAX_VALUE}
  RETURNING "number"`;

const INCREMENT_SQLITE = incrementSql('?, ?, ?, ?, ?, ?');
const INCREMENT_POSTGRESQL = incrementSql('$1, $2, $3, $4::float8, $5::timestamp, $6::timestamp');

/** 9999-12-31, the last date that sorts as text too. */
const LAST_DATE = 253_402_300_799_000;

const scopeText = (scope: MemoryScope): string =>
  scope.kind === 'workflow' ? 'workflow' : storableText(`call:${scope.callId}`);

const checkedKey = (key: string): string => {
  if (key === '') {
    throw new MemoryError('memory.no-key', 'A key to remember something by has at least one character.');
  }
  if (key.length > MAX_MEMORY_KEY) {
    throw new MemoryError(
      'memory.long-key',
      `A key to remember something by has at most ${MAX_MEMORY_KEY} characters, not ${key.length}.`,
    );
  }
  return storableText(key);
};

const stored = (value: unknown): { number: number | null; json: string | null } => {
  if (typeof value === 'number' && Number.isFinite(value)) return { number: value, json: null };
  const json = JSON.stringify(value) ?? 'null';
  if (Buffer.byteLength(json) > MAX_VALUE_BYTES) {
    throw new MemoryError('memory.value-too-large', 'A value to remember has at most 1 MiB as JSON.');
  }
  return { number: null, json };
};

const recall = ({ number, json }: { number: number | null; json: string | null }): unknown =>
  number ?? JSON.parse(json ?? 'null');

/** Postgres: 22003, numeric_value_out_of_range. */
const isOutOfRange = (error: unknown): boolean =>
  error instanceof Error && /22003|out of range/.test(error.message);

const tooLarge = (key: string): MemoryError =>
  new MemoryError(
    'memory.number-too-large',
    `What is remembered as '${storableText(key)}' would become larger than a number can be (1.8e308). It stays as it was.`,
  );

const notANumber = (key: string): MemoryError =>
  new MemoryError(
    'memory.not-a-number',
    `What is remembered as '${storableText(key)}' is not a number, so nothing can be added to it.`,
  );
