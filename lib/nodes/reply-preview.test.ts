import { expect, test } from 'vitest';
import { replyPreview } from './reply-preview.ts';

test('shows a tool result in its envelope, templates as they are written', () => {
  expect(replyPreview('reply_tool', { result: 'Order {{ tool.arguments.id }}\nis out.' }, undefined)).toEqual(
    {
      status: 200,
      verdict: { kind: 'fits' },
      body: {
        results: [
          {
            toolCallId: '{{ tool.id }}',
            name: '{{ tool.name }}',
            result: 'Order {{ tool.arguments.id }} is out.',
          },
        ],
      },
    },
  );
});

test('shows JSON with its expressions as texts, and fills in what reads nothing', () => {
  const assistant =
    '{"firstMessage": "Hi {{ call.customer.name | default: "you" }}", "model": {{ steps.a.output }}}';
  const variables = [{ name: 'a', value: '{% raw %}{{x}}{% endraw %}' }];
  expect(
    replyPreview('reply_assistant_request', { answer: 'assistant', assistant, variables }, undefined),
  ).toMatchObject({
    verdict: { kind: 'fits' },
    body: {
      assistant: {
        firstMessage: 'Hi {{ call.customer.name | default: "you" }}',
        model: '{{ steps.a.output }}',
      },
      assistantOverrides: { variableValues: { a: '{{x}}' } },
    },
  });
});

test('says so where tags decide what the JSON will be', () => {
  const body = '{% if call.id %}{"eligible": true}{% endif %}';
  expect(replyPreview('reply_custom', { body }, 'campaign.predial')?.verdict.kind).toBe('unfinished');
});

test('an expression for a whole object is shown as unknown fields', () => {
  expect(
    replyPreview(
      'reply_assistant_request',
      { answer: 'assistant', assistant: '{{ steps.a.output }}' },
      'assistant-request',
    )?.body,
  ).toEqual({ assistant: { '…': '{{ steps.a.output }}' } });
});

test.each([
  ['reply_transfer', { number: '12' }, 'destination.number must have at least 3 characters'],
  ['reply_predial', { decision: 'expression', expression: 'maybe' }, 'eligible must be true or false'],
])('%s with %j names the field', (type, config, message) => {
  expect(replyPreview(type, config, undefined)?.verdict).toEqual({
    kind: 'fault',
    message: expect.stringContaining(message),
  });
});

test('own JSON is held against the event it answers, unless that is switched off', () => {
  const config = { body: '{"eligible": 1}' };
  const of = (more: Record<string, unknown>, eventType?: string) =>
    replyPreview('reply_custom', { ...config, ...more }, eventType)?.verdict.kind;
  expect(of({}, 'campaign.predial')).toBe('fault');
  expect(of({ isChecked: false }, 'campaign.predial')).toBe('unchecked');
  expect(of({ status: 500 }, 'campaign.predial')).toBe('unchecked');
  expect(of({})).toBe('fits');
});

test('says what is missing while the form is unfinished', () => {
  expect(replyPreview('reply_transfer', { target: 'sip' }, undefined)?.verdict).toEqual({
    kind: 'blocked',
    message: 'SIP address: Enter the SIP address to transfer to.',
  });
});

test.each([
  ['an empty field', { result: '' }, 'Result: Enter what the assistant is told.'],
  ['a template that cannot be read', { result: 'Hi {{ call.id' }, 'Result: Template, line 1'],
  ['a filter that does not exist', { result: '{{ call.id | upcse }}' }, 'undefined filter: upcse'],
  ['a value of the wrong type', { result: 'x', outcome: 'maybe' }, 'Invalid option'],
])('a reply with %s cannot be sent, and says why', (_what, config, message) => {
  expect(replyPreview('reply_tool', config, undefined)?.verdict).toEqual({
    kind: 'blocked',
    message: expect.stringContaining(message),
  });
});

test('audio has no JSON to show, and neither has a node that is no Reply', () => {
  expect(replyPreview('reply_voice', { url: 'https://a.example' }, 'voice-request')).toBeUndefined();
  expect(replyPreview('code', {}, undefined)).toBeUndefined();
});
