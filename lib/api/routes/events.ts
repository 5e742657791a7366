import { z } from 'zod';
import { notFound } from '#lib/manage/outcome.ts';
import { replayEvent } from '#lib/manage/runs.ts';
import { defineRoute, type Route, reply } from '../contract.ts';
import { refused } from '../errors.ts';
import { eventsBetween } from '../events-between.ts';
import { disposition, event, eventWithBody, viewEvent, viewEventWithBody } from '../resources/event.ts';
import { foreignText, id, pageOf, storePage, timeFilter } from '../resources/fields.ts';

const tag = 'Events';
const params = z.object({ eventId: id });

const listEvents = defineRoute({
  operationId: 'listEvents',
  method: 'GET',
  path: '/events',
  tag,
  summary: 'List events, newest first',
  request: {
    query: z.strictObject({
      workflow: id.optional().meta({ description: 'Of this workflow.' }),
      call: foreignText.optional().meta({ description: "Of the call with this id of Vapi's." }),
      type: foreignText.optional().meta({ description: 'Of this type.', example: 'tool-calls' }),
      disposition: disposition.optional(),
      since: timeFilter.optional().meta({ description: 'Received at this time or later.' }),
      until: timeFilter.optional().meta({ description: 'Received before this time.' }),
      ...storePage,
    }),
  },
  responses: { 200: { description: 'A page of events', body: pageOf(event) } },
  errors: ['invalid-request'],
  handle: async ({ query: { workflow, call, since, until, ...query } }, { manage }) => {
    const { items, nextCursor } = await eventsBetween(
      manage.store.events.list,
      { ...query, workflowId: workflow, callId: call },
      { since, until },
    );
    return reply(200, { items: items.map(viewEvent), nextCursor });
  },
});

const getEvent = defineRoute({
  operationId: 'getEvent',
  method: 'GET',
  path: '/events/{eventId}',
  tag,
  summary: 'Read an event with its headers and its raw body',
  request: { params },
  responses: { 200: { description: 'The event', body: eventWithBody } },
  errors: ['not-found'],
  handle: async ({ params: { eventId } }, { manage }) => {
    const row = await manage.store.events.get(eventId);
    return row === undefined ? refused(notFound('event', eventId)) : reply(200, viewEventWithBody(row));
  },
});

const replay = defineRoute({
  operationId: 'replayEvent',
  method: 'POST',
  path: '/events/{eventId}/replay',
  tag,
  summary: 'Run the published flows for an event once more',
  description: 'The answer goes nowhere: the call is over. Look at the runs for what it would have been.',
  request: { params },
  responses: {
    202: { description: 'The runs that were started', body: z.object({ runIds: z.array(id) }) },
  },
  errors: ['not-found', 'not-replayable'],
  handle: async ({ params: { eventId } }, { manage }) => {
    const outcome = await replayEvent(manage, eventId);
    return outcome.ok ? reply(202, { runIds: [...outcome.runIds] }) : refused(outcome);
  },
});

export const eventRoutes: readonly Route[] = [listEvents, getEvent, replay];
