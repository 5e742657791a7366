import { type Vault, VaultError } from '#lib/server/crypto.ts';
import type { Database } from './client.ts';
import { isUniqueViolation } from './prisma-error.ts';
import { StoreError } from './store-error.ts';

const KEY = 'encryption.check';
const PLAIN = 'patchbay';

/**
 * Leaves something encrypted in a new database, and tells later starts whether they have the same key: else the first
 * call would be the one to find out. Throws a `StoreError` where they do not.
 */
export const checkEncryptionKey = async (
  { prisma, now }: Pick<Database, 'prisma' | 'now'>,
  vault: Vault,
): Promise<void> => {
  const stored = await prisma.setting.findUnique({ where: { key: KEY } });
  if (stored === null) {
    const value = JSON.stringify(Buffer.from(vault.encrypt(PLAIN)).toString('base64'));
    try {
      await prisma.setting.create({ data: { key: KEY, value, updatedAt: new Date(now()) } });
      return;
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      return checkEncryptionKey({ prisma, now }, vault); // another instance was first: is its key ours?
    }
  }
  try {
    vault.decrypt(Buffer.from(String(JSON.parse(stored.value)), 'base64'));
  } catch (cause) {
    if (!(cause instanceof VaultError)) throw cause;
    throw new StoreError(
      'store.wrong-encryption-key',
      'The data was encrypted with another key than this one. Put the right key into PATCHBAY_ENCRYPTION_KEY, or bring back the file encryption.key that belongs to this database into the data directory.',
      cause,
    );
  }
};
