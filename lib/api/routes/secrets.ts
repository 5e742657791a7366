import { z } from 'zod';
import { secretName, secretValue } from '#lib/manage/input.ts';
import { deleteSecret, setSecret } from '#lib/manage/secrets.ts';
import { defineRoute, noContent, type Route, reply } from '../contract.ts';
import { refused } from '../errors.ts';
import { time } from '../resources/fields.ts';

const tag = 'Secrets';
const params = z.object({ name: secretName });

const secret = z
  .object({ name: z.string(), createdAt: time, updatedAt: time })
  .meta({ id: 'Secret', description: 'A value that flows read as `secrets.NAME`. It cannot be read back.' });

const listSecrets = defineRoute({
  operationId: 'listSecrets',
  method: 'GET',
  path: '/secrets',
  tag,
  summary: 'List the names of the secrets',
  request: {},
  responses: {
    200: { description: 'All secrets, without values', body: z.object({ items: z.array(secret) }) },
  },
  errors: [],
  handle: async (_request, { manage }) => {
    const items = (await manage.store.secrets.list()).map(({ name, createdAt, updatedAt }) => ({
      name,
      createdAt: createdAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
    }));
    return reply(200, { items });
  },
});

const putSecret = defineRoute({
  operationId: 'setSecret',
  method: 'PUT',
  path: '/secrets/{name}',
  tag,
  summary: 'Create a secret, or replace its value',
  request: { params, body: z.strictObject({ value: secretValue }) },
  responses: { 204: { description: 'Stored; flows see it from now on' } },
  errors: ['invalid-request'],
  handle: async ({ params: { name }, body: { value } }, { manage }) => {
    const outcome = await setSecret(manage, { name, value });
    return outcome.ok ? noContent() : refused(outcome);
  },
});

const removeSecret = defineRoute({
  operationId: 'deleteSecret',
  method: 'DELETE',
  path: '/secrets/{name}',
  tag,
  summary: 'Delete a secret',
  request: { params },
  responses: { 204: { description: 'Deleted' } },
  errors: ['invalid-request', 'not-found'],
  handle: async ({ params: { name } }, { manage }) => {
    const outcome = await deleteSecret(manage, name);
    return outcome.ok ? noContent() : refused(outcome);
  },
});

export const secretRoutes: readonly Route[] = [listSecrets, putSecret, removeSecret];
