import { expect, test } from 'vitest';
import { stepContext } from '../test-context.ts';
import { triggerAnyTool } from './definition.ts';
import { runTriggerAnyTool } from './run.ts';

test('gives the arguments on', async () => {
  const tool = { id: 't', name: 'book', arguments: { people: 4 } };
  const step = runTriggerAnyTool({});
  expect((await step(stepContext({ scope: { tool } }))).output).toEqual({ people: 4 });
});

test('waits for any tool from the moment it is dropped', () => {
  expect(triggerAnyTool.trigger?.({})).toEqual({ kind: 'any-tool' });
  expect(triggerAnyTool.config.safeParse(triggerAnyTool.initial).success).toBe(true);
});
