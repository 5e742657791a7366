import { expect, onTestFinished, test } from 'vitest';
import { connectedTo, listen } from '../vapi-test-server.ts';
import { runVapiSendChat } from './run.ts';

const OUTPUT = [
  { role: 'assistant', content: 'One moment.' },
  { role: 'tool', content: '{"open":true}' },
  { role: 'assistant', content: 'We are open.' },
];

const run = async (config: Record<string, unknown>, body: unknown = { id: 'chat-1', output: OUTPUT }) => {
  const server = await listen(() => ({ status: 201, body }));
  onTestFinished(server.close);
  const { output } = await runVapiSendChat({ input: 'Open?', ...config })(connectedTo(server.url));
  return { asked: server.asked[0], output };
};

test('sends a message with variables and gives what the assistant wrote', async () => {
  const { asked, output } = await run({ assistantId: 'a-1', variables: [{ name: 'city', value: 'Paris' }] });
  expect(asked).toMatchObject({ method: 'POST', url: '/chat' });
  expect(asked?.body).toEqual({
    input: 'Open?',
    assistantId: 'a-1',
    assistantOverrides: { variableValues: { city: 'Paris' } },
  });
  expect(output).toEqual({
    text: 'One moment.\nWe are open.',
    id: 'chat-1',
    sessionId: null,
    output: OUTPUT,
  });
});

test.each([
  [
    { assistantId: 'a', continues: 'chat', previousChatId: 'c', sessionId: 'hidden' },
    { assistantId: 'a', previousChatId: 'c' },
  ],
  [{ continues: 'session', sessionId: 's', previousChatId: 'hidden' }, { sessionId: 's' }],
])('%j goes on from there', async (config, expected) => {
  const { asked } = await run(config);
  expect(asked?.body).toEqual({ input: 'Open?', ...expected });
});

test('an answer without text is an empty text, one that is no chat fails', async () => {
  expect((await run({ assistantId: 'a' }, { id: 'c', sessionId: 's' })).output).toEqual({
    text: '',
    id: 'c',
    sessionId: 's',
    output: [],
  });
  await expect(run({ assistantId: 'a' }, [])).rejects.toMatchObject({ code: 'vapi.not-a-chat' });
});
