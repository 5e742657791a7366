import { expect, test } from 'vitest';
import { stepContext } from '../test-context.ts';
import { switchNode } from './definition.ts';
import { runSwitch } from './run.ts';

const config = {
  value: '{{ tool.arguments.department }}',
  cases: [
    { id: 'sales', name: 'Sales', operator: 'equals', value: 'sales' },
    { id: 'support', name: '', operator: 'starts-with', value: 'supp' },
    { id: 'late', name: '', operator: 'starts-with', value: 's' },
  ],
};
const taken = async (department: unknown) =>
  (
    await runSwitch(config)(
      stepContext({ scope: { tool: { id: 't', name: 'x', arguments: { department } } } }),
    )
  ).handle;

test('leaves by the first case that matches', async () => {
  expect(await taken('sales')).toBe('sales');
  expect(await taken('support')).toBe('support');
  expect(await taken('spare parts')).toBe('late');
});

test('leaves by default when none does', async () => {
  expect(await taken('billing')).toBe('default');
  expect(await taken(null)).toBe('default');
});

test('each case is an output, named so that people recognise it', () => {
  expect(switchNode.outputs(config)).toEqual([
    { id: 'sales', label: 'Sales' },
    { id: 'support', label: 'starts with supp' },
    { id: 'late', label: 'starts with s' },
    { id: 'default', label: 'default' },
  ]);
});

test('renaming a case leaves the ids of the outputs alone, so that edges stay', () => {
  const renamed = { ...config, cases: config.cases.map((row) => ({ ...row, name: `${row.name}!` })) };
  const ids = (of: Record<string, unknown>) => switchNode.outputs(of).map(({ id }) => id);
  expect(ids(renamed)).toEqual(ids(config));
});

test('a case may compare with a value of the event', async () => {
  const step = runSwitch({
    value: '{{ call.customer.number }}',
    cases: [{ id: 'vip', name: '', operator: 'in-list', value: '{{ event.vips }}' }],
  });
  const context = (vips: unknown) => stepContext({ scope: { event: { vips } } });
  expect((await step(context(['+14155552671']))).handle).toBe('vip');
  expect((await step(context([]))).handle).toBe('default');
});
