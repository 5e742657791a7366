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

*What is said* is by default up to the assistant. A message of yours is spoken word for word, or is a hint for it.

**Example.** \`The next free table for {{ tool.arguments.people }} is at {{ steps.search.output.body.slots[0].time }}.\``,
  example: {
    config: { outcome: 'result', result: 'The next free table for {{ tool.arguments.people }} is at 18:30.' },
    given: { tool: { people: 4 } },
    reply: { result: 'The next free table for 4 is at 18:30.' },
  },
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
    speaks: z.boolean().default(false).meta({
      label: 'Choose what is said',
      help: 'In the place of what the assistant would say of the result by itself.',
      control: 'switch',
    }),
    spoken: z
      .string()
      .max(2000)
      .optional()
      .meta({
        label: 'Message',
        help: 'At most 1,000 characters once filled in.',
        control: 'template-area',
        placeholder: 'You are booked for {{ steps.book.output.time }}.',
        showWhen: { speaks: [true] },
      }),
    spokenRole: z
      .enum(['assistant', 'system'])
      .default('assistant')
      .meta({
        label: 'Meant for',
        control: 'select',
        options: {
          assistant: 'the caller: spoken word for word',
          system: 'the assistant: a hint for what it says',
        },
        showWhen: { speaks: [true] },
      }),
    endsCall: z
      .boolean()
      .default(false)
      .meta({
        label: 'End the call after it',
        control: 'switch',
        showWhen: { speaks: [true], spokenRole: ['assistant'] },
      }),
    metadata: z.string().max(100_000).optional().meta({
      label: 'Metadata',
      help: 'A JSON object for the app that made the call. The assistant does not see it.',
      control: 'json',
      placeholder: '{ "confirmation": {{ steps.book.output.id }} }',
      advanced: true,
    }),
  }),
  initial: { outcome: 'result', result: '' },
  hasInput: true,
  outputs: () => [{ id: 'out' }],
  canFail: false,
  summary: ({ outcome, result, error }) =>
    outcome === 'error' ? `Error: ${cardText(error)}` : cardText(result),
  reply: 'tool-call',
  check: ({ outcome, result, error, speaks, spoken }) => {
    const issues: { path: string[]; message: string }[] = [];
    if (outcome === 'error' && cardText(error) === '') {
      issues.push({ path: ['error'], message: 'Enter what went wrong.' });
    }
    if (outcome === 'result' && typeof result === 'string' && cardText(result) === '') {
      issues.push({ path: ['result'], message: 'Enter what the assistant is told.' });
    }
    if (speaks && cardText(spoken) === '') {
      issues.push({ path: ['spoken'], message: 'Enter what is said.' });
    }
    return issues;
  },
});
