import { toText } from '#lib/template/text.ts';
import { kindOf } from './kind-of.ts';
import {
  isJsonObject,
  type Json,
  neededObject,
  neededText,
  optionalObject,
  optionalText,
  present,
} from './reply-values.ts';
import { StepError } from './step-error.ts';

/** The rendered fields of `assistantFields`. */
interface AssistantConfig {
  readonly describe: 'form' | 'json';
  readonly assistant?: unknown;
  readonly firstMessage?: unknown;
  readonly modelProvider?: unknown;
  readonly modelName?: unknown;
  readonly systemPrompt?: unknown;
  readonly voiceProvider?: unknown;
  readonly voiceId?: unknown;
  readonly toolIds?: unknown;
  readonly tools?: unknown;
  readonly more?: unknown;
}

/** The assistant that the fields, or the JSON, describe: Vapi's `CreateAssistantDTO`. */
export const assistantBody = (config: AssistantConfig): Json => {
  if (config.describe === 'json') return neededObject(config.assistant, 'assistant');
  const { model, voice, ...more } = optionalObject(config.more, 'settings') ?? {};
  const prompt = optionalText(config.systemPrompt);
  const voiceFields = present({
    provider: optionalText(config.voiceProvider),
    voiceId: optionalText(config.voiceId),
  });
  const allOfVoice = isJsonObject(voice) ? { ...voiceFields, ...voice } : voiceFields;
  return present({
    firstMessage: optionalText(config.firstMessage),
    model: present({
      provider: neededText(config.modelProvider, 'model provider'),
      model: neededText(config.modelName, 'model'),
      messages: prompt === undefined ? undefined : [{ role: 'system', content: prompt }],
      toolIds: idsOf(config.toolIds),
      tools: toolsOf(config.tools),
      ...(isJsonObject(model) ? model : {}),
    }),
    voice: Object.keys(allOfVoice).length === 0 ? undefined : allOfVoice,
    ...more,
  });
};

const idsOf = (value: unknown): readonly unknown[] | undefined => {
  if (Array.isArray(value)) return value;
  const ids = toText(value)
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  return ids.length === 0 ? undefined : ids;
};

const toolsOf = (value: unknown): readonly unknown[] | undefined => {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value;
  if (typeof value === 'string' && value.includes('{{')) return [value];
  throw new StepError('reply.not-a-list', `The tools must be a JSON list, but they are ${kindOf(value)}.`);
};

/** Overrides with `variables` put over their `variableValues`; nothing where there are neither. */
export const overridesBody = (given: unknown, variables: Json): Json | undefined => {
  const overrides = optionalObject(given, 'overrides') ?? {};
  const own = isJsonObject(overrides.variableValues) ? overrides.variableValues : {};
  const hasVariables = Object.keys(variables).length > 0;
  const all = hasVariables ? { ...overrides, variableValues: { ...own, ...variables } } : overrides;
  return Object.keys(all).length === 0 ? undefined : all;
};
