import { z } from 'zod';
import type { ConfigIssue } from '../define-node.ts';
import { cardText } from '../fields.ts';

const WHEN = 'What Vapi gets when the flow fails, is late or ends without a reply.';
const SPOKEN = 'Sorry, we cannot take your call right now. Please try again later.';

const onlyFor = (eventType: string, more: Record<string, readonly unknown[]> = {}) => ({
  showWhen: { eventType: [eventType], ...more },
});

const text = (max: number) => z.string().max(max).optional();

/** What goes out in the place of a reply, for each event that wants one. */
export const fallbackFields = {
  fallback: z
    .enum(['none', 'assistant', 'error'])
    .default('none')
    .meta({
      label: 'Fallback',
      help: WHEN,
      control: 'select',
      options: {
        none: 'Nothing (the call ends)',
        assistant: 'A saved assistant answers',
        error: 'A message is spoken, then the call ends',
      },
      ...onlyFor('assistant-request'),
    }),
  fallbackAssistantId: text(200).meta({
    label: 'Fallback assistant',
    help: "The assistant's id, from the Vapi dashboard.",
    control: 'text',
    placeholder: 'b33d016a-db85-4e34-801b-5f7a175a077e',
    ...onlyFor('assistant-request', { fallback: ['assistant'] }),
  }),
  fallbackMessage: text(1000).meta({
    label: 'Fallback message',
    help: 'Spoken to the caller.',
    control: 'text',
    placeholder: SPOKEN,
    ...onlyFor('assistant-request', { fallback: ['error'] }),
  }),
  toolFallback: text(1000).meta({
    label: 'Fallback',
    help: `${WHEN} A sentence for the assistant; empty: that something went wrong, or what a Stop with error step says.`,
    control: 'text',
    placeholder: 'The system does not answer. Offer to call back.',
    showWhen: { eventType: ['tool-calls', 'function-call'] },
  }),
  transferFallback: z
    .enum(['refuse', 'number'])
    .default('refuse')
    .meta({
      label: 'Fallback',
      help: WHEN,
      control: 'select',
      options: { refuse: 'No transfer, and why', number: 'Transfer to a phone number' },
      ...onlyFor('transfer-destination-request'),
    }),
  transferFallbackError: text(1000).meta({
    label: 'Why there is no transfer',
    help: 'For the assistant. Empty: that something went wrong, or what a Stop with error step says.',
    control: 'text',
    placeholder: 'Nobody can be reached right now.',
    ...onlyFor('transfer-destination-request', { transferFallback: ['refuse'] }),
  }),
  transferFallbackNumber: text(40).meta({
    label: 'Fallback number',
    help: 'With country code.',
    control: 'text',
    placeholder: '+14155552671',
    ...onlyFor('transfer-destination-request', { transferFallback: ['number'] }),
  }),
  handoffFallback: text(1000).meta({
    label: 'Fallback: why there is no hand-off',
    help: `${WHEN} The assistant goes on itself. Empty: that something went wrong, or what a Stop with error step says.`,
    control: 'text',
    placeholder: 'The other assistant cannot take over right now.',
    ...onlyFor('handoff-destination-request'),
  }),
  knowledgeFallback: z
    .enum(['none', 'message'])
    .default('none')
    .meta({
      label: 'Fallback',
      help: WHEN,
      control: 'select',
      options: { none: 'No documents: the model answers by itself', message: 'A message is spoken' },
      ...onlyFor('knowledge-base-request'),
    }),
  knowledgeFallbackMessage: text(1000).meta({
    label: 'Fallback message',
    help: 'Spoken in the place of an answer of the model.',
    control: 'text',
    placeholder: 'I cannot look that up right now.',
    ...onlyFor('knowledge-base-request', { knowledgeFallback: ['message'] }),
  }),
  endpointingFallback: z
    .number({ error: 'Enter 0 to 15 seconds.' })
    .min(0, 'Enter 0 to 15 seconds.')
    .max(15, 'Enter 0 to 15 seconds.')
    .default(0.5)
    .meta({
      label: 'Fallback',
      help: `How long the assistant waits before it speaks. ${WHEN}`,
      control: 'number',
      unit: 'seconds',
      ...onlyFor('call.endpointing.request'),
    }),
  predialFallback: z
    .enum(['skip', 'dial'])
    .default('skip')
    .meta({
      label: 'Fallback',
      help: WHEN,
      control: 'select',
      options: { skip: 'The contact is not called', dial: 'The contact is called' },
      ...onlyFor('campaign.predial'),
    }),
  voiceFallbackMs: z
    .number({ error: 'Enter a time in milliseconds.' })
    .int()
    .min(0)
    .max(10_000, 'Enter at most 10,000 ms.')
    .default(200)
    .meta({
      label: 'Fallback: silence',
      help: `${WHEN} Audio of silence: nothing is heard, and the call goes on.`,
      control: 'duration',
      unit: 'ms',
      ...onlyFor('voice-request'),
    }),
};

/** None of them is a template: a fallback must not fail. */
export const fallbackKeys: (keyof typeof fallbackFields)[] = [
  'fallback',
  'fallbackAssistantId',
  'fallbackMessage',
  'toolFallback',
  'transferFallback',
  'transferFallbackError',
  'transferFallbackNumber',
  'handoffFallback',
  'knowledgeFallback',
  'knowledgeFallbackMessage',
  'endpointingFallback',
  'predialFallback',
  'voiceFallbackMs',
];

const fallbackConfig = z.object(fallbackFields);
/** The settings of the fallback. */
export type FallbackConfig = z.infer<typeof fallbackConfig>;

/** What is missing of the fallback that was chosen. Issues of fields that the form hides are left out by `defineNode`. */
export const fallbackIssues = (config: FallbackConfig): ConfigIssue[] => {
  const issues: ConfigIssue[] = [];
  const want = (key: keyof FallbackConfig, isChosen: boolean, message: string): void => {
    if (isChosen && cardText(config[key]) === '') issues.push({ path: [key], message });
  };
  want('fallbackAssistantId', config.fallback === 'assistant', 'Enter the id of the fallback assistant.');
  want('fallbackMessage', config.fallback === 'error', 'Enter the message that is spoken.');
  want(
    'knowledgeFallbackMessage',
    config.knowledgeFallback === 'message',
    'Enter the message that is spoken.',
  );
  if (config.transferFallback === 'number' && cardText(config.transferFallbackNumber).length < 3) {
    issues.push({
      path: ['transferFallbackNumber'],
      message: 'Enter the number to transfer to, with at least 3 digits.',
    });
  }
  return issues;
};
