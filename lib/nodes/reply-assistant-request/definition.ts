import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { cardText, nameValueRows } from '../fields.ts';

const answers = {
  'saved-assistant': 'A saved assistant',
  assistant: 'An assistant described here',
  squad: 'A saved squad',
  'transfer-number': 'Transfer to a phone number',
  'transfer-sip': 'Transfer to a SIP address',
  error: 'Speak a message and end the call',
} as const;

type Answer = keyof typeof answers;

/** What each answer cannot do without. */
const needed: Record<Answer, readonly [key: string, message: string]> = {
  'saved-assistant': ['assistantId', 'Enter the id of the assistant that answers.'],
  assistant: ['assistant', 'Describe the assistant as JSON.'],
  squad: ['squadId', 'Enter the id of the squad that answers.'],
  'transfer-number': ['number', 'Enter the number to transfer to.'],
  'transfer-sip': ['sipUri', 'Enter the SIP address to transfer to.'],
  error: ['error', 'Enter the message that is spoken.'],
};

const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'string' && Object.hasOwn(answers, value);

export const replyAssistantRequest = defineNode({
  type: 'reply_assistant_request',
  label: 'Reply: who answers the call',
  description: 'Tells Vapi which assistant takes the call.',
  help: `Answers the event *Call comes in* (\`assistant-request\`). Steps behind it still run, but the caller no longer waits for them.

*Variables* fill the \`{{ name }}\` placeholders in the assistant's own prompt. *Overrides* change any of its settings for this call, as JSON; see \`assistantOverrides\` in Vapi's API.

A transfer goes out at once, no assistant speaks. An error is spoken to the caller, then the call ends.

**Example.** A saved assistant with the variable \`customerName\` = \`{{ steps.crm.output.body.name }}\` answers Vapi with

\`\`\`json
{ "assistantId": "b33d016a-…", "assistantOverrides": { "variableValues": { "customerName": "Ada" } } }
\`\`\``,
  icon: 'phone-incoming',
  category: 'reply',
  config: z.object({
    answer: z
      .enum(['saved-assistant', 'assistant', 'squad', 'transfer-number', 'transfer-sip', 'error'])
      .default('saved-assistant')
      .meta({ label: 'Answer with', control: 'select', options: answers }),
    assistantId: z
      .string()
      .max(500)
      .optional()
      .meta({
        label: 'Assistant id',
        help: 'From the Vapi dashboard.',
        control: 'template',
        placeholder: 'b33d016a-db85-4e34-801b-5f7a175a077e',
        showWhen: { answer: ['saved-assistant'] },
      }),
    assistant: z
      .string()
      .max(200_000)
      .optional()
      .meta({
        label: 'Assistant',
        help: "JSON, as in Vapi's API for creating an assistant.",
        control: 'json',
        placeholder: '{ "firstMessage": "Hello {{ call.customer.name }}!", "model": { … } }',
        showWhen: { answer: ['assistant'] },
      }),
    squadId: z
      .string()
      .max(500)
      .optional()
      .meta({ label: 'Squad id', control: 'template', showWhen: { answer: ['squad'] } }),
    variables: nameValueRows().meta({
      label: 'Variables',
      help: "For the placeholders in the assistant's prompt.",
      control: 'key-values',
      showWhen: { answer: ['saved-assistant', 'assistant', 'squad'] },
    }),
    overrides: z
      .string()
      .max(200_000)
      .optional()
      .meta({
        label: 'Overrides',
        help: 'JSON: settings of the assistant to change for this call. For a squad they apply to all its members.',
        control: 'json',
        placeholder: '{ "firstMessage": "Welcome back!" }',
        advanced: true,
        showWhen: { answer: ['saved-assistant', 'assistant', 'squad'] },
      }),
    number: z
      .string()
      .max(500)
      .optional()
      .meta({
        label: 'Phone number',
        help: 'With country code.',
        control: 'template',
        placeholder: '+14155552671',
        showWhen: { answer: ['transfer-number'] },
      }),
    extension: z
      .string()
      .max(500)
      .optional()
      .meta({
        label: 'Extension',
        control: 'template',
        advanced: true,
        showWhen: { answer: ['transfer-number'] },
      }),
    sipUri: z
      .string()
      .max(1000)
      .optional()
      .meta({
        label: 'SIP address',
        control: 'template',
        placeholder: 'sip:support@example.com',
        showWhen: { answer: ['transfer-sip'] },
      }),
    sipHeaders: nameValueRows().meta({
      label: 'SIP headers',
      control: 'key-values',
      advanced: true,
      showWhen: { answer: ['transfer-sip'] },
    }),
    callerId: z
      .string()
      .max(500)
      .optional()
      .meta({
        label: 'Caller id',
        help: 'The number that the other side sees.',
        control: 'template',
        advanced: true,
        showWhen: { answer: ['transfer-number', 'transfer-sip'] },
      }),
    saysMessage: z
      .boolean()
      .default(false)
      .meta({
        label: 'Choose what is said before the transfer',
        control: 'switch',
        showWhen: { answer: ['transfer-number', 'transfer-sip'] },
      }),
    message: z
      .string()
      .max(2000)
      .default('')
      .meta({
        label: 'Message',
        help: 'Empty: a silent transfer.',
        control: 'template-area',
        placeholder: 'Connecting you to support.',
        showWhen: { saysMessage: [true] },
      }),
    error: z
      .string()
      .max(2000)
      .optional()
      .meta({
        label: 'Message',
        help: 'Spoken to the caller.',
        control: 'template-area',
        placeholder: 'We are closed. Please call again tomorrow.',
        showWhen: { answer: ['error'] },
      }),
  }),
  initial: { answer: 'saved-assistant', assistantId: '', variables: [] },
  hasInput: true,
  outputs: () => [{ id: 'out' }],
  canFail: false,
  summary: (config) => {
    const { answer = 'saved-assistant' } = config;
    if (!isAnswer(answer)) return '';
    const detail = answer === 'assistant' ? '' : cardText(config[needed[answer][0]]);
    return detail === '' ? answers[answer] : `${answers[answer]}: ${detail}`;
  },
  reply: 'assistant-request',
  check: (config) => {
    const values: Record<string, unknown> = config;
    const [key, message] = needed[config.answer];
    return cardText(values[key]) === '' ? [{ path: [key], message }] : [];
  },
});
