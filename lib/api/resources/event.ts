import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import type { Event, EventWithBody } from '#lib/store/events.ts';
import { id, time } from './fields.ts';

export const disposition = z.enum(['handled', 'unhandled', 'duplicate', 'refused', 'malformed']).meta({
  description:
    '`handled` started a flow, `unhandled` was kept without one, `duplicate` repeated an earlier event and got its answer, `refused` had no right credential, `malformed` was no server message.',
});

export const event = z
  .object({
    id,
    workflowId: id,
    type: z.string().meta({ example: 'tool-calls' }),
    callId: z.string().nullable(),
    receivedAt: time,
    size: z.number().meta({ description: 'Bytes of the body as it is kept.' }),
    disposition,
    reason: z.string().nullable(),
    statusCode: z.number().meta({ description: 'The HTTP status that Vapi got.' }),
    duplicateOf: id.nullable().meta({ description: 'The event that it repeats, where it is a `duplicate`.' }),
  })
  .meta({ id: 'Event', description: 'One message that Vapi posted.' });

export const eventWithBody = event
  .extend({
    headers: z.record(z.string(), z.string()).meta({ description: 'As received, credentials masked.' }),
    body: z
      .string()
      .meta({ description: 'The body exactly as received, but for credentials, which are hidden.' }),
    bodyEncoding: z
      .enum(['utf8', 'base64'])
      .meta({ description: '`base64` where the body was not UTF-8, so that nothing of it is lost.' }),
  })
  .meta({ id: 'EventWithBody' });

export const viewEvent = (row: Event): z.input<typeof event> => ({
  ...row,
  receivedAt: row.receivedAt.toISOString(),
});

export const viewEventWithBody = (row: EventWithBody): z.input<typeof eventWithBody> => ({
  ...viewEvent(row),
  headers: row.headers,
  ...(isUtf8(row.body)
    ? { body: row.bodyText, bodyEncoding: 'utf8' }
    : { body: Buffer.from(row.body).toString('base64'), bodyEncoding: 'base64' }),
});
