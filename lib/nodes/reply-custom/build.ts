import { defineReply } from '../define-reply.ts';
import { headerPairs } from '../header-rows.ts';
import { replyCustom } from './definition.ts';

/** Sends JSON as it is written. */
export const customReplyNode = defineReply(replyCustom, ({ status, headers, body, isChecked }) => ({
  kind: 'custom',
  status,
  headers: Object.fromEntries(headerPairs(headers)),
  body: body === undefined ? {} : body,
  ...(isChecked ? {} : { unchecked: true }),
}));
