import { defineRun } from '../define-run.ts';
import { headerPairs } from '../header-rows.ts';
import { replyCustom } from './definition.ts';

export const runReplyCustom = defineRun(replyCustom, ({ status, headers, body: given }) => {
  const body = given === undefined ? {} : given;
  return {
    output: body,
    reply: { kind: 'custom', status, headers: Object.fromEntries(headerPairs(headers)), body },
  };
});
