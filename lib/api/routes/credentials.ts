import { z } from 'zod';
import type { Manage } from '#lib/manage/context.ts';
import { allowedNetworks, credentialInput, encryptedPaths } from '#lib/manage/credential-input.ts';
import {
  addCredential,
  addKeyPair,
  removeCredential,
  removeKeyPair,
  replaceCredential,
  replaceCredentials,
  setAllowedNetworks,
  setEncryptedPaths,
} from '#lib/manage/credentials.ts';
import { notFound } from '#lib/manage/outcome.ts';
import type { Workflow } from '#lib/store/workflows.ts';
import { MAX_CREDENTIALS } from '#lib/vapi/credentials/access.ts';
import { defineRoute, noContent, type Route, reply } from '../contract.ts';
import { refused } from '../errors.ts';
import {
  access,
  keyPair,
  newCredential,
  viewAccess,
  viewKeyPair,
  viewNewCredential,
} from '../resources/access.ts';
import { id } from '../resources/fields.ts';

const tag = 'Credentials';
const params = z.object({ workflowId: id });
const oneCredential = params.extend({ credentialId: id });

const list = defineRoute({
  operationId: 'getAccess',
  method: 'GET',
  path: '/workflows/{workflowId}/credentials',
  tag,
  summary: 'List the credentials, the allowed addresses and the public keys of a workflow',
  request: { params },
  responses: { 200: { description: 'Who may post events, without secrets', body: access } },
  errors: ['not-found'],
  handle: async ({ params: { workflowId } }, { manage, origin }) => {
    const workflow = await manage.store.workflows.get(workflowId);
    return workflow === undefined
      ? refused(notFound('workflow', workflowId))
      : reply(200, viewAccess(workflow, origin));
  },
});

const add = defineRoute({
  operationId: 'addCredential',
  method: 'POST',
  path: '/workflows/{workflowId}/credentials',
  tag,
  summary: 'Add a credential; those that are there go on working',
  description:
    'One credential that verifies is enough. A secret that is left out is made by Patchbay, 256 random bits, and returned this once.',
  request: { params, body: credentialInput },
  responses: { 201: { description: 'The credential with its secret', body: newCredential } },
  errors: ['invalid-request', 'not-found'],
  handle: async ({ params: { workflowId }, body }, { manage, origin }) => {
    const outcome = await addCredential(manage, workflowId, body);
    if (!outcome.ok) return refused(outcome);
    const workflow = await found(manage, workflowId);
    return reply(201, viewNewCredential(workflow, outcome.credential, origin));
  },
});

const replaceAll = defineRoute({
  operationId: 'replaceCredentials',
  method: 'PUT',
  path: '/workflows/{workflowId}/credentials',
  tag,
  summary: 'Put these credentials in the place of all',
  description: 'An empty list lets everyone in who knows the server URL.',
  request: { params, body: z.strictObject({ credentials: z.array(credentialInput).max(MAX_CREDENTIALS) }) },
  responses: {
    200: {
      description: 'The credentials with their secrets',
      body: z.object({ items: z.array(newCredential) }),
    },
  },
  errors: ['invalid-request', 'not-found'],
  handle: async ({ params: { workflowId }, body }, { manage, origin }) => {
    const outcome = await replaceCredentials(manage, workflowId, body.credentials);
    if (!outcome.ok) return refused(outcome);
    const workflow = await found(manage, workflowId);
    const items = outcome.credentials.map((made) => viewNewCredential(workflow, made, origin));
    return reply(200, { items });
  },
});

const replaceOne = defineRoute({
  operationId: 'replaceCredential',
  method: 'PUT',
  path: '/workflows/{workflowId}/credentials/{credentialId}',
  tag,
  summary: 'Put another credential in the place of one; the old secret is refused at once',
  request: { params: oneCredential, body: credentialInput },
  responses: { 200: { description: 'The credential with its secret', body: newCredential } },
  errors: ['invalid-request', 'not-found'],
  handle: async ({ params: { workflowId, credentialId }, body }, { manage, origin }) => {
    const outcome = await replaceCredential(manage, workflowId, credentialId, body);
    if (!outcome.ok) return refused(outcome);
    const workflow = await found(manage, workflowId);
    return reply(200, viewNewCredential(workflow, outcome.credential, origin));
  },
});

const remove = defineRoute({
  operationId: 'removeCredential',
  method: 'DELETE',
  path: '/workflows/{workflowId}/credentials/{credentialId}',
  tag,
  summary: 'Remove a credential; without the last one, everyone can post who knows the server URL',
  request: { params: oneCredential },
  responses: { 204: { description: 'Removed' } },
  errors: ['invalid-request', 'not-found'],
  handle: async ({ params: { workflowId, credentialId } }, { manage }) => {
    const outcome = await removeCredential(manage, workflowId, credentialId);
    return outcome.ok ? noContent() : refused(outcome);
  },
});

const putNetworks = defineRoute({
  operationId: 'setAllowedNetworks',
  method: 'PUT',
  path: '/workflows/{workflowId}/allowed-networks',
  tag,
  summary: 'Take events only from these addresses, whatever credential they bring',
  request: { params, body: z.strictObject({ networks: allowedNetworks }) },
  responses: {
    200: {
      description: 'The networks in their usual form',
      body: z.object({ networks: z.array(z.string()) }),
    },
  },
  errors: ['invalid-request', 'not-found'],
  handle: async ({ params: { workflowId }, body }, { manage }) => {
    const outcome = await setAllowedNetworks(manage, workflowId, body.networks);
    return outcome.ok ? reply(200, { networks: [...outcome.networks] }) : refused(outcome);
  },
});

const putPaths = defineRoute({
  operationId: 'setEncryptedPaths',
  method: 'PUT',
  path: '/workflows/{workflowId}/encrypted-paths',
  tag,
  summary: 'Name the tool arguments that come encrypted',
  request: { params, body: z.strictObject({ paths: encryptedPaths }) },
  responses: { 200: { description: 'The paths', body: z.object({ paths: z.array(z.string()) }) } },
  errors: ['invalid-request', 'not-found'],
  handle: async ({ params: { workflowId }, body }, { manage }) => {
    const outcome = await setEncryptedPaths(manage, workflowId, body.paths);
    return outcome.ok ? reply(200, { paths: [...outcome.paths] }) : refused(outcome);
  },
});

const makePair = defineRoute({
  operationId: 'addKeyPair',
  method: 'POST',
  path: '/workflows/{workflowId}/key-pairs',
  tag,
  summary: 'Make a key pair for encrypted tool arguments; older ones still decrypt',
  request: { params },
  responses: { 201: { description: 'The public key; the private key stays here', body: keyPair } },
  errors: ['invalid-request', 'not-found'],
  handle: async ({ params: { workflowId } }, { manage }) => {
    const outcome = await addKeyPair(manage, workflowId);
    return outcome.ok ? reply(201, viewKeyPair(outcome.keyPair)) : refused(outcome);
  },
});

const removePair = defineRoute({
  operationId: 'removeKeyPair',
  method: 'DELETE',
  path: '/workflows/{workflowId}/key-pairs/{keyPairId}',
  tag,
  summary: 'Remove a key pair; what was encrypted for it cannot be read any more',
  request: { params: params.extend({ keyPairId: id }) },
  responses: { 204: { description: 'Removed' } },
  errors: ['invalid-request', 'not-found'],
  handle: async ({ params: { workflowId, keyPairId } }, { manage }) => {
    const outcome = await removeKeyPair(manage, workflowId, keyPairId);
    return outcome.ok ? noContent() : refused(outcome);
  },
});

/** The workflow that was changed a moment ago. */
const found = async (manage: Manage, workflowId: string): Promise<Workflow> => {
  const workflow = await manage.store.workflows.get(workflowId);
  if (workflow === undefined) throw new Error(`The workflow ${workflowId} was deleted while it was changed.`);
  return workflow;
};

export const credentialRoutes: readonly Route[] = [
  list,
  add,
  replaceAll,
  replaceOne,
  remove,
  putNetworks,
  putPaths,
  makePair,
  removePair,
];
