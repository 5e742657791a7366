import { expect, test } from 'vitest';
import { eventCatalogue } from '#lib/vapi/events.ts';
import { groupedEvents } from './grouped-events.ts';

const found = (search: string) =>
  groupedEvents(search).map(({ label, events }) => [label, events.map(({ type }) => type)]);

test('every event is in one of the two groups', () => {
  const groups = groupedEvents('');
  expect(groups.map(({ label }) => label)).toEqual(['Vapi waits for your answer', 'Vapi tells you']);
  expect(groups.flatMap(({ events }) => events)).toHaveLength(eventCatalogue.length);
});

test('an event is found by its name, its type, what it says and how it is switched on', () => {
  expect(found('call comes')).toEqual([['Vapi waits for your answer', ['assistant-request']]]);
  expect(found('END-OF-CALL')).toEqual([['Vapi tells you', ['end-of-call-report']]]);
  expect(found('recording cost')).toEqual([['Vapi tells you', ['end-of-call-report']]]);
  expect(found('switch on language').flat(2)).toContain('language-changed');
  expect(found('no such event')).toEqual([]);
});
