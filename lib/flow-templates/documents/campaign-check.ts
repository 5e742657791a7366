import { emptyGraph } from '#lib/graph/schema.ts';
import { noteAbove, step, wires } from '../draw.ts';
import type { TemplateDocument } from '../flow-template.ts';

export const document: TemplateDocument = {
  graph: {
    ...emptyGraph(),
    nodes: [
      step('before_call', 'trigger_event', 'Campaign: before dialling', [0, 0], {
        eventType: 'campaign.predial',
        predialFallback: 'skip',
      }),
      step(
        'do_not_call',
        'http_request',
        'On the do-not-call list?',
        [1, 0],
        {
          method: 'GET',
          url: '{{ secrets.CRM_URL }}/do-not-call/{{ event.contact.number | url_encode }}',
          auth: 'bearer',
          authSecret: 'CRM_KEY',
          failOnStatus: false,
          timeoutMs: 3000,
        },
        { onError: 'handle' },
      ),
      step('may_call', 'if', 'Not on the list?', [2, 0], {
        conditions: [{ field: '{{ steps.do_not_call.output.status }}', operator: 'equals', value: '404' }],
        match: 'all',
      }),
      step('call', 'reply_predial', 'Call', [3, 0], { decision: 'call' }),
      step('skip', 'reply_predial', 'Skip', [3, 1], { decision: 'skip' }),
      step('count_skipped', 'remember', 'Count the skipped', [4, 1], {
        mode: 'increment',
        scope: 'workflow',
        key: 'skipped:{{ event.campaignId }}',
        by: '1',
      }),
    ],
    edges: wires(
      'before_call > do_not_call > may_call',
      'may_call:true > call',
      'may_call:false > skip > count_skipped',
      'do_not_call:error > skip',
    ),
    notes: [
      noteAbove(
        'the_campaign',
        [0, 0],
        'Give the campaign this server URL when you make it: it cannot be added later.',
      ),
      noteAbove(
        'your_list',
        [1, 0],
        '# Your list\n\nIt answers 404 for a number that may be called. Anything else, also when it is down, means: do not call.',
        2,
      ),
    ],
  },
  sample: {
    events: [
      {
        type: 'campaign.predial',
        timestamp: 1763980200000,
        campaignId: 'sample-campaign',
        contact: { id: 'sample-contact', number: '+14155550142', name: 'Ada' },
      },
    ],
    answer: { eligible: true },
    outcome: 'Only who may be called is called.',
  },
};
