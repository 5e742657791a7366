import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { cardText } from '../fields.ts';

export const replyPredial = defineNode({
  type: 'reply_predial',
  label: 'Reply: call or skip',
  description: 'Says whether a campaign calls this contact now.',
  help: `Answers the event *Campaign: before dialling* (\`campaign.predial\`). The contact is in \`event.contact\`.

*Skip* leaves the contact out; the campaign goes on with the next. An expression must give true or false (\`yes\`, \`no\`, \`1\` and \`0\` are read as such); anything else fails this step, and the trigger's fallback goes out.

**Example.** Expression \`{{ steps.crm.output.body.mayBeCalled }}\`.`,
  example: {
    config: { decision: 'expression', expression: '{{ steps.crm.output.body.mayBeCalled }}' },
    given: { steps: { crm: { body: { mayBeCalled: true } } } },
    reply: { eligible: true },
  },
  icon: 'phone-call',
  category: 'reply',
  config: z.object({
    decision: z
      .enum(['call', 'skip', 'expression'])
      .default('call')
      .meta({
        label: 'The contact',
        control: 'select',
        options: {
          call: 'is called',
          skip: 'is skipped',
          expression: 'is called if an expression is true',
        },
      }),
    expression: z
      .string()
      .max(5_000)
      .optional()
      .meta({
        label: 'Expression',
        help: 'Exactly one {{ expression }} that gives true or false.',
        control: 'template',
        placeholder: '{{ steps.crm.output.body.mayBeCalled }}',
        showWhen: { decision: ['expression'] },
      }),
  }),
  initial: { decision: 'call' },
  hasInput: true,
  outputs: () => [{ id: 'out' }],
  canFail: false,
  summary: ({ decision = 'call', expression }) => {
    if (decision === 'expression') return `Call if ${cardText(expression)}`;
    return decision === 'skip' ? 'Skip the contact' : 'Call the contact';
  },
  reply: 'campaign.predial',
  check: ({ decision, expression }) =>
    decision === 'expression' && cardText(expression) === ''
      ? [{ path: ['expression'], message: 'Enter an expression that gives true or false.' }]
      : [],
});
