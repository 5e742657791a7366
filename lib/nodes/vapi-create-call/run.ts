import type { z } from 'zod';
import { askVapi, withoutCredentials } from '../ask-vapi.ts';
import { defineRun } from '../define-run.ts';
import { typedFields } from '../name-values.ts';
import type { Resolved } from '../resolved.ts';
import { timeText } from '../time-text.ts';
import {
  given,
  neededObject,
  neededText,
  optionalObject,
  optionalText,
  withVariables,
} from '../vapi-fields.ts';
import { vapiCreateCall } from './definition.ts';

type Config = Resolved<z.infer<typeof vapiCreateCall.config>>;

/** `POST /call`, docs.vapi.ai, API reference → Calls → Create. */
export const runVapiCreateCall = defineRun(vapiCreateCall, async (config, context) => {
  const call = await askVapi(context, {
    method: 'POST',
    path: '/call',
    body: callOf(config),
    timeoutMs: config.timeoutMs,
    about: 'the assistant or the phone number',
    isOnce: true,
  });
  return { output: withoutCredentials(call) };
});

const callOf = (config: Config): Record<string, unknown> | undefined =>
  given({
    ...speakerOf(config),
    phoneNumberId: neededText(config.phoneNumberId, 'The id of the phone number that calls'),
    customer: given({
      ...(config.to === 'number'
        ? {
            number: neededText(config.number, 'The number to call'),
            extension: optionalText(config.extension),
          }
        : { sipUri: neededText(config.sipUri, 'The SIP address to call') }),
      name: optionalText(config.customerName),
    }),
    name: optionalText(config.callName),
    schedulePlan: given({
      earliestAt: timeText(config.earliestAt, 'Not before'),
      latestAt: timeText(config.latestAt, 'Not after'),
    }),
    ...optionalObject(config.more, 'More fields'),
  });

const speakerOf = (config: Config): Record<string, unknown> => {
  const overrides = withVariables(
    optionalObject(config.overrides, 'The overrides'),
    typedFields(config.variables),
  );
  switch (config.speaks) {
    case 'saved-assistant':
      return {
        assistantId: neededText(config.assistantId, 'The assistant id'),
        assistantOverrides: overrides,
      };
    case 'assistant':
      return { assistant: neededObject(config.assistant, 'The assistant'), assistantOverrides: overrides };
    case 'squad':
      return { squadId: neededText(config.squadId, 'The squad id'), squadOverrides: overrides };
    case 'workflow':
      return {
        workflowId: neededText(config.vapiWorkflowId, 'The workflow id'),
        workflowOverrides: overrides,
      };
    default:
      return config.speaks satisfies never;
  }
};
