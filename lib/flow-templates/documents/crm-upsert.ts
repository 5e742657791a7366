import { emptyGraph } from '#lib/graph/schema.ts';
import { noteAbove, step, wires } from '../draw.ts';
import type { TemplateDocument } from '../flow-template.ts';
import { callEvent } from '../sample-events.ts';

const crm = (method: string, path: string, jsonBody: string) => ({
  method,
  url: `{{ secrets.CRM_URL }}${path}`,
  auth: 'bearer',
  authSecret: 'CRM_KEY',
  bodyType: 'json',
  jsonBody,
});

const retry = { times: 3, delayMs: 1000, backoff: 'exponential' } as const;

export const document: TemplateDocument = {
  graph: {
    ...emptyGraph(),
    nodes: [
      step('call_ended', 'trigger_event', 'Call ended: report', [0, 0], { eventType: 'end-of-call-report' }),
      step(
        'find_contact',
        'http_request',
        'Find the contact',
        [1, 0],
        {
          method: 'GET',
          url: '{{ secrets.CRM_URL }}/contacts',
          query: [{ name: 'phone', value: '{{ call.customer.number }}' }],
          auth: 'bearer',
          authSecret: 'CRM_KEY',
        },
        { retry },
      ),
      step('is_known', 'if', 'Known already?', [2, 0], {
        conditions: [{ field: '{{ steps.find_contact.output.body[0].id }}', operator: 'is-not-empty' }],
        match: 'all',
      }),
      step(
        'update_contact',
        'http_request',
        'Update the contact',
        [3, 0],
        crm(
          'PATCH',
          '/contacts/{{ steps.find_contact.output.body[0].id | url_encode }}',
          '{ "lastCallAt": {{ event.endedAt }} }',
        ),
        { retry },
      ),
      step(
        'create_contact',
        'http_request',
        'Create the contact',
        [3, 1],
        crm(
          'POST',
          '/contacts',
          '{\n  "phone": {{ call.customer.number }},\n  "name": {{ event.analysis.structuredData.name }},\n  "lastCallAt": {{ event.endedAt }}\n}',
        ),
      ),
      step(
        'add_note',
        'http_request',
        'Add the summary',
        [4, 0],
        crm(
          'POST',
          '/contacts/{{ steps.find_contact.output.body[0].id | default: steps.create_contact.output.body.id | url_encode }}/notes',
          '{ "text": {{ event.analysis.summary }}, "callId": {{ call.id }} }',
        ),
        { retry },
      ),
    ],
    edges: wires(
      'call_ended > find_contact > is_known',
      'is_known:true > update_contact > add_note',
      'is_known:false > create_contact > add_note',
    ),
    notes: [
      noteAbove(
        'the_data',
        [0, 0],
        'The name comes from the structured data of the assistant’s *Analysis*: add a text `name` there.',
      ),
      noteAbove(
        'your_crm',
        [1, 0],
        '# Your CRM\n\nFind by phone, then update or create, then add a note. HubSpot, Pipedrive and most others have the same three calls: change the paths and fields.',
        2,
      ),
      noteAbove('once', [3, 0], 'Creating is not tried again: a second try could make a second contact.'),
    ],
  },
  sample: {
    events: [
      callEvent('end-of-call-report', {
        endedAt: '2025-11-24T10:30:00.000Z',
        analysis: { summary: 'Wants an offer.', structuredData: { name: 'Ada Lovelace' } },
      }),
    ],
    outcome: 'The caller is a contact in your CRM, with the summary of the call as a note.',
  },
};
