import { askVapi, withoutCredentials } from '../ask-vapi.ts';
import { defineRun } from '../define-run.ts';
import { StepError } from '../step-error.ts';
import { isRecord, neededObject, neededText } from '../vapi-fields.ts';
import { vapiUpdateAssistant } from './definition.ts';

type Json = Record<string, unknown>;

/** `PATCH /assistant/{id}`, which replaces nested objects whole. */
export const runVapiUpdateAssistant = defineRun(
  vapiUpdateAssistant,
  async (config, context) => {
    const id = neededText(config.assistantId, 'The assistant id');
    const fields = neededObject(config.fields, 'Fields');
    const question = {
      path: `/assistant/${encodeURIComponent(id)}`,
      timeoutMs: config.timeoutMs,
      about: `the assistant "${id}"`,
    };
    const nested = Object.values(fields).some(isRecord);
    const before = config.keepsRest && nested ? await askVapi(context, { ...question, method: 'GET' }) : {};
    if (!isRecord(before)) {
      throw new StepError('vapi.not-an-assistant', `Vapi gave something else than the assistant "${id}".`);
    }
    const body = config.keepsRest ? merged(before, fields) : fields;
    const after = await askVapi(context, { ...question, method: 'PATCH', body });
    return { output: withoutCredentials(after) };
  },
  ({ fields }) => ({ fields: withoutCredentials(fields) }),
);

/** The named fields only, with what they leave unsaid in nested objects taken from `before`. */
const merged = (before: Json, fields: Json): Json =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => {
      const old = Object.hasOwn(before, key) ? before[key] : undefined;
      return [key, isRecord(value) && isRecord(old) ? { ...old, ...merged(old, value) } : value];
    }),
  );
