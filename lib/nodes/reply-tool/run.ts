import { toText } from '#lib/template/text.ts';
import { defineRun, type Outcome } from '../define-run.ts';
import { replyTool } from './definition.ts';

export const runReplyTool = defineRun(replyTool, ({ outcome, result, error }): Outcome<'out'> => {
  if (outcome === 'result') {
    const value = result ?? null;
    return { output: value, reply: { kind: 'tool-call', result: value } };
  }
  const message = toText(error) || 'The tool failed.';
  return { output: { error: message }, reply: { kind: 'tool-call', error: message } };
});
