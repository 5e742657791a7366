import { askVapi, withoutCredentials } from '../ask-vapi.ts';
import { defineRun } from '../define-run.ts';
import { neededText } from '../vapi-fields.ts';
import { vapiGetCall } from './definition.ts';

/** `GET /call/{id}`. */
export const runVapiGetCall = defineRun(vapiGetCall, async ({ callId, timeoutMs }, context) => {
  const id = neededText(callId, 'The call id');
  const call = await askVapi(context, {
    method: 'GET',
    path: `/call/${encodeURIComponent(id)}`,
    timeoutMs,
    about: `the call "${id}"`,
  });
  return { output: withoutCredentials(call) };
});
