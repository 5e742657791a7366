import { z } from 'zod';
import { type ConfigIssue, defineNode } from '../define-node.ts';
import { cardText } from '../fields.ts';
import { fallbackMessage, timeoutSeconds } from './answer-fields.ts';
import { declaredArguments } from './declared-arguments.ts';
import { readParameterSchema } from './parameter-schema.ts';

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

/** Where the arguments are not held against the parameters, only what is no JSON Schema at all is in the way. */
const schemaProblems = (given: unknown, onMismatch: 'tell' | 'run'): ConfigIssue[] =>
  readParameterSchema(given)
    .issues.filter(({ kind }) => kind === 'invalid' || onMismatch === 'tell')
    .map(({ kind, message }) => ({
      path: ['parameters'],
      message:
        kind === 'invalid'
          ? message
          : `${message} Change it, or set “When arguments do not fit” to run anyway.`,
    }));

export const triggerTool = defineNode({
  type: 'trigger_tool',
  label: 'Tool call',
  description: 'Starts when the assistant calls one of your tools.',
  help: `Starts a flow each time the assistant calls the tool of this name. End it with **Reply to tool call**: what you reply is what the assistant learns.

Its output is the arguments, so a later step reads \`{{ steps.<id>.output.date }}\`, or shorter \`{{ tool.arguments.date }}\`. Several calls in one message run side by side, each in its own run.

The arguments are **held against the parameters** before the flow runs. Where something required is missing or a value has the wrong type, the flow does not run and the assistant is told so in a sentence: \`Missing: order_number (text, the number on the receipt). Ask the caller for it and call the tool again.\` It goes out as the call's \`error\`, so that a message set in Vapi for a finished tool is not spoken. Checked are types, allowed values, lengths, ranges, patterns, nested objects and lists, \`anyOf\` and its like; \`format\` is not. What the model writes as \`null\` counts as not given.

The name must be the one in Vapi. The description and the parameters tell the model when and how to call it; copy them to the tool in the Vapi dashboard.

**Example.** Tool \`look_up_order\` with one parameter \`order_number\` (text, required), then an HTTP request to \`https://shop.example/orders/{{ tool.arguments.order_number | url_encode }}\`, then a reply with \`Your order is {{ steps.request.output.body.status }}.\``,
  example: {
    config: {
      toolName: 'look_up_order',
      parameters: {
        type: 'object',
        properties: { order_number: { type: 'string', description: 'The number on the receipt' } },
        required: ['order_number'],
      },
    },
    given: { tool: { order_number: 'A-17' } },
    output: { order_number: 'A-17' },
  },
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
    onMismatch: z
      .enum(['tell', 'run'])
      .default('tell')
      .meta({
        label: 'When arguments do not fit',
        help: 'Models leave things out or write them wrongly. The arguments are held against the parameters before the flow runs.',
        control: 'select',
        options: {
          tell: 'Tell the assistant what is missing',
          run: 'Run anyway',
        },
      }),
    fallbackMessage,
    timeoutSeconds,
  }),
  initial: { toolName: '', parameters: { type: 'object', properties: {}, required: [] }, timeoutSeconds: 20 },
  verbatim: ['toolName', 'description', 'parameters', 'onMismatch', 'fallbackMessage'],
  hasInput: false,
  outputs: () => [{ id: 'out' }],
  canFail: false,
  summary: ({ toolName }) => cardText(toolName),
  trigger: ({ toolName }) =>
    cardText(toolName) === '' ? undefined : { kind: 'tool', toolName: cardText(toolName) },
  argumentNames: ({ parameters }) => declaredArguments(parameters),
  check: ({ parameters, onMismatch }) => [
    ...parameters.required
      .filter((name) => !Object.hasOwn(parameters.properties, name))
      .map((name) => ({
        path: ['parameters', 'required'],
        message: `"${name}" is required but is not among the parameters. Add it, or take it from the required ones.`,
      })),
    ...schemaProblems(parameters, onMismatch),
  ],
});
