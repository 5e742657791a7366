import { z } from 'zod';
import { assistantFields, assistantIssues } from '../assistant-fields.ts';
import { defineNode } from '../define-node.ts';
import { destinationFields, destinationIssues, transferMessageFields } from '../destination-fields.ts';
import { cardText, nameValueRows } from '../fields.ts';

const answers = {
  'saved-assistant': 'A saved assistant',
  assistant: 'An assistant described here',
  squad: 'A saved squad',
  'squad-json': 'A squad described here',
  workflow: 'A saved workflow of Vapi',
  'transfer-number': 'Transfer to a phone number',
  'transfer-sip': 'Transfer to a SIP address',
  error: 'Speak a message and end the call',
} as const;

type Answer = keyof typeof answers;

/** What each answer cannot do without. */
const needed: Record<Exclude<Answer, 'assistant'>, readonly [key: string, message: string]> = {
  'saved-assistant': ['assistantId', 'Enter the id of the assistant that answers.'],
  squad: ['squadId', 'Enter the id of the squad that answers.'],
  'squad-json': ['squad', 'Describe the squad as JSON.'],
  workflow: ['workflowId', 'Enter the id of the Vapi workflow that answers.'],
  'transfer-number': ['number', 'Enter the number to transfer to.'],
  'transfer-sip': ['sipUri', 'Enter the SIP address to transfer to.'],
  error: ['error', 'Enter the message that is spoken.'],
};

const answersByAssistant = ['saved-assistant', 'assistant', 'squad', 'squad-json', 'workflow'];

const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'string' && Object.hasOwn(answers, value);

export const replyAssistantRequest = defineNode({
  type: 'reply_assistant_request',
  label: 'Reply: who answers the call',
  description: 'Tells Vapi which assistant takes the call.',
  help: `Answers the event *Call comes in* (\`assistant-request\`). Steps behind it still run, but the caller no longer waits for them.

*Variables* fill the \`{{ name }}\` placeholders in the assistant's own prompt. *Overrides* change any of its settings for this call, as JSON; see \`assistantOverrides\` in Vapi's API.

An assistant *described here* lives for this call only: its model, prompt, voice and tools come from the fields, from JSON, or from both.

A transfer goes out at once, no assistant speaks. An error is spoken to the caller, then the call ends.

**Example.** A saved assistant with the variable \`customerName\` = \`{{ steps.crm.output.body.name }}\` answers Vapi with

\`\`\`json
{ "assistantId": "b33d016a-…", "assistantOverrides": { "variableValues": { "customerName": "Ada" } } }
\`\`\``,
  example: {
    config: {
      answer: 'saved-assistant',
      assistantId: '5f0c1f6e-0000-4000-8000-000000000001',
      variables: [{ name: 'customerName', value: '{{ steps.crm.output.body.name }}' }],
    },
    given: { steps: { crm: { body: { name: 'Ada' } } } },
    reply: {
      assistantId: '5f0c1f6e-0000-4000-8000-000000000001',
      assistantOverrides: { variableValues: { customerName: 'Ada' } },
    },
  },
  icon: 'phone-incoming',
  category: 'reply',
  config: z.object({
    answer: z
      .enum([
        'saved-assistant',
        'assistant',
        'squad',
        'squad-json',
        'workflow',
        'transfer-number',
        'transfer-sip',
        'error',
      ])
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
    ...assistantFields({ answer: ['assistant'] }),
    squadId: z
      .string()
      .max(500)
      .optional()
      .meta({ label: 'Squad id', control: 'template', showWhen: { answer: ['squad'] } }),
    squad: z
      .string()
      .max(200_000)
      .optional()
      .meta({
        label: 'Squad',
        help: "JSON, as in Vapi's API for creating a squad.",
        control: 'json',
        placeholder: '{ "members": [{ "assistantId": "b33d016a-…" }] }',
        showWhen: { answer: ['squad-json'] },
      }),
    workflowId: z
      .string()
      .max(500)
      .optional()
      .meta({
        label: 'Workflow id',
        help: 'Of a workflow in the Vapi dashboard.',
        control: 'template',
        showWhen: { answer: ['workflow'] },
      }),
    variables: nameValueRows().meta({
      label: 'Variables',
      help: "For the placeholders in the assistant's prompt.",
      control: 'key-values',
      showWhen: { answer: answersByAssistant },
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
        showWhen: { answer: answersByAssistant },
      }),
    ...destinationFields({ key: 'answer', number: 'transfer-number', sip: 'transfer-sip' }),
    ...transferMessageFields({ answer: ['transfer-number', 'transfer-sip'] }),
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
  initial: { answer: 'saved-assistant', assistantId: '', variables: [], describe: 'form' },
  hasInput: true,
  outputs: () => [{ id: 'out' }],
  canFail: false,
  summary: (config) => {
    const { answer = 'saved-assistant' } = config;
    if (!isAnswer(answer)) return '';
    const detail = cardText(answer === 'assistant' ? config.modelName : config[needed[answer][0]]);
    return detail === '' ? answers[answer] : `${answers[answer]}: ${detail}`;
  },
  reply: 'assistant-request',
  check: (config) => {
    if (config.answer === 'assistant') return assistantIssues(config);
    const values: Record<string, unknown> = config;
    const [key, message] = needed[config.answer];
    return cardText(values[key]) === '' ? [{ path: [key], message }] : destinationIssues(config);
  },
});
