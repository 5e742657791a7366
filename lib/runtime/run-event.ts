import type { VapiMessage } from '#lib/vapi/message.ts';
import type { RunEvent } from './execution.ts';
import type { LoadedWorkflow } from './loaded-workflow.ts';

/** The event as flows see it: with its encrypted arguments in clear, which the journal never has. */
export const runEvent = (
  { access }: LoadedWorkflow,
  id: string,
  { type, callId, fields }: VapiMessage,
  receivedAt: number,
): RunEvent => {
  const decrypted = access.decryptArguments?.(fields);
  return {
    id,
    type,
    callId,
    fields: decrypted?.fields ?? fields,
    receivedAt,
    ...(decrypted === undefined
      ? {}
      : { argumentProblems: decrypted.problems, plaintexts: decrypted.plaintexts }),
  };
};
