import { randomBytes } from 'node:crypto';
import { sha256 } from '#lib/server/crypto.ts';
import { newId } from '#lib/server/id.ts';
import type { Database } from './client.ts';
import { storableText } from './text.ts';

/** An API key as it is listed; the key itself is only ever shown when it is made. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** The first characters, to tell keys apart. */
  readonly start: string;
  readonly createdAt: Date;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

export type ApiKeyRepository = ReturnType<typeof createApiKeyRepository>;

const PREFIX = 'pb_';
const SHOWN_LENGTH = 9;
/** Writing the time of every request would make each of them a write. */
const LAST_USED_EVERY_MS = 60_000;

/** The keys of the HTTP API, stored as hashes. */
export const createApiKeyRepository = ({ prisma, now }: Database) => ({
  /** Makes a key of 256 random bits. `key` is not stored and cannot be shown again. */
  create: async (name: string): Promise<{ key: string; row: ApiKey }> => {
    const key = `${PREFIX}${randomBytes(32).toString('base64url')}`;
    const row = await prisma.apiKey.create({
      data: {
        id: newId(),
        name: storableText(name),
        start: key.slice(0, SHOWN_LENGTH),
        hash: sha256(key),
        createdAt: new Date(now()),
      },
      omit: { hash: true },
    });
    return { key, row };
  },

  /** Newest first, revoked ones too. */
  list: (): Promise<ApiKey[]> =>
    prisma.apiKey.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], omit: { hash: true } }),

  /**
   * The row of a key that may be used. The look-up is by hash, so how long it takes says nothing of the key itself.
   */
  verify: async (key: string): Promise<ApiKey | undefined> => {
    if (!key.startsWith(PREFIX)) return undefined;
    const row = await prisma.apiKey.findUnique({ where: { hash: sha256(key) }, omit: { hash: true } });
    if (row === null || row.revokedAt !== null) return undefined;
    if (row.lastUsedAt !== null && now() - row.lastUsedAt.getTime() < LAST_USED_EVERY_MS) return row;
    const lastUsedAt = new Date(now());
    await prisma.apiKey.updateMany({ where: { id: row.id }, data: { lastUsedAt } });
    return { ...row, lastUsedAt };
  },

  /** The key is refused from now on. False where there is none, or it was revoked before. */
  revoke: async (id: string): Promise<boolean> => {
    const { count } = await prisma.apiKey.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: new Date(now()) },
    });
    return count === 1;
  },
});
