import { expect, test } from 'vitest';
import { stepContext } from '../test-context.ts';
import { triggerTool } from './definition.ts';
import { runTriggerTool } from './run.ts';

test('gives the arguments on', async () => {
  const tool = { id: 't', name: 'book', arguments: { people: 4 } };
  const step = runTriggerTool({ toolName: 'book' });
  expect((await step(stepContext({ scope: { tool } }))).output).toEqual({ people: 4 });
  expect((await step(stepContext())).output).toEqual({});
});

test('waits for its tool, once it has a name', () => {
  expect(triggerTool.trigger?.({ toolName: 'book' })).toEqual({ kind: 'tool', toolName: 'book' });
  expect(triggerTool.trigger?.({ toolName: '' })).toBeUndefined();
});

test('keeps all of the JSON Schema of its parameters', () => {
  const parameters = {
    type: 'object',
    properties: { date: { type: 'string', format: 'date', description: 'The {{ day }}' } },
    required: ['date'],
    additionalProperties: false,
  };
  expect(triggerTool.config.parse({ toolName: 'a', parameters }).parameters).toEqual(parameters);
});
