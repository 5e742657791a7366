import { z } from 'zod';
import { notFound } from '#lib/manage/outcome.ts';
import { defineRoute, type Route, reply } from '../contract.ts';
import { refused } from '../errors.ts';
import { call, viewCall } from '../resources/call.ts';
import { foreignText, id, pageOf, storePage } from '../resources/fields.ts';

const tag = 'Calls';

const listCalls = defineRoute({
  operationId: 'listCalls',
  method: 'GET',
  path: '/calls',
  tag,
  summary: 'List calls, the one with the latest event first',
  request: {
    query: z.strictObject({
      workflow: id.optional().meta({ description: 'Whose events this workflow got.' }),
      ...storePage,
    }),
  },
  responses: { 200: { description: 'A page of calls', body: pageOf(call) } },
  errors: ['invalid-request'],
  handle: async ({ query: { workflow, ...query } }, { manage }) => {
    const { items, nextCursor } = await manage.store.calls.list({ ...query, workflowId: workflow });
    return reply(200, { items: items.map(viewCall), nextCursor });
  },
});

const getCall = defineRoute({
  operationId: 'getCall',
  method: 'GET',
  path: '/workflows/{workflowId}/calls/{callId}',
  tag,
  summary: 'Read a call as the events of one workflow tell it',
  request: { params: z.object({ workflowId: id, callId: foreignText }) },
  responses: { 200: { description: 'The call', body: call } },
  errors: ['not-found'],
  handle: async ({ params: { workflowId, callId } }, { manage }) => {
    const row = await manage.store.calls.get(workflowId, callId);
    return row === undefined ? refused(notFound('call', callId)) : reply(200, viewCall(row));
  },
});

export const callRoutes: readonly Route[] = [listCalls, getCall];
