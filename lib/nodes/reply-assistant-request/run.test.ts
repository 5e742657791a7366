import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { stepContext } from '../test-context.ts';
import { runReplyAssistantRequest } from './run.ts';

const body = async (config: Record<string, unknown>) => {
  const { reply } = await runReplyAssistantRequest(config)(
    stepContext({ scope: { event: { tier: 'gold' } } }),
  );
  expect(reply?.kind).toBe('assistant-request');
  return reply?.kind === 'assistant-request' ? reply.body : undefined;
};

/** An answer as Vapi documents it. */
const documented = (name: string): unknown =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, 'fixtures', `${name}.json`), 'utf8'));

test('a saved assistant', async () => {
  expect(await body({ assistantId: 'a-{{ event.tier }}' })).toEqual({ assistantId: 'a-gold' });
});

test('a saved assistant with variables and overrides, as documented', async () => {
  expect(
    await body({
      answer: 'saved-assistant',
      assistantId: 'b33d016a-db85-4e34-801b-5f7a175a077e',
      variables: [{ name: 'customerName', value: '{{ call.customer.name }}' }],
      overrides: '{"firstMessage": "Hi {% raw %}{{customerName}}{% endraw %}!"}',
    }),
  ).toEqual(documented('assistantId+overrides'));
});

test('variables keep their types and go over those of the overrides', async () => {
  expect(
    await body({
      assistantId: 'a',
      variables: [
        { name: 'tier', value: '{{ event.tier }}' },
        { name: 'list', value: '{{ event.none }}' },
      ],
      overrides: '{"variableValues": {"tier": "old", "other": 1}}',
    }),
  ).toEqual({
    assistantId: 'a',
    assistantOverrides: { variableValues: { tier: 'gold', other: 1, list: null } },
  });
});

test('an assistant described here', async () => {
  expect(
    await body({ answer: 'assistant', assistant: '{"firstMessage": "Hi {{ call.customer.name }}"}' }),
  ).toEqual({
    assistant: { firstMessage: 'Hi Ada' },
  });
});

test('a squad, whose overrides have another name', async () => {
  expect(await body({ answer: 'squad', squadId: '3a1c0ad2-0a2d-4f6f-9f3a-1b2c3d4e5f60' })).toEqual(
    documented('squadId'),
  );
  expect(await body({ answer: 'squad', squadId: 's', variables: [{ name: 'a', value: 'b' }] })).toEqual({
    squadId: 's',
    squadOverrides: { variableValues: { a: 'b' } },
  });
});

test('a transfer to a number, as documented', async () => {
  const config = { answer: 'transfer-number', number: '+14155552671' };
  expect(
    await body({
      ...config,
      callerId: '{% raw %}{{phoneNumber.number}}{% endraw %}',
      extension: '101',
      saysMessage: true,
      message: 'Connecting you to support.',
    }),
  ).toEqual(documented('destination-number'));
  expect(await body({ ...config, saysMessage: true })).toEqual(documented('destination-silent'));
  expect(await body({ ...config, message: 'hidden' })).toEqual({
    destination: { type: 'number', number: '+14155552671' },
  });
});

test('a transfer to a SIP address, as documented', async () => {
  expect(
    await body({
      answer: 'transfer-sip',
      sipUri: 'sip:support@example.com',
      sipHeaders: [{ name: 'X-Account', value: '{{ event.tier }}' }],
      saysMessage: true,
      message: 'Transferring you now.',
    }),
  ).toEqual(documented('destination-sip'));
});

test('a spoken error, as documented', async () => {
  expect(
    await body({
      answer: 'error',
      error: 'Sorry, not enough credits on your account, please refill.',
      assistantId: 'hidden',
    }),
  ).toEqual(documented('error'));
});

test.each([
  [{ assistantId: '{{ event.none }}' }, 'reply.missing'],
  [{ answer: 'transfer-number', number: ' {{ event.none }} ' }, 'reply.missing'],
  [{ answer: 'assistant', assistant: '[]' }, 'reply.not-an-object'],
  [{ assistantId: 'a', overrides: '"text"' }, 'reply.not-an-object'],
])('%j fails with %s', async (config, code) => {
  await expect(body(config)).rejects.toMatchObject({ code, retryable: false });
});
