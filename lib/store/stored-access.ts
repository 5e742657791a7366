import type { Vault } from '#lib/server/crypto.ts';
import { type Access, access, openAccess } from '#lib/vapi/credentials/access.ts';

/** What is stored of who may post events; `unreadable` lets nobody in. */
export type StoredAccess = Access | 'unreadable';

/** The id of the credential that was the workflow's one secret before there were several. */
export const FIRST_SECRET_ID = 'vapi-secret';

interface AccessColumns {
  readonly accessEncrypted: Uint8Array | null;
  readonly vapiSecretEncrypted: Uint8Array | null;
  readonly createdAt: Date;
}

/** Reads the encrypted document, or the single secret of earlier versions as one header credential. */
export const readAccess = (row: AccessColumns, vault: Vault): StoredAccess => {
  try {
    if (row.accessEncrypted !== null) return access.parse(JSON.parse(vault.decrypt(row.accessEncrypted)));
    return row.vapiSecretEncrypted === null
      ? openAccess()
      : fromSecret(vault.decrypt(row.vapiSecretEncrypted), row.createdAt);
  } catch {
    return 'unreadable'; // whatever is wrong with it, nobody may pass: the caller refuses and says so
  }
};

const fromSecret = (value: string, createdAt: Date): Access => ({
  ...openAccess(),
  credentials: [
    {
      id: FIRST_SECRET_ID,
      name: '',
      createdAt: createdAt.toISOString(),
      kind: 'header',
      headerName: 'X-Vapi-Secret',
      value,
    },
  ],
});

/** The columns for a document; the single secret of earlier versions moves into it. */
export const accessColumns = (next: Access, vault: Vault) => ({
  accessEncrypted: vault.encrypt(JSON.stringify(access.parse(next))),
  vapiSecretEncrypted: null,
});
