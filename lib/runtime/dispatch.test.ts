import { expect, test } from 'vitest';
import { z } from 'zod';
import { ask, dispatch, MAX_TOOL_CALLS } from './dispatch.ts';
import { loadVersion } from './loaded-workflow.ts';
import { graph, node } from './testing/serve.ts';
import { toolCallTrouble } from './tool-call-trouble.ts';

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

test('a message with tens of thousands of tool calls starts a bounded number of flows and answers them all', async () => {
  const published = loadVersion({
    versionId: 'v',
    versionNumber: 1,
    graph: graph([node('t', 'trigger_tool', { toolName: 'look_up' })]),
  });
  const toolCallList = Array.from({ length: 50_000 }, (_, n) => ({
    id: `${n}`,
    name: 'look_up',
    arguments: {},
  }));
  const fields = { type: 'tool-calls', toolCallList };
  const event = { id: 'e', type: 'tool-calls', callId: undefined, fields, receivedAt: 0 };
  const target = dispatch({ published }, event);
  if (target.kind !== 'tools') throw new Error(`dispatched as ${target.kind}`);

  const { response, executions } = ask(target, () => {
    const answer = Promise.resolve({
      reply: { kind: 'tool-call', result: 'found' },
      status: 'reply',
    } as const);
    const ended = answer.then(() => undefined);
    return {
      runId: 'r',
      answer,
      done: ended,
      ended,
      hasEnded: () => false,
      sent: () => undefined,
      cancel: () => undefined,
    };
  });
  const { body } = await response;
  const { results } = z
    .object({ results: z.array(z.object({ toolCallId: z.string(), error: z.string().optional() })) })
    .parse(JSON.parse(String(body)));

  expect(executions).toHaveLength(MAX_TOOL_CALLS);
  expect(results.map(({ toolCallId }) => toolCallId)).toEqual(toolCallList.map(({ id }) => id));
  expect(results.filter(({ error }) => error === undefined)).toHaveLength(MAX_TOOL_CALLS);
  expect(results.at(-1)?.error).toMatch(/first 128 tool calls/);
  expect(toolCallTrouble(target).reason).toBe(
    '49872 tool calls beyond the first 128 did not run: the assistant was told so.',
  );
});
