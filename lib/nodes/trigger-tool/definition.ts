import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { cardText } from '../fields.ts';
import { fallbackMessage, timeoutSeconds } from './answer-fields.ts';

const TOOL_NAME_MESSAGE = 'A tool name has letters, digits, _ and - only, at most 64.';

const parameters = z
  .object(
    {
      type: z.literal('object', { error: 'The parameters must be a JSON Schema with "type": "object".' }),
      properties: z.record(z.string(), z.unknown()).default({}),
      required: z.array(z.string()).default([]),
    },
    { error: 'The parameters must be a JSON Schema object.' },
  )
  .loose();

export const triggerTool = defineNode({
  type: 'trigger_tool',
  label: 'Tool call',
  description: 'Starts when the assistant calls one of your tools.',
  help: `Starts a flow each time the assistant calls the tool of this name. End it with **Reply to tool call**: what you reply is what the assistant learns.

Its output is the arguments, so a later step reads \`{{ steps.<id>.output.date }}\`, or shorter \`{{ tool.arguments.date }}\`. Several calls in one message run side by side, each in its own run.

The name must be the one in Vapi. The description and the parameters tell the model when and how to call it; copy them to the tool in the Vapi dashboard.

**Example.** Tool \`look_up_order\` with one parameter \`order_number\` (text, required), then an HTTP request to \`https://shop.example/orders/{{ tool.arguments.order_number | url_encode }}\`, then a reply with \`Your order is {{ steps.request.output.body.status }}.\``,
  icon: 'wrench',
  category: 'trigger',
  config: z.object({
    toolName: z
      .string({ error: 'Enter the name of the tool.' })
      .min(1, 'Enter the name of the tool.')
      .regex(/^[A-Za-z0-9_-]{0,64}$/, TOOL_NAME_MESSAGE)
      .meta({
        label: 'Tool name',
        help: 'Exactly as in Vapi.',
        control: 'text',
        placeholder: 'look_up_order',
      }),
    description: z.string().max(2000).optional().meta({
      label: 'Description',
      help: 'Tells the model when to call the tool.',
      control: 'text',
      placeholder: 'Looks up an order by its number.',
    }),
    parameters: parameters.default({ type: 'object', properties: {}, required: [] }).meta({
      label: 'Parameters',
      help: 'What the model hands over.',
      control: 'json-schema',
    }),
    fallbackMessage,
    timeoutSeconds,
  }),
  initial: { toolName: '', parameters: { type: 'object', properties: {}, required: [] }, timeoutSeconds: 20 },
  verbatim: ['toolName', 'description', 'parameters', 'fallbackMessage'],
  hasInput: false,
  outputs: () => [{ id: 'out' }],
  canFail: false,
  summary: ({ toolName }) => cardText(toolName),
  trigger: ({ toolName }) =>
    cardText(toolName) === '' ? undefined : { kind: 'tool', toolName: cardText(toolName) },
  check: ({ parameters: { properties, required } }) =>
    required
      .filter((name) => !Object.hasOwn(properties, name))
      .map((name) => ({
        path: ['parameters', 'required'],
        message: `"${name}" is required but is not among the parameters. Add it, or take it from the required ones.`,
      })),
});
