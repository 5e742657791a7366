import { assistantBody, overridesBody } from '../assistant-body.ts';
import { defineReply } from '../define-reply.ts';
import { numberDestination, sipDestination } from '../destination-body.ts';
import { typedFields } from '../name-values.ts';
import { type Json, neededObject, neededText, present } from '../reply-values.ts';
import { replyAssistantRequest } from './definition.ts';

/** Tells Vapi who takes the call. */
export const assistantRequestReply = defineReply(replyAssistantRequest, (config) => {
  const reply = (fields: Json) => ({ kind: 'assistant-request', body: present(fields) }) as const;
  const overrides = (): Json | undefined => overridesBody(config.overrides, typedFields(config.variables));
  switch (config.answer) {
    case 'saved-assistant':
      return reply({
        assistantId: neededText(config.assistantId, 'assistant id'),
        assistantOverrides: overrides(),
      });
    case 'assistant':
      return reply({ assistant: assistantBody(config), assistantOverrides: overrides() });
    case 'squad':
      return reply({ squadId: neededText(config.squadId, 'squad id'), squadOverrides: overrides() });
    case 'squad-json':
      return reply({ squad: neededObject(config.squad, 'squad'), squadOverrides: overrides() });
    case 'workflow':
      return reply({
        workflowId: neededText(config.workflowId, 'workflow id'),
        workflowOverrides: overrides(),
      });
    case 'transfer-number':
      return reply({ destination: numberDestination(config) });
    case 'transfer-sip':
      return reply({ destination: sipDestination(config) });
    case 'error':
      return reply({ error: neededText(config.error, 'message') });
    default:
      return config.answer satisfies never;
  }
});
