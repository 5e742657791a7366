import type { Vault } from '#lib/server/crypto.ts';
import { newId } from '#lib/server/id.ts';
import type { Database } from './client.ts';

/** A secret as it is listed: never with its value. */
export interface Secret {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type SecretRepository = ReturnType<typeof createSecretRepository>;

/** The secrets that flows use, encrypted at rest. */
export const createSecretRepository = ({ prisma, now }: Database, vault: Vault) => ({
  /** By name. */
  list: (): Promise<Secret[]> =>
    prisma.secret.findMany({ orderBy: { name: 'asc' }, omit: { valueEncrypted: true } }),

  /** Makes the secret, or gives it another value. */
  set: async (name: string, value: string): Promise<Secret> => {
    const at = new Date(now());
    const data = { valueEncrypted: vault.encrypt(value), updatedAt: at };
    return prisma.secret.upsert({
      where: { name },
      create: { id: newId(), name, createdAt: at, ...data },
      update: data,
      omit: { valueEncrypted: true },
    });
  },

  /** False where there is no such secret. */
  delete: async (name: string): Promise<boolean> => {
    const { count } = await prisma.secret.deleteMany({ where: { name } });
    return count === 1;
  },

  /** Every value by name, decrypted: for the runtime only. */
  values: async (): Promise<Record<string, string>> => {
    const rows = await prisma.secret.findMany({ select: { name: true, valueEncrypted: true } });
    return Object.fromEntries(rows.map((row) => [row.name, vault.decrypt(row.valueEncrypted)]));
  },
});
