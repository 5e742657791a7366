import { assistantBody, overridesBody } from '../assistant-body.ts';
import { defineReply } from '../define-reply.ts';
import { typedFields } from '../name-values.ts';
import { type Json, neededText, optionalObject, optionalText, present } from '../reply-values.ts';
import { replyHandoff } from './definition.ts';

/** Tells Vapi which assistant the talk is handed to. */
export const handoffReply = defineReply(replyHandoff, (config) => {
  const reply = (fields: Json) => ({ kind: 'handoff-destination-request', body: present(fields) }) as const;
  const result = optionalText(config.result);
  const schema = optionalObject(config.extraction, 'schema of the values');
  const handOver = (assistant: Json) =>
    reply({
      destination: present({
        type: 'assistant',
        ...assistant,
        assistantOverrides: overridesBody(undefined, typedFields(config.variables)),
        variableExtractionPlan: schema === undefined ? undefined : { schema },
        contextEngineeringPlan: contextPlan(config.context, config.maxMessages),
        ...optionalObject(config.destinationMore, 'destination'),
      }),
      result,
    });
  switch (config.target) {
    case 'saved-assistant':
      return handOver({ assistantId: neededText(config.assistantId, 'assistant id') });
    case 'named-assistant':
      return handOver({ assistantName: neededText(config.assistantName, 'name of the assistant') });
    case 'assistant':
      return handOver({ assistant: assistantBody(config) });
    case 'stay':
      return reply({ destination: {}, result });
    case 'refuse':
      return reply({ error: neededText(config.error, 'reason') });
    default:
      return config.target satisfies never;
  }
});

const contextPlan = (type: string, maxMessages: unknown): Json | undefined => {
  if (type === 'default') return undefined;
  return type === 'lastNMessages' ? { type, maxMessages } : { type };
};
