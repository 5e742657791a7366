import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { fallbackMessage, timeoutSeconds } from '../trigger-tool/answer-fields.ts';

export const triggerAnyTool = defineNode({
  type: 'trigger_any_tool',
  label: 'Any other tool',
  description: 'Starts when the assistant calls a tool that no other trigger names.',
  help: `Starts a flow for each tool call that no **Tool call** trigger of this workflow takes. There is one at most. End it with **Reply to tool call**.

Use it to send tools on to a server that you already have, to build many tools with one flow, or to answer tools that were made in Vapi and have no flow yet. Without it, the assistant is told that there is no such tool.

\`{{ tool.name }}\` is the tool's name, \`{{ tool.arguments }}\` what the model handed over, which is its output as well. The arguments are not checked, since the parameters of the tool are not known here.

**Example.** An HTTP request to \`https://tools.example/{{ tool.name | url_encode }}\` with the body \`{{ tool.arguments }}\`, then a reply with \`{{ steps.request.output.body }}\`.`,
  example: {
    config: {},
    given: { tool: { city: 'Oslo' } },
    output: { city: 'Oslo' },
  },
  icon: 'hammer',
  category: 'trigger',
  config: z.object({ fallbackMessage, timeoutSeconds }),
  initial: { timeoutSeconds: 20 },
  verbatim: ['fallbackMessage'],
  hasInput: false,
  outputs: () => [{ id: 'out' }],
  canFail: false,
  summary: () => 'tools without a trigger',
  trigger: () => ({ kind: 'any-tool' }),
});
