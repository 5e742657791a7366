import { z } from 'zod';
import type { NodeSpecs } from '../graph-index.ts';
import type { NodeSpec } from '../node-spec.ts';

const spec = (type: string, own: Partial<NodeSpec>): NodeSpec => ({
  type,
  label: type,
  description: `Test type ${type}.`,
  help: '',
  example: { config: {}, given: {} },
  icon: 'box',
  category: 'logic',
  config: z.object({}),
  initial: {},
  hasInput: true,
  outputs: () => [{ id: 'out' }],
  canFail: true,
  summary: () => '',
  ...own,
});

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const all = [
  spec('start', {
    category: 'trigger',
    hasInput: false,
    canFail: false,
    config: z.object({ event: z.string().min(1).meta({ label: 'Event' }) }),
    trigger: ({ event }) => (text(event) === '' ? undefined : { kind: 'event', eventType: text(event) }),
  }),
  spec('tool', {
    category: 'trigger',
    hasInput: false,
    canFail: false,
    config: z.object({
      tool: z.string().min(1).meta({ label: 'Tool name' }),
      takes: z.array(z.string()).optional(),
    }),
    verbatim: ['takes'],
    trigger: ({ tool }) => (text(tool) === '' ? undefined : { kind: 'tool', toolName: text(tool) }),
    argumentNames: ({ takes }) => (Array.isArray(takes) ? takes.map(text) : undefined),
  }),
  spec('task', {
    config: z.object({
      text: z.string().optional().meta({ label: 'Text', control: 'template' }),
      plain: z.string().optional(),
      mode: z.enum(['a', 'b']).default('a'),
      onlyB: z
        .string()
        .optional()
        .meta({ showWhen: { mode: ['b'] } }),
      rows: z
        .array(z.object({ name: z.string().min(1), value: z.string().meta({ label: 'Value' }) }))
        .optional()
        .meta({ label: 'Rows' }),
    }),
    verbatim: ['plain', 'mode'],
  }),
  spec('call', {
    config: z.object({
      url: z
        .string()
        .min(1, 'Enter the URL to call.')
        .meta({ label: 'URL' })
        .refine((url) => url !== 'bad'),
      times: z.number().max(5).optional().meta({ label: 'Times' }),
      key: z.string().optional().meta({ label: 'Key', control: 'secret' }),
    }),
    check: ({ url }) => (url === 'refused' ? [{ path: ['url'], message: 'Refused here' }] : []),
  }),
  spec('code', {
    config: z.object({ source: z.string().meta({ label: 'Code', control: 'code' }).default('') }),
    verbatim: ['source'],
  }),
  spec('branch', {
    config: z.object({ outputs: z.array(z.string()).default(['true', 'false']) }),
    outputs: ({ outputs }) =>
      (Array.isArray(outputs) ? outputs.map(String) : ['true', 'false']).map((id) => ({ id })),
  }),
  spec('each', {
    outputs: () => [{ id: 'item' }, { id: 'done' }],
    loop: { body: 'item', done: 'done' },
  }),
  spec('end', { outputs: () => [] }),
  spec('reply', { category: 'reply', canFail: false, reply: 'any' }),
  spec('reply_call', { category: 'reply', canFail: false, reply: 'assistant-request' }),
  spec('reply_tool', { category: 'reply', canFail: false, reply: 'tool-call' }),
];

/** Small node types for tests of the graph and the engine. */
export const testSpecs: NodeSpecs = Object.fromEntries(all.map((each) => [each.type, each]));
