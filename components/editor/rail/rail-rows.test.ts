import { expect, test } from 'vitest';
import { emptyGraph } from '#lib/graph/schema.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { railRows } from './rail-rows.ts';

const trigger = (id: string, type: string, config: Record<string, unknown>) => ({
  id,
  type,
  name: id,
  position: { x: 0, y: 0 },
  config,
});

const count = (type: string, handled: number, unhandled: number) => ({
  type,
  handled,
  unhandled,
  lastAt: '2026-01-01T00:00:00.000Z',
});

test('events are sorted into those with a flow, those that only came in, and the rest', () => {
  const document = {
    ...emptyGraph(),
    nodes: [
      trigger('orders', 'trigger_tool', { toolName: 'orders' }),
      trigger('booking', 'trigger_tool', { toolName: 'booking' }),
      trigger('ended', 'trigger_event', { eventType: 'end-of-call-report' }),
      trigger('unfinished', 'trigger_tool', { toolName: '' }),
    ],
  };
  const rows = railRows(document, definitions, [
    count('status-update', 0, 3),
    count('speech-update', 0, 40),
    count('tool-calls', 5, 1),
    count('brand-new', 0, 1),
  ]);
  expect(rows.flows.map((row) => [row.type, row.triggers.map(({ id }) => id), row.count?.handled])).toEqual([
    ['tool-calls', ['orders', 'booking'], 5],
    ['end-of-call-report', ['ended'], undefined],
  ]);
  expect(rows.missed.map((row) => row.type)).toEqual(['speech-update', 'status-update', 'brand-new']);
  expect(rows.others.map((row) => row.type)).toContain('assistant-request');
  expect(rows.others.map((row) => row.type)).not.toContain('speech-update');
});
