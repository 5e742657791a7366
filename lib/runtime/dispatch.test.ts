import { expect, test } from 'vitest';
import { dispatch } from './dispatch.ts';
import { loadVersion } from './loaded-workflow.ts';
import { graph, node } from './testing/serve.ts';

const FINAL = 'transcript[transcriptType="final"]';

const startedBy = (triggers: readonly string[], type: string, transcriptType: string): string => {
  const nodes = triggers.map((eventType, index) => node(`t${index}`, 'trigger_event', { eventType }));
  const published = loadVersion({ versionId: 'v', versionNumber: 1, graph: graph(nodes) });
  const target = dispatch(
    { published },
    { id: 'e', type, callId: undefined, fields: { type, transcriptType }, receivedAt: 0 },
  );
  return target.kind === 'tell' ? target.flow.trigger.id : target.kind;
};

test('a final transcript goes to the trigger that is there, whichever of its two types it comes under', () => {
  expect(startedBy([FINAL], 'transcript', 'final')).toBe('t0');
  expect(startedBy(['transcript'], FINAL, 'final')).toBe('t0');
  expect(startedBy(['transcript', FINAL], FINAL, 'final')).toBe('t1');
  expect(startedBy(['transcript', FINAL], 'transcript', 'final')).toBe('t0');
});

test('a partial transcript never goes to the trigger for final ones', () => {
  expect(startedBy([FINAL], 'transcript', 'partial')).toBe('unhandled');
  expect(startedBy(['transcript', FINAL], 'transcript', 'partial')).toBe('t0');
});
