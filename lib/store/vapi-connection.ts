import type { Vault } from '#lib/server/crypto.ts';
import { isVapiRegion, type VapiRegion } from '#lib/vapi/api-address.ts';
import type { Database } from './client.ts';
import { storableText } from './text.ts';

/** The Vapi organisation that this installation is connected to. */
export interface VapiConnection {
  readonly region: VapiRegion;
  /** Vapi's private key, in clear: for calls of Vapi's API only. */
  readonly key: string;
  readonly orgId: string | null;
  /** When Vapi last took the key. */
  readonly checkedAt: Date | null;
  readonly updatedAt: Date;
}

export type VapiConnectionRepository = ReturnType<typeof createVapiConnectionRepository>;

/** There is one connection at most. */
const ID = 'vapi';

/** The connection to Vapi; its key is encrypted at rest. */
export const createVapiConnectionRepository = ({ prisma, now }: Database, vault: Vault) => ({
  /** Undefined where Patchbay is not connected. */
  get: async (): Promise<VapiConnection | undefined> => {
    const row = await prisma.vapiConnection.findUnique({ where: { id: ID } });
    if (row === null) return undefined;
    const { region, keyEncrypted, orgId, checkedAt, updatedAt } = row;
    if (!isVapiRegion(region)) throw new Error(`The connection to Vapi names the region "${region}".`);
    return { region, key: vault.decrypt(keyEncrypted), orgId, checkedAt, updatedAt };
  },

  /** Connects, or puts another key in place of the one there was. */
  set: async ({
    region,
    key,
    orgId = null,
    checkedAt = null,
  }: Pick<VapiConnection, 'region' | 'key'> &
    Partial<Pick<VapiConnection, 'orgId' | 'checkedAt'>>): Promise<void> => {
    const at = new Date(now());
    const data = {
      region,
      keyEncrypted: vault.encrypt(key),
      orgId: orgId === null ? null : storableText(orgId),
      checkedAt,
      updatedAt: at,
    };
    await prisma.vapiConnection.upsert({
      where: { id: ID },
      create: { id: ID, createdAt: at, ...data },
      update: data,
      select: { id: true },
    });
  },

  /** False where there was none. */
  delete: async (): Promise<boolean> => {
    const { count } = await prisma.vapiConnection.deleteMany({ where: { id: ID } });
    return count === 1;
  },

  /** What changes with the connection; undefined where there is none. */
  stamp: async (): Promise<number | undefined> => {
    const row = await prisma.vapiConnection.findUnique({ where: { id: ID }, select: { updatedAt: true } });
    return row?.updatedAt.getTime();
  },
});
