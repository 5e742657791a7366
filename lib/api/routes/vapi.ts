import { z } from 'zod';
import { applyChange, previewChange } from '#lib/connect/change-vapi.ts';
import { connectionInput, connectVapi, disconnectVapi, getConnection } from '#lib/connect/connection.ts';
import type { ConnectFailure } from '#lib/connect/failure.ts';
import { operation } from '#lib/connect/operation.ts';
import { pullTools } from '#lib/connect/pull-tools.ts';
import { listTargets } from '#lib/connect/targets.ts';
import { notFound } from '#lib/manage/outcome.ts';
import { serverUrlFor } from '#lib/server/public-url.ts';
import { defineRoute, noContent, type Route, reply } from '../contract.ts';
import { type Failure, invalidRequest, refused } from '../errors.ts';
import { id, isoOrNull } from '../resources/fields.ts';
import {
  vapiChange,
  vapiChanged,
  vapiConnection,
  vapiOverview,
  vapiPreview,
  viewVapiChange,
} from '../resources/vapi.ts';

const tag = 'Vapi';
const params = z.object({ workflowId: id });
const failures = [
  'invalid-request',
  'not-found',
  'not-connected',
  'vapi-failed',
  'changed-meanwhile',
  'unconfirmed',
] as const;

const state = defineRoute({
  operationId: 'getVapiConnection',
  method: 'GET',
  path: '/vapi-connection',
  tag,
  summary: 'Say whether Patchbay is connected to Vapi',
  request: {},
  responses: { 200: { description: 'Without the key', body: vapiConnection } },
  errors: [],
  handle: async (_request, { manage }) => {
    const connection = await getConnection(manage);
    return reply(200, {
      connection:
        connection === undefined ? null : { ...connection, checkedAt: isoOrNull(connection.checkedAt) },
    });
  },
});

const save = defineRoute({
  operationId: 'setVapiConnection',
  method: 'PUT',
  path: '/vapi-connection',
  tag,
  summary: 'Connect to Vapi with a private key; it is kept only where Vapi takes it',
  request: { body: connectionInput },
  responses: { 200: { description: 'Connected', body: vapiConnection } },
  errors: failures,
  handle: async ({ body }, { manage }) => {
    const done = await connectVapi(manage, body);
    if (!done.ok) return failed(done);
    const { connection } = done;
    return reply(200, { connection: { ...connection, checkedAt: isoOrNull(connection.checkedAt) } });
  },
});

const remove = defineRoute({
  operationId: 'deleteVapiConnection',
  method: 'DELETE',
  path: '/vapi-connection',
  tag,
  summary: 'Forget the key; what is set in Vapi stays',
  request: {},
  responses: { 204: { description: 'Forgotten' } },
  errors: failures,
  handle: async (_request, { manage }) => {
    const done = await disconnectVapi(manage);
    return done.ok ? noContent() : failed(done);
  },
});

const targets = defineRoute({
  operationId: 'listVapiTargets',
  method: 'GET',
  path: '/workflows/{workflowId}/vapi',
  tag,
  summary: 'List assistants, phone numbers, squads and tools of Vapi with where each sends its events',
  request: { params },
  responses: { 200: { description: 'As Vapi says it now', body: vapiOverview } },
  errors: failures,
  handle: async ({ params: { workflowId } }, { manage, origin }) => {
    const done = await listTargets(manage, workflowId, urlsAt(origin));
    return done.ok ? reply(200, done.overview) : failed(done);
  },
});

const preview = defineRoute({
  operationId: 'previewVapiChange',
  method: 'POST',
  path: '/workflows/{workflowId}/vapi/preview',
  tag,
  summary: 'Show what a change of something in Vapi would do; nothing is sent',
  request: { params, body: operation },
  responses: { 200: { description: 'Field by field', body: vapiPreview } },
  errors: failures,
  handle: async ({ params: { workflowId }, body }, { manage, origin }) => {
    const done = await previewChange(manage, { workflowId, serverUrlFor: urlsAt(origin) }, body);
    return done.ok ? reply(200, done.preview) : failed(done);
  },
});

const apply = defineRoute({
  operationId: 'applyVapiChange',
  method: 'POST',
  path: '/workflows/{workflowId}/vapi/apply',
  tag,
  summary: 'Send the change that a preview has shown, and say what Vapi kept of it',
  description:
    'With the fingerprint of the preview. Where something else stands in Vapi by now, nothing is sent: ask for a preview again.',
  request: {
    params,
    body: z.strictObject({
      operation,
      fingerprint: z.string().max(64),
      isUnreachableAccepted: z.boolean().default(false).meta({
        description: 'Sets the server URL although Vapi cannot reach it.',
      }),
    }),
  },
  responses: { 200: { description: 'Sent, and read again', body: vapiChanged } },
  errors: failures,
  handle: async ({ params: { workflowId }, body }, { manage, origin }) => {
    const about = { workflowId, serverUrlFor: urlsAt(origin) };
    const done = await applyChange(manage, about, body.operation, body);
    return done.ok ? reply(200, done.changed) : failed(done);
  },
});

const changes = defineRoute({
  operationId: 'listVapiChanges',
  method: 'GET',
  path: '/workflows/{workflowId}/vapi/changes',
  tag,
  summary: 'List what was changed in Vapi for this workflow, newest first, at most 50',
  description: 'Each can be put back: apply `{"kind": "restore", "changeId": "…"}`.',
  request: { params },
  responses: { 200: { description: 'Without the values', body: z.object({ items: z.array(vapiChange) }) } },
  errors: ['not-found'],
  handle: async ({ params: { workflowId } }, { manage }) => {
    if ((await manage.store.workflows.get(workflowId)) === undefined) {
      return refused(notFound('workflow', workflowId));
    }
    const items = await manage.store.vapiChanges.list(workflowId);
    return reply(200, { items: items.map(viewVapiChange) });
  },
});

const pull = defineRoute({
  operationId: 'pullVapiTools',
  method: 'POST',
  path: '/workflows/{workflowId}/vapi/pull-tools',
  tag,
  summary: 'Make Tool call triggers in the draft from tools of Vapi',
  request: { params, body: z.strictObject({ toolIds: z.array(z.string().max(200)).min(1).max(500) }) },
  responses: {
    200: {
      description: 'The names of the tools that have a trigger now',
      body: z.object({ added: z.array(z.string()), revision: z.int() }),
    },
  },
  errors: failures,
  handle: async ({ params: { workflowId }, body }, { manage }) => {
    const done = await pullTools(manage, workflowId, body.toolIds);
    return done.ok ? reply(200, { added: [...done.added], revision: done.revision }) : failed(done);
  },
});

const urlsAt = (origin: string) => (token: string) => serverUrlFor(token, origin);

const failed = ({ code, message }: ConnectFailure): Failure<ConnectFailure['code']> =>
  code === 'invalid-request'
    ? { ...invalidRequest([{ path: ['body'], message }]), message }
    : { failed: code, message };

export const vapiRoutes: readonly Route[] = [state, save, remove, targets, preview, apply, changes, pull];
