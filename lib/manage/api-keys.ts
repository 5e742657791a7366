import { z } from 'zod';
import type { ApiKey } from '#lib/store/api-keys.ts';
import type { Manage } from './context.ts';
import { apiKeyName } from './input.ts';
import { type InvalidInput, type NotFound, notFound, readInput } from './outcome.ts';

const apiKeyInput = z.strictObject({ name: apiKeyName });

/** A new API key. `key` is shown this once: only its hash is stored. */
export const createApiKey = async (
  manage: Manage,
  input: z.input<typeof apiKeyInput>,
): Promise<{ readonly ok: true; readonly key: string; readonly row: ApiKey } | InvalidInput> => {
  const read = readInput(apiKeyInput, input);
  if (!read.ok) return read;
  const { key, row } = await manage.store.apiKeys.create(read.value.name);
  await audit(manage, 'api-key.create', row);
  return { ok: true, key, row };
};

/** Refuses the key from the next request on. */
export const revokeApiKey = async (manage: Manage, id: string): Promise<{ readonly ok: true } | NotFound> => {
  const row = (await manage.store.apiKeys.list()).find((key) => key.id === id);
  if (row === undefined) return notFound('API key', id);
  if (!(await manage.store.apiKeys.revoke(id))) return { ok: true }; // revoked before
  await audit(manage, 'api-key.revoke', row);
  return { ok: true };
};

const audit = (manage: Manage, action: string, { id, name }: ApiKey): Promise<void> =>
  manage.store.audit.add({ actor: manage.actor, action, target: { kind: 'api-key', id }, details: { name } });
