import { expect, test } from 'vitest';
import { emptyGraph } from '#lib/graph/schema.ts';
import { pickedEvent, pickKey, pickLabel } from './picked-event.ts';

const received = {
  kind: 'received' as const,
  id: 'e1',
  type: 'tool-calls',
  callId: null,
  receivedAt: '2026-01-01T00:00:00.000Z',
};

test('a received event is called by the tools that it calls, else by its kind', () => {
  const known = pickedEvent.parse({ ...received, tools: ['look_up', 'book'] });
  expect(pickLabel(known, emptyGraph())).toBe('Received: look_up, book');
  // as earlier versions remembered it
  expect(pickLabel(pickedEvent.parse(received), emptyGraph())).toBe('Received: Tool calls');
});

test('it is the same event, whatever is known of it', () => {
  const [less, more] = [received, { ...received, tools: ['book'] }].map((event) => pickedEvent.parse(event));
  expect(less && pickKey(less)).toBe(more && pickKey(more));
});
