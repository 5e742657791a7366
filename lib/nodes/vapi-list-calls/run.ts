import { askVapi, withoutCredentials } from '../ask-vapi.ts';
import { defineRun } from '../define-run.ts';
import { StepError } from '../step-error.ts';
import { timeText } from '../time-text.ts';
import { optionalText } from '../vapi-fields.ts';
import { vapiListCalls } from './definition.ts';

/** `GET /call`. */
export const runVapiListCalls = defineRun(vapiListCalls, async (config, context) => {
  const query = new URLSearchParams({ limit: String(config.limit) });
  const filters = {
    assistantId: optionalText(config.assistantId),
    phoneNumberId: optionalText(config.phoneNumberId),
    createdAtGt: timeText(config.createdAfter, 'Created after'),
    createdAtLt: timeText(config.createdBefore, 'Created before'),
  };
  for (const [name, value] of Object.entries(filters)) if (value !== undefined) query.set(name, value);
  const calls = await askVapi(context, {
    method: 'GET',
    path: `/call?${query}`,
    timeoutMs: config.timeoutMs,
    about: 'the list of calls',
  });
  if (!Array.isArray(calls))
    throw new StepError('vapi.not-a-list', 'Vapi answered with something else than a list of calls.');
  return { output: { calls: withoutCredentials(calls) } };
});
