import { toText } from '#lib/template/text.ts';
import { defineRun, type Outcome } from '../define-run.ts';
import { kindOf } from '../kind-of.ts';
import { textPairs, typedFields } from '../name-values.ts';
import { StepError } from '../step-error.ts';
import { replyAssistantRequest } from './definition.ts';

type Json = Record<string, unknown>;

export const runReplyAssistantRequest = defineRun(replyAssistantRequest, (config): Outcome<'out'> => {
  const overrides = (): Json | undefined => overridesOf(config.overrides, typedFields(config.variables));
  switch (config.answer) {
    case 'saved-assistant':
      return reply({
        assistantId: needed(config.assistantId, 'assistant id'),
        assistantOverrides: overrides(),
      });
    case 'assistant':
      return reply({
        assistant: neededObject(config.assistant, 'assistant'),
        assistantOverrides: overrides(),
      });
    case 'squad':
      return reply({ squadId: needed(config.squadId, 'squad id'), squadOverrides: overrides() });
    case 'transfer-number':
      return reply({
        destination: present({
          type: 'number',
          number: needed(config.number, 'phone number'),
          extension: optional(config.extension),
          callerId: optional(config.callerId),
          message: config.saysMessage ? toText(config.message) : undefined,
        }),
      });
    case 'transfer-sip': {
      const headers = textPairs(config.sipHeaders);
      return reply({
        destination: present({
          type: 'sip',
          sipUri: needed(config.sipUri, 'SIP address'),
          sipHeaders: headers.length === 0 ? undefined : Object.fromEntries(headers),
          callerId: optional(config.callerId),
          message: config.saysMessage ? toText(config.message) : undefined,
        }),
      });
    }
    case 'error':
      return reply({ error: needed(config.error, 'message') });
    default:
      return config.answer satisfies never;
  }
});

const present = (fields: Json): Json =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const reply = (fields: Json): Outcome<'out'> => {
  const body = present(fields);
  return { output: body, reply: { kind: 'assistant-request', body } };
};

const optional = (value: unknown): string | undefined => toText(value).trim() || undefined;

const needed = (value: unknown, what: string): string => {
  const text = toText(value).trim();
  if (text !== '') return text;
  throw new StepError(
    'reply.missing',
    `The ${what} is empty after its values were filled in, so Vapi has nothing to go by.`,
  );
};

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const neededObject = (value: unknown, what: string): Json => {
  if (isRecord(value)) return value;
  throw new StepError(
    'reply.not-an-object',
    `The ${what} must be a JSON object, but it is ${kindOf(value)}.`,
  );
};

/** The overrides with the variables put over their `variableValues`; nothing where there are neither. */
const overridesOf = (given: unknown, variables: Json): Json | undefined => {
  const overrides = given === undefined || given === null ? {} : neededObject(given, 'overrides');
  const own = isRecord(overrides.variableValues) ? overrides.variableValues : {};
  const hasVariables = Object.keys(variables).length > 0;
  const all = hasVariables ? { ...overrides, variableValues: { ...own, ...variables } } : overrides;
  return Object.keys(all).length === 0 ? undefined : all;
};
