import type { Vault } from '#lib/server/crypto.ts';
import { newId } from '#lib/server/id.ts';
import type { Database } from './client.ts';
import { storableText } from './text.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A change that Patchbay made to something in Vapi. */
export interface VapiChange {
  readonly id: string;
  readonly workflowId: string;
  readonly targetKind: string;
  readonly targetId: string;
  readonly targetName: string;
  readonly createdAt: Date;
  /** Who made it. */
  readonly createdBy: string;
  readonly restoredAt: Date | null;
}

/** With the changed fields, in clear: headers and credentials may be among them. */
export interface VapiChangeWithFields extends VapiChange {
  readonly before: Fields;
  readonly after: Fields;
}

export type VapiChangeRepository = ReturnType<typeof createVapiChangeRepository>;

/** What Patchbay changed in Vapi, with what was there before; encrypted at rest. */
export const createVapiChangeRepository = ({ prisma, now }: Database, vault: Vault) => ({
  /** Gives the id of the new change. */
  add: async (change: Omit<VapiChangeWithFields, 'id' | 'createdAt' | 'restoredAt'>): Promise<string> => {
    const id = newId();
    const { workflowId, targetKind, targetId, targetName, createdBy, before, after } = change;
    await prisma.vapiChange.create({
      data: {
        id,
        workflowId,
        targetKind,
        targetId: storableText(targetId),
        targetName: storableText(targetName),
        createdBy: storableText(createdBy),
        createdAt: new Date(now()),
        beforeEncrypted: vault.encrypt(JSON.stringify(before)),
        afterEncrypted: vault.encrypt(JSON.stringify(after)),
      },
      select: { id: true },
    });
    return id;
  },

  /** For a change that Vapi refused. */
  delete: async (id: string): Promise<void> => {
    await prisma.vapiChange.deleteMany({ where: { id } });
  },

  get: async (id: string): Promise<VapiChangeWithFields | undefined> => {
    const row = await prisma.vapiChange.findUnique({ where: { id } });
    if (row === null) return undefined;
    const { beforeEncrypted, afterEncrypted, ...rest } = row;
    return {
      ...rest,
      before: JSON.parse(vault.decrypt(beforeEncrypted)),
      after: JSON.parse(vault.decrypt(afterEncrypted)),
    };
  },

  /** Newest first, at most 50. */
  list: (workflowId: string): Promise<VapiChange[]> =>
    prisma.vapiChange.findMany({
      where: { workflowId },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: 50,
      omit: { beforeEncrypted: true, afterEncrypted: true },
    }),

  markRestored: async (id: string): Promise<void> => {
    await prisma.vapiChange.updateMany({ where: { id }, data: { restoredAt: new Date(now()) } });
  },
});
