import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { cardText, templateValue } from '../fields.ts';

export const replyTool = defineNode({
  type: 'reply_tool',
  label: 'Reply to tool call',
  description: 'Gives the assistant the result of its tool.',
  help: `Answers the tool call that started the flow. The assistant reads the result and goes on talking. Steps behind it still run, but the caller no longer waits for them.

Write text as you would tell it to a colleague, or insert data: lists and objects go out as JSON. Patchbay puts it into Vapi's envelope, on one line, with the right \`toolCallId\`.

An *error* tells the assistant that the tool failed and why, so that it can say so or try otherwise.

**Example.** \`The next free table for {{ tool.arguments.people }} is at {{ steps.search.output.body.slots[0].time }}.\``,
  icon: 'message-square-reply',
  category: 'reply',
  config: z.object({
    outcome: z
      .enum(['result', 'error'])
      .default('result')
      .meta({
        label: 'Reply with',
        control: 'select',
        options: { result: 'a result', error: 'an error' },
      }),
    result: templateValue.meta({
      label: 'Result',
      help: 'Text for the assistant. Exactly one {{ expression }} may be a list or an object.',
      control: 'template-area',
      placeholder: 'Your order is {{ steps.request.output.body.status }}.',
      showWhen: { outcome: ['result'] },
    }),
    error: z
      .string()
      .max(10_000)
      .optional()
      .meta({
        label: 'Error',
        control: 'template-area',
        placeholder: 'No order has this number. Ask the caller to check it.',
        showWhen: { outcome: ['error'] },
      }),
  }),
  initial: { outcome: 'result', result: '' },
  hasInput: true,
  outputs: () => [{ id: 'out' }],
  canFail: false,
  summary: ({ outcome, result, error }) =>
    outcome === 'error' ? `Error: ${cardText(error)}` : cardText(result),
  reply: 'tool-call',
  check: ({ outcome, result, error }) => {
    if (outcome === 'error') {
      return cardText(error) === '' ? [{ path: ['error'], message: 'Enter what went wrong.' }] : [];
    }
    return typeof result === 'string' && cardText(result) === ''
      ? [{ path: ['result'], message: 'Enter what the assistant is told.' }]
      : [];
  },
});
