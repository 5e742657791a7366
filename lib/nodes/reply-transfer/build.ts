import { defineReply } from '../define-reply.ts';
import { numberDestination, sipDestination, spokenBefore } from '../destination-body.ts';
import { type Json, neededText, optionalText, present } from '../reply-values.ts';
import { replyTransfer } from './definition.ts';

/** Tells Vapi where the call is transferred to. */
export const transferReply = defineReply(replyTransfer, (config) => {
  const reply = (fields: Json) => ({ kind: 'transfer-destination-request', body: fields }) as const;
  const spoken = optionalText(config.spoken);
  const transferTo = (destination: Json) =>
    reply(
      present({
        destination,
        message: spoken === undefined ? undefined : { type: 'request-start', content: spoken },
      }),
    );
  switch (config.target) {
    case 'number':
      return transferTo(numberDestination(config));
    case 'sip':
      return transferTo(sipDestination(config));
    case 'assistant':
      return transferTo(
        present({
          type: 'assistant',
          assistantName: neededText(config.assistantName, 'name of the assistant'),
          transferMode: config.transferMode === 'none' ? undefined : config.transferMode,
          message: spokenBefore(config),
        }),
      );
    case 'refuse':
      return reply({ error: neededText(config.error, 'reason') });
    default:
      return config.target satisfies never;
  }
});
