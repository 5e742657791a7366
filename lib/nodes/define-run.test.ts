import { expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { defineNode } from './define-node.ts';
import { defineRun } from './define-run.ts';
import type { StepContext } from './step.ts';
import { createMemory, stepContext } from './test-context.ts';

const definition = defineNode({
  type: 'sample',
  label: 'Sample',
  description: 'A sample.',
  example: { config: { text: '' }, given: {} },
  help: '',
  icon: 'zap',
  category: 'action',
  config: z.object({
    text: z.string(),
    mode: z.enum(['a', 'b']).default('a'),
    fixed: z.string().default(''),
    rows: z.array(z.object({ value: z.string(), count: z.number() })).default([]),
    json: z.string().default('').meta({ control: 'json' }),
    hidden: z
      .string()
      .default('')
      .meta({ showWhen: { mode: ['b'] } }),
  }),
  initial: {},
  verbatim: ['fixed'],
  hasInput: true,
  outputs: () => [{ id: 'yes' }, { id: 'no' }],
  canFail: true,
  summary: () => '',
});

const run = defineRun(definition, (config) => ({ output: config, handle: 'yes' }));

test('types: templated texts may become anything, the rest stays', () => {
  defineRun(definition, (config) => {
    expectTypeOf(config.text).toBeUnknown();
    expectTypeOf(config.mode).toEqualTypeOf<'a' | 'b'>();
    expectTypeOf(config.fixed).toBeString();
    expectTypeOf(config.rows).toEqualTypeOf<readonly { readonly value: unknown; readonly count: number }[]>();
    return { output: null };
  });
  // @ts-expect-error an output that the definition does not declare
  defineRun(definition, () => ({ output: null, handle: 'maybe' }));
});

test('renders every text but the verbatim and the hidden', async () => {
  const step = run({
    text: '{{ call.customer }}',
    fixed: '{{ kept }}',
    rows: [{ value: 'x{{ call.id }}', count: 1 }],
    json: '{"id": {{ call.id }}}',
    hidden: '{{ broken',
  });
  const { output, input, handle } = await step(stepContext());
  expect(handle).toBe('yes');
  expect(output).toEqual({
    text: { number: '+14155552671', name: 'Ada' },
    mode: 'a',
    fixed: '{{ kept }}',
    rows: [{ value: 'xcall-1', count: 1 }],
    json: { id: 'call-1' },
    hidden: '{{ broken',
  });
  expect(input).toEqual({
    text: { number: '+14155552671', name: 'Ada' },
    mode: 'a',
    rows: [{ value: 'xcall-1', count: 1 }],
    json: { id: 'call-1' },
  });
});

test('throws for a config that is not valid, before anything runs', () => {
  expect(() => run({})).toThrow();
  expect(() => run({ text: '{{ broken' })).toThrow(expect.objectContaining({ code: 'template.syntax' }));
  expect(() => run({ text: '', json: '{' })).toThrow(expect.objectContaining({ code: 'template.not-json' }));
});

test('loads just what the templates read of the memory, at the same time', async () => {
  const memory = createMemory();
  const asked: string[] = [];
  await memory.set({ kind: 'call', callId: 'call-1' }, 'name', 'Bob');
  await memory.set({ kind: 'workflow' }, 'n', 7);
  const watched = {
    ...memory,
    get: (scope: Parameters<typeof memory.get>[0], key: string) => {
      asked.push(`${scope.kind} ${key}`);
      return memory.get(scope, key);
    },
    list: (scope: Parameters<typeof memory.list>[0]) => {
      asked.push(`${scope.kind} *`);
      return memory.list(scope);
    },
  };
  const context = stepContext({ ports: { memory: watched }, scope: { event: { key: 'n' } } });
  const rendered = async (text: string) => Object((await run({ text })(context)).output).text;

  expect(await rendered('plain {{ call.id }}')).toBe('plain call-1');
  expect(asked).toEqual([]);
  expect(
    await rendered(
      '{{ memory.call.name }} {{ memory.workflow.n }} {{ memory.call.name }}{{ memory.call.other }}',
    ),
  ).toBe('Bob 7 Bob');
  expect(asked.splice(0)).toEqual(['call name', 'workflow n', 'call other']);
  expect(await rendered('{{ memory.workflow[event.key] }}')).toBe(7);
  expect(asked.splice(0)).toEqual(['workflow *']);
});

test('an event without a call remembers nothing for one', async () => {
  const context = stepContext({ scope: { call: {} } });
  expect(
    Object((await run({ text: '{{ memory.call.name | default: "nobody" }}' })(context)).output).text,
  ).toBe('nobody');
});

test('a template that fails is a StepError that need not be tried again', async () => {
  await expect(run({ text: '{{ call.id | parse_json }}' })(stepContext())).rejects.toMatchObject({
    name: 'StepError',
    code: 'template.render',
    retryable: false,
  });
});

test('secrets are in the config but not in what is recorded', async () => {
  const scope = { secrets: { KEY: 'abcdef', LONG: 'abcdefghi' } };
  const { output, input } = await run({ text: 'a {{ secrets.KEY }} {{ secrets.LONG }}' })(
    stepContext({ scope }),
  );
  expect(output).toMatchObject({ text: 'a abcdef abcdefghi' });
  expect(input).toMatchObject({ text: 'a •••••• ••••••' });
});

test('what goes in can be told before the step has ended, without secrets', async () => {
  const fails = defineRun(definition, () => {
    throw new Error('no');
  });
  const told: unknown[] = [];
  const context: StepContext = {
    ...stepContext({ scope: { secrets: { KEY: 'abcdef' } } }),
    describeInput: (tell) => told.push(tell()),
  };
  await expect(fails({ text: 'a {{ secrets.KEY }}' })(context)).rejects.toThrow('no');
  expect(told).toEqual([{ text: 'a ••••••', mode: 'a', rows: [] }]);
});
