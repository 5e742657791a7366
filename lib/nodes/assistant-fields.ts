import { z } from 'zod';

type ShowWhen = Record<string, readonly unknown[]>;

const template = (max = 500) => z.string().max(max).optional();

/** The usual settings of an assistant that is described in a Reply node, and all others as JSON. */
export const assistantFields = (showWhen: ShowWhen) => {
  const inForm = { ...showWhen, describe: ['form'] };
  return {
    describe: z
      .enum(['form', 'json'])
      .default('json')
      .meta({
        label: 'Described by',
        control: 'select',
        options: { form: 'the fields below', json: 'JSON alone' },
        showWhen,
      }),
    firstMessage: template(10_000).meta({
      label: 'First message',
      control: 'template-area',
      placeholder: 'Hello {{ call.customer.name }}, how can I help?',
      showWhen: inForm,
    }),
    modelProvider: template().meta({
      label: 'Model provider',
      help: 'As in Vapi: openai, anthropic, google, groq …',
      control: 'template',
      placeholder: 'openai',
      showWhen: inForm,
    }),
    modelName: template().meta({
      label: 'Model',
      control: 'template',
      placeholder: 'gpt-4o',
      showWhen: inForm,
    }),
    systemPrompt: template(200_000).meta({
      label: 'System prompt',
      control: 'template-area',
      placeholder: 'You are the assistant of a restaurant. Today is {{ "now" | date: "%A" }}.',
      showWhen: inForm,
    }),
    voiceProvider: template().meta({
      label: 'Voice provider',
      help: 'As in Vapi: vapi, 11labs, cartesia, azure … Empty: Vapi’s own choice.',
      control: 'template',
      placeholder: '11labs',
      showWhen: inForm,
    }),
    voiceId: template().meta({
      label: 'Voice id',
      control: 'template',
      placeholder: 'burt',
      showWhen: inForm,
    }),
    toolIds: template(10_000).meta({
      label: 'Saved tools',
      help: 'Their ids, from the Vapi dashboard, separated by commas.',
      control: 'template',
      placeholder: '7c1d0a52-…, 0f3e9b18-…',
      advanced: true,
      showWhen: inForm,
    }),
    tools: template(200_000).meta({
      label: 'Tools',
      help: 'A JSON list of tools, as in Vapi’s API.',
      control: 'json',
      placeholder: '[{ "type": "endCall" }]',
      advanced: true,
      showWhen: inForm,
    }),
    more: template(200_000).meta({
      label: 'More settings',
      help: 'JSON, added to what the fields say; model and voice are added to theirs.',
      control: 'json',
      placeholder: '{ "model": { "temperature": 0.2 }, "maxDurationSeconds": 600 }',
      advanced: true,
      showWhen: inForm,
    }),
    assistant: template(200_000).meta({
      label: 'Assistant',
      help: "JSON, as in Vapi's API for creating an assistant.",
      control: 'json',
      placeholder: '{ "firstMessage": "Hello {{ call.customer.name }}!", "model": { … } }',
      showWhen: { ...showWhen, describe: ['json'] },
    }),
  };
};

/** What an assistant described by fields cannot do without, for a definition's check. */
export const assistantIssues = (config: {
  readonly describe: 'form' | 'json';
  readonly assistant?: string | undefined;
  readonly modelProvider?: string | undefined;
  readonly modelName?: string | undefined;
}): { path: string[]; message: string }[] => {
  const isEmpty = (value: string | undefined): boolean => (value ?? '').trim() === '';
  if (config.describe === 'json') {
    return isEmpty(config.assistant)
      ? [{ path: ['assistant'], message: 'Describe the assistant as JSON.' }]
      : [];
  }
  return [
    ...(isEmpty(config.modelProvider)
      ? [{ path: ['modelProvider'], message: 'Enter the provider of the model, e.g. openai.' }]
      : []),
    ...(isEmpty(config.modelName)
      ? [{ path: ['modelName'], message: 'Enter the name of the model, e.g. gpt-4o.' }]
      : []),
  ];
};
