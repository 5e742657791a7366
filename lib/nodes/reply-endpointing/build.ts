import { defineReply } from '../define-reply.ts';
import { asNumber } from '../reply-values.ts';
import { replyEndpointing } from './definition.ts';

/** Says how long the assistant waits before it speaks. */
export const endpointingReply = defineReply(replyEndpointing, ({ timeoutSeconds }) => ({
  kind: 'call.endpointing.request',
  body: { timeoutSeconds: asNumber(timeoutSeconds) },
}));
