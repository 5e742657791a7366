import { emptyGraph } from '#lib/graph/schema.ts';
import { noteAbove, step, wires } from '../draw.ts';
import type { TemplateDocument } from '../flow-template.ts';
import { callEvent } from '../sample-events.ts';

const SOURCE = `// Only what the caller has finished saying counts. Add the words of your callers.
if (event.role !== 'user' || event.transcriptType !== 'final') return { isUpset: false };
const words = ['ridiculous', 'unacceptable', 'furious', 'speak to a human', 'real person', 'complain', 'fed up'];
const said = String(event.transcript ?? '').toLowerCase();
const found = words.filter((word) => said.includes(word));
return { isUpset: found.length > 0, found };
`;

const said = (transcript: string, timestamp: number) =>
  callEvent('transcript', {
    timestamp,
    role: 'user',
    transcriptType: 'final',
    transcript,
    call: {
      id: 'sample-call',
      customer: { number: '+14155550142' },
      monitor: { controlUrl: 'https://control.example/sample-call' },
    },
  });

export const document: TemplateDocument = {
  graph: {
    ...emptyGraph(),
    nodes: [
      step('somebody_spoke', 'trigger_event', 'Transcript', [0, 0], { eventType: 'transcript' }),
      step('mood', 'code', 'Does the caller sound upset?', [1, 0], {
        language: 'javascript',
        source: SOURCE,
        timeoutMs: 1000,
      }),
      step('is_upset', 'if', 'Upset?', [2, 0], {
        conditions: [{ field: '{{ steps.mood.output.isUpset }}', operator: 'is-true' }],
        match: 'all',
      }),
      step('count', 'remember', 'Count in this call', [3, 0], {
        mode: 'increment',
        scope: 'call',
        key: 'upset',
        by: '1',
      }),
      step('is_second', 'if', 'The second time?', [4, 0], {
        conditions: [{ field: '{{ steps.count.output.value }}', operator: 'equals', value: '2' }],
        match: 'all',
      }),
      step(
        'to_person',
        'vapi_control_call',
        'Transfer to a person',
        [5, 0],
        {
          action: 'transfer',
          destination: 'number',
          number: '',
          announcement: 'I am sorry about this. I am connecting you to a colleague who can help.',
          which: 'this',
        },
        { onError: 'handle' },
      ),
      step(
        'tell_team',
        'http_request',
        'Tell the team',
        [6, 0],
        {
          method: 'POST',
          url: '{{ secrets.SLACK_WEBHOOK_URL }}',
          bodyType: 'json',
          jsonBody:
            '{ "text": "An upset caller ({{ call.customer.number }}) is being connected to you. They said: {{ event.transcript }}" }',
        },
        { onError: 'continue' },
      ),
      step(
        'tell_failure',
        'http_request',
        'Ask the team to call',
        [6, 1],
        {
          method: 'POST',
          url: '{{ secrets.SLACK_WEBHOOK_URL }}',
          bodyType: 'json',
          jsonBody:
            '{ "text": "An upset caller ({{ call.customer.number }}) could not be transferred. Please call back. They said: {{ event.transcript }}" }',
        },
        { retry: { times: 3, delayMs: 1000, backoff: 'exponential' } },
      ),
    ],
    edges: wires(
      'somebody_spoke > mood > is_upset',
      'is_upset:true > count > is_second',
      'is_second:true > to_person > tell_team',
      'to_person:error > tell_failure',
    ),
    notes: [
      noteAbove(
        'switch_on',
        [0, 0],
        '# Switch it on\n\nVapi sends *Transcript* only where `transcript` is among the assistant’s server messages. *Connect* adds it.',
      ),
      noteAbove(
        'your_words',
        [1, 0],
        'The words stand in the code. Twice in one call is enough: see *The second time?*',
        2,
      ),
      noteAbove(
        'the_person',
        [5, 0],
        'The number of who takes upset callers. The assistant announces it, then the call is transferred while it runs.',
        2,
      ),
    ],
  },
  sample: {
    events: [
      said('This is ridiculous.', 1763980200000),
      said('I am fed up, I want to speak to a human.', 1763980212000),
    ],
    outcome: 'At the second angry sentence the call goes to a person, and your team reads why.',
  },
};
