import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { cardText, nameValueRows, requiredText } from '../fields.ts';
import { vapiTimeout } from '../vapi-fields.ts';

const id = () => z.string().max(500).optional();

export const vapiSendChat = defineNode({
  type: 'vapi_send_chat',
  label: 'Send a chat message',
  description: 'Writes to an assistant and reads its answer.',
  help: `Sends text to an assistant through Vapi's chat API and waits for its answer. The output has the answer's \`text\`, the \`id\` of the chat and the \`sessionId\`, and the whole \`output\` list as Vapi gives it.

A chat goes on where another one ended when the id of that one, or of a session, is given. It needs a connection to Vapi (Settings). Since a message should not be sent twice, retries only apply where it was surely not sent.

**Example.** On *Call ended: report*, let a second assistant judge the call: \`Rate this call from 1 to 5: {{ event.artifact.transcript }}\`; its answer is \`{{ steps.send_a_chat_message.output.text }}\`.`,
  example: {
    config: {
      assistantId: '5f0c1f6e-0000-4000-8000-000000000001',
      input: 'Rate this call from 1 to 5: {{ event.artifact.transcript }}',
    },
    given: {
      event: { artifact: { transcript: 'AI: Hello.' } },
      answer: { id: 'chat-1', output: [{ role: 'assistant', content: '4' }] },
    },
    output: { text: '4', id: 'chat-1', sessionId: null, output: [{ role: 'assistant', content: '4' }] },
  },
  icon: 'message-circle',
  category: 'action',
  actsOutside: () => true,
  group: 'Vapi',
  config: z.object({
    input: requiredText('Enter the message to send.').max(200_000).meta({
      label: 'Message',
      control: 'template-area',
      placeholder: 'What are your opening hours?',
    }),
    continues: z
      .enum(['nothing', 'chat', 'session'])
      .default('nothing')
      .meta({
        label: 'Goes on from',
        control: 'select',
        options: { nothing: 'nothing: a new chat', chat: 'an earlier chat', session: 'a session' },
      }),
    previousChatId: id().meta({
      label: 'Chat id',
      control: 'template',
      placeholder: '{{ memory.call.chat_id }}',
      showWhen: { continues: ['chat'] },
    }),
    sessionId: id().meta({ label: 'Session id', control: 'template', showWhen: { continues: ['session'] } }),
    assistantId: id().meta({
      label: 'Assistant id',
      help: 'For a session, which has its own assistant, it may be empty.',
      control: 'template',
      placeholder: 'b33d016a-db85-4e34-801b-5f7a175a077e',
    }),
    variables: nameValueRows().meta({
      label: 'Variables',
      help: "For the placeholders in the assistant's prompt.",
      control: 'key-values',
    }),
    timeoutMs: vapiTimeout,
  }),
  initial: { input: '', continues: 'nothing', assistantId: '', variables: [] },
  hasInput: true,
  outputs: () => [{ id: 'out' }],
  canFail: true,
  summary: ({ input }) => cardText(input),
  check: ({ continues, assistantId, previousChatId, sessionId }) => {
    if (continues === 'session') {
      return cardText(sessionId) === ''
        ? [{ path: ['sessionId'], message: 'Enter the id of the session.' }]
        : [];
    }
    const issues: { path: string[]; message: string }[] = [];
    if (cardText(assistantId) === '') {
      issues.push({ path: ['assistantId'], message: 'Enter the id of the assistant that answers.' });
    }
    if (continues === 'chat' && cardText(previousChatId) === '') {
      issues.push({ path: ['previousChatId'], message: 'Enter the id of the earlier chat.' });
    }
    return issues;
  },
});
