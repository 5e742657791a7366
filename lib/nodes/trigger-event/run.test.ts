import { expect, test } from 'vitest';
import { stepContext } from '../test-context.ts';
import { triggerEvent } from './definition.ts';
import { runTriggerEvent } from './run.ts';

test('gives the event on', async () => {
  const event = { type: 'hang', call: { id: 'c' } };
  expect((await runTriggerEvent({ eventType: 'hang' })(stepContext({ scope: { event } }))).output).toEqual(
    event,
  );
});

test('waits for its event, once one is chosen', () => {
  expect(triggerEvent.trigger?.({ eventType: 'hang' })).toEqual({ kind: 'event', eventType: 'hang' });
  expect(triggerEvent.trigger?.({})).toBeUndefined();
});

test('the card names the event as people do', () => {
  expect(triggerEvent.summary({ eventType: 'end-of-call-report' })).toBe('Call ended: report');
  expect(triggerEvent.summary({ eventType: 'brand.new' })).toBe('brand.new');
});
