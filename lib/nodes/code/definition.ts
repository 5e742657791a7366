import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { requiredText } from '../fields.ts';

const STARTER = `// In scope: event, call, tool, steps, secrets, memory, fetch, console
return { greeting: \`Hello \${call.customer?.name ?? 'there'}\` };
`;

export const code = defineNode({
  type: 'code',
  label: 'Code',
  description: 'Runs JavaScript or TypeScript in a sandbox.',
  help: `Runs your code; what it returns is the step's output. \`await\` and \`return\` work at the top level.

In scope: \`event\`, \`call\`, \`tool\`, \`steps\`, \`secrets\`, \`memory\`, \`fetch\`, \`console\`, \`URL\`, \`TextEncoder\`, \`crypto.randomUUID\`, timers. The code runs in an isolate of its own with 64 MB of memory. It sees no files and no environment, and nothing of other runs. What it logs is kept with the step.

**Example.**

\`\`\`js
const { orders } = steps.request.output.body;
const open = orders.filter((order) => order.status === 'open');
return { count: open.length, total: open.reduce((sum, order) => sum + order.total, 0) };
\`\`\``,
  example: {
    config: {
      language: 'javascript',
      source: `const { orders } = steps.request.output.body;
const open = orders.filter((order) => order.status === 'open');
return { count: open.length, total: open.reduce((sum, order) => sum + order.total, 0) };`,
    },
    given: {
      steps: {
        request: {
          body: {
            orders: [
              { status: 'open', total: 12 },
              { status: 'sent', total: 30 },
            ],
          },
        },
      },
    },
    output: { count: 1, total: 12 },
  },
  icon: 'code-xml',
  category: 'data',
  config: z.object({
    language: z
      .enum(['javascript', 'typescript'])
      .default('javascript')
      .meta({
        label: 'Language',
        control: 'select',
        options: { javascript: 'JavaScript', typescript: 'TypeScript' },
      }),
    source: requiredText('Write the code of this step.')
      .max(200_000)
      .meta({ label: 'Code', control: 'code' }),
    timeoutMs: z
      .number({ error: 'Enter a time in milliseconds.' })
      .int()
      .min(10)
      .max(300_000)
      .default(5000)
      .meta({
        label: 'Time limit',
        help: "Ends the code with an error. The trigger's deadline counts as well.",
        control: 'duration',
        unit: 'ms',
        advanced: true,
      }),
  }),
  initial: { language: 'javascript', source: STARTER, timeoutMs: 5000 },
  verbatim: ['source', 'language'],
  hasInput: true,
  outputs: () => [{ id: 'out' }],
  canFail: true,
  summary: ({ source, language }) => {
    const lines = typeof source === 'string' && source.trim() !== '' ? source.trim().split('\n').length : 0;
    if (lines === 0) return '';
    return `${language === 'typescript' ? 'TypeScript' : 'JavaScript'}, ${lines} ${lines === 1 ? 'line' : 'lines'}`;
  },
});
