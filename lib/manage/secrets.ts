import { z } from 'zod';
import type { Manage } from './context.ts';
import { secretName, secretValue } from './input.ts';
import { type InvalidInput, type NotFound, notFound, readInput } from './outcome.ts';

const secretInput = z.strictObject({ name: secretName, value: secretValue });

/** Creates a secret, or replaces its value. The value cannot be read back. */
export const setSecret = async (
  manage: Manage,
  input: z.input<typeof secretInput>,
): Promise<{ readonly ok: true } | InvalidInput> => {
  const read = readInput(secretInput, input);
  if (!read.ok) return read;
  await manage.store.secrets.set(read.value.name, read.value.value);
  await manage.runtime.refreshSecrets();
  await audit(manage, 'secret.set', read.value.name);
  return { ok: true };
};

/** Deletes a secret; steps that read it fail from now on. */
export const deleteSecret = async (
  manage: Manage,
  name: string,
): Promise<{ readonly ok: true } | NotFound> => {
  if (!(await manage.store.secrets.delete(name))) return notFound('secret', name);
  await manage.runtime.refreshSecrets();
  await audit(manage, 'secret.delete', name);
  return { ok: true };
};

const audit = (manage: Manage, action: string, name: string): Promise<void> =>
  manage.store.audit.add({ actor: manage.actor, action, target: { kind: 'secret', id: name } });
