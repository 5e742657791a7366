import { z } from 'zod';
import { setVapiSecret } from '#lib/manage/credentials.ts';
import { vapiSecret } from '#lib/manage/input.ts';
import { revokeToken, rotateToken } from '#lib/manage/workflows.ts';
import { serverUrlFor } from '#lib/server/public-url.ts';
import { defineRoute, noContent, type Route, reply } from '../contract.ts';
import { refused } from '../errors.ts';
import { id } from '../resources/fields.ts';

const tag = 'Server URL';
const params = z.object({ workflowId: id });

const rotate = defineRoute({
  operationId: 'rotateToken',
  method: 'POST',
  path: '/workflows/{workflowId}/rotate-token',
  tag,
  summary: 'Give the workflow a new server URL; the old one answers 404 at once',
  request: { params },
  responses: { 200: { description: 'The new server URL', body: z.object({ serverUrl: z.string() }) } },
  errors: ['not-found'],
  handle: async ({ params: { workflowId } }, { manage, origin }) => {
    const outcome = await rotateToken(manage, workflowId);
    return outcome.ok ? reply(200, { serverUrl: serverUrlFor(outcome.token, origin) }) : refused(outcome);
  },
});

const revoke = defineRoute({
  operationId: 'revokeToken',
  method: 'POST',
  path: '/workflows/{workflowId}/revoke-token',
  tag,
  summary: 'Take the server URL away; it answers 404 until a new one is made',
  request: { params },
  responses: { 204: { description: 'Revoked' } },
  errors: ['not-found'],
  handle: async ({ params: { workflowId } }, { manage }) => {
    const outcome = await revokeToken(manage, workflowId);
    return outcome.ok ? noContent() : refused(outcome);
  },
});

const putSecret = defineRoute({
  operationId: 'setVapiSecret',
  method: 'PUT',
  path: '/workflows/{workflowId}/vapi-secret',
  tag,
  summary: 'Demand this secret in X-Vapi-Secret from now on',
  request: { params, body: z.strictObject({ secret: vapiSecret }) },
  responses: { 204: { description: 'Stored; it is never returned' } },
  errors: ['invalid-request', 'not-found'],
  handle: async ({ params: { workflowId }, body }, { manage }) => {
    const outcome = await setVapiSecret(manage, workflowId, body.secret);
    return outcome.ok ? noContent() : refused(outcome);
  },
});

const deleteSecret = defineRoute({
  operationId: 'removeVapiSecret',
  method: 'DELETE',
  path: '/workflows/{workflowId}/vapi-secret',
  tag,
  summary: 'Demand no secret any more',
  request: { params },
  responses: { 204: { description: 'Removed' } },
  errors: ['invalid-request', 'not-found'],
  handle: async ({ params: { workflowId } }, { manage }) => {
    const outcome = await setVapiSecret(manage, workflowId, null);
    return outcome.ok ? noContent() : refused(outcome);
  },
});

export const serverUrlRoutes: readonly Route[] = [rotate, revoke, putSecret, deleteSecret];
