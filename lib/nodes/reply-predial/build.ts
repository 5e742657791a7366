import { defineReply } from '../define-reply.ts';
import { asBoolean } from '../reply-values.ts';
import { replyPredial } from './definition.ts';

/** Says whether a campaign calls a contact. */
export const predialReply = defineReply(replyPredial, ({ decision, expression }) => ({
  kind: 'campaign.predial',
  body: { eligible: decision === 'expression' ? asBoolean(expression ?? null) : decision === 'call' },
}));
