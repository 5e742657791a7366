import { randomBytes } from 'node:crypto';
import { FIRST_SECRET_ID } from '#lib/store/stored-access.ts';
import {
  type Access,
  type KeyPair,
  MAX_CREDENTIALS,
  MAX_KEY_PAIRS,
  openAccess,
} from '#lib/vapi/credentials/access.ts';
import type { Credential } from '#lib/vapi/credentials/credential.ts';
import { makeKeyPair } from '#lib/vapi/credentials/key-pair.ts';
import { isVapiSecret } from '#lib/vapi/credentials/vapi-secret.ts';
import type { Manage } from './context.ts';
import {
  allowedNetworks,
  type CredentialInput,
  credentialInput,
  encryptedPaths,
  makeCredential,
} from './credential-input.ts';
import { vapiSecret } from './input.ts';
import { type InvalidInput, invalidInput, type NotFound, notFound, readInput, under } from './outcome.ts';

type Done<Result = object> = { readonly ok: true } & Readonly<Result>;
type Refused = NotFound | InvalidInput;

/** One more credential; those that are there go on working. The result has its secret, for this once. */
export const addCredential = async (
  manage: Manage,
  workflowId: string,
  input: CredentialInput,
): Promise<Done<{ credential: Credential }> | Refused> => {
  const read = readInput(credentialInput, input);
  if (!read.ok) return read;
  const credential = makeCredential(read.value, newShortId(), new Date().toISOString());
  const done = await change(manage, workflowId, (access) =>
    access.credentials.length >= MAX_CREDENTIALS
      ? refusal(`A workflow has at most ${MAX_CREDENTIALS} credentials. Remove one first.`)
      : { ...access, credentials: [...access.credentials, credential] },
  );
  if (!done.ok) return done;
  await audit(manage, 'workflow.add-credential', workflowId, factsOf(credential));
  return { ok: true, credential };
};

/** Puts another credential in the place of one: what was sent with the old one is refused from now on. */
export const replaceCredential = async (
  manage: Manage,
  workflowId: string,
  credentialId: string,
  input: CredentialInput,
): Promise<Done<{ credential: Credential }> | Refused> => {
  const read = readInput(credentialInput, input);
  if (!read.ok) return read;
  const credential = makeCredential(read.value, credentialId, new Date().toISOString());
  const done = await change(manage, workflowId, (access) =>
    access.credentials.some(({ id }) => id === credentialId)
      ? {
          ...access,
          credentials: access.credentials.map((old) => (old.id === credentialId ? credential : old)),
        }
      : notFound('credential', credentialId),
  );
  if (!done.ok) return done;
  await audit(manage, 'workflow.replace-credential', workflowId, factsOf(credential));
  return { ok: true, credential };
};

/**
 * Puts these credentials in the place of all; an empty list lets everyone in who knows the server URL. Also mends what
 * cannot be read any more: then the address list and the key pairs are gone as well.
 */
export const replaceCredentials = async (
  manage: Manage,
  workflowId: string,
  inputs: readonly CredentialInput[],
): Promise<Done<{ credentials: readonly Credential[] }> | Refused> => {
  const read = readInput(credentialInput.array().max(MAX_CREDENTIALS), inputs);
  if (!read.ok) return invalidInput(under(['credentials'], read.issues));
  const now = new Date().toISOString();
  const credentials = read.value.map((input) => makeCredential(input, newShortId(), now));
  const found = await manage.store.workflows.changeAccess(workflowId, (before) => ({
    ...(before === 'unreadable' ? openAccess() : before),
    credentials,
  }));
  if (found === undefined) return notFound('workflow', workflowId);
  await manage.runtime.refresh(workflowId);
  await audit(manage, 'workflow.replace-credentials', workflowId, { credentials: credentials.map(factsOf) });
  return { ok: true, credentials };
};

/** What is sent with this credential is refused from now on. Without the last one everyone passes who knows the URL. */
export const removeCredential = async (
  manage: Manage,
  workflowId: string,
  credentialId: string,
): Promise<Done | Refused> => {
  const done = await change(manage, workflowId, (access) =>
    access.credentials.some(({ id }) => id === credentialId)
      ? { ...access, credentials: access.credentials.filter(({ id }) => id !== credentialId) }
      : notFound('credential', credentialId),
  );
  if (!done.ok) return done;
  const removed = done.before.credentials.find(({ id }) => id === credentialId);
  await audit(manage, 'workflow.remove-credential', workflowId, {
    ...(removed === undefined ? {} : factsOf(removed)),
    left: done.after.credentials.length,
  });
  return { ok: true };
};

/**
 * From now on events need this secret in `X-Vapi-Secret`; `null` takes the demand away. A short way to one header
 * credential: it replaces the secret of the one for that header, and leaves the other credentials.
 */
export const setVapiSecret = async (
  manage: Manage,
  workflowId: string,
  secret: string | null,
): Promise<Done | Refused> => {
  const read = readInput(vapiSecret.nullable(), secret);
  if (!read.ok) return invalidInput(under(['secret'], read.issues));
  const done = await change(manage, workflowId, (access) => ({
    ...access,
    credentials: [
      ...access.credentials.filter((credential) => !isVapiSecret(credential)),
      ...(read.value === null ? [] : [vapiSecretCredential(read.value)]),
    ],
  }));
  if (!done.ok) return done;
  const action = read.value === null ? 'workflow.remove-vapi-secret' : 'workflow.set-vapi-secret';
  await audit(manage, action, workflowId);
  return { ok: true };
};

const vapiSecretCredential = (value: string): Credential => ({
  id: FIRST_SECRET_ID,
  name: '',
  createdAt: new Date().toISOString(),
  kind: 'header',
  headerName: 'X-Vapi-Secret',
  value,
});

/** Takes events only from these addresses; an empty list takes them from everywhere. */
export const setAllowedNetworks = async (
  manage: Manage,
  workflowId: string,
  networks: readonly string[],
): Promise<Done<{ networks: readonly string[] }> | Refused> => {
  const read = readInput(allowedNetworks, networks);
  if (!read.ok) return invalidInput(under(['networks'], read.issues));
  const done = await change(manage, workflowId, (access) => ({ ...access, allowedNetworks: read.value }));
  if (!done.ok) return done;
  await audit(manage, 'workflow.set-allowed-networks', workflowId, { networks: read.value });
  return { ok: true, networks: read.value };
};

/** Which values of tool arguments come encrypted. */
export const setEncryptedPaths = async (
  manage: Manage,
  workflowId: string,
  paths: readonly string[],
): Promise<Done<{ paths: readonly string[] }> | Refused> => {
  const read = readInput(encryptedPaths, paths);
  if (!read.ok) return invalidInput(under(['paths'], read.issues));
  const done = await change(manage, workflowId, (access) => ({ ...access, encryptedPaths: read.value }));
  if (!done.ok) return done;
  await audit(manage, 'workflow.set-encrypted-paths', workflowId, { paths: read.value });
  return { ok: true, paths: read.value };
};

/** The half of a key pair that Vapi gets. */
export type PublicKey = Omit<KeyPair, 'privateKeyPem'>;

/** A new key pair for tool arguments; what Vapi encrypts with an older public key is still read. */
export const addKeyPair = async (
  manage: Manage,
  workflowId: string,
): Promise<Done<{ keyPair: PublicKey }> | Refused> => {
  if ((await manage.store.workflows.get(workflowId)) === undefined) return notFound('workflow', workflowId);
  const pair = await makeKeyPair(newShortId(), new Date());
  const done = await change(manage, workflowId, (access) =>
    access.keyPairs.length >= MAX_KEY_PAIRS
      ? refusal(
          `A workflow has at most ${MAX_KEY_PAIRS} key pairs. Remove one that Vapi does not use any more.`,
        )
      : { ...access, keyPairs: [pair, ...access.keyPairs] },
  );
  if (!done.ok) return done;
  await audit(manage, 'workflow.add-key-pair', workflowId, { keyPair: pair.id });
  const { privateKeyPem: _stays, ...keyPair } = pair;
  return { ok: true, keyPair };
};

/** What Vapi encrypts with this public key cannot be read any more. */
export const removeKeyPair = async (
  manage: Manage,
  workflowId: string,
  keyPairId: string,
): Promise<Done | Refused> => {
  const done = await change(manage, workflowId, (access) =>
    access.keyPairs.some(({ id }) => id === keyPairId)
      ? { ...access, keyPairs: access.keyPairs.filter(({ id }) => id !== keyPairId) }
      : notFound('key pair', keyPairId),
  );
  if (!done.ok) return done;
  await audit(manage, 'workflow.remove-key-pair', workflowId, { keyPair: keyPairId });
  return { ok: true };
};

const UNREADABLE =
  'The stored credentials of this workflow cannot be read. Replace them all (PUT …/credentials, or "Start anew" in the settings).';

/** Edits what is readable, and tells the runtime. */
const change = async (
  manage: Manage,
  workflowId: string,
  edit: (access: Access) => Access | Refused,
): Promise<Done<{ before: Access; after: Access }> | Refused> => {
  let refused: Refused | undefined;
  const found = await manage.store.workflows.changeAccess(workflowId, (before) => {
    const next = before === 'unreadable' ? refusal(UNREADABLE) : edit(before);
    refused = 'ok' in next ? next : undefined;
    return 'ok' in next ? undefined : next;
  });
  if (found === undefined) return notFound('workflow', workflowId);
  if (refused !== undefined) return refused;
  const { before, after } = found;
  if (before === 'unreadable' || after === 'unreadable') return refusal(UNREADABLE);
  await manage.runtime.refresh(workflowId);
  return { ok: true, before, after };
};

const refusal = (message: string): InvalidInput => invalidInput([{ path: [], message }]);

/** 96 random bits: unlike any other of the workflow. */
const newShortId = (): string => randomBytes(12).toString('base64url');

/** What the audit log says of a credential: never its secret. */
const factsOf = ({ id, kind, name }: Credential) => ({ credential: id, kind, name });

const audit = (
  manage: Manage,
  action: string,
  id: string,
  details: Record<string, unknown> = {},
): Promise<void> =>
  manage.store.audit.add({ actor: manage.actor, action, target: { kind: 'workflow', id }, details });
