import { expect, test } from 'vitest';
import { indexGraph } from './graph-index.ts';
import { fittingReply, replyProblem, triggersBefore } from './reply-fit.ts';
import { buildGraph } from './testing/build-graph.ts';
import { testSpecs } from './testing/specs.ts';

const graph = buildGraph(
  {
    go: 'start',
    look: 'tool',
    hang: ['start', { config: { event: 'hang' } }],
    asked: ['start', { config: { event: 'knowledge-base-request' } }],
    off: ['tool', { disabled: true }],
    a: 'task',
    b: 'task',
  },
  ['look -> a', 'off -> a', 'go -> b', 'look -> b'],
);
const before = (nodeId: string) => triggersBefore(indexGraph(graph, testSpecs), nodeId);

test('a reply answers the triggers that lead to it, those that are switched off aside', () => {
  expect(before('a').map(({ node }) => node.id)).toEqual(['look']);
  expect(before('b').map(({ node }) => node.id)).toEqual(['go', 'look']);
  expect(before('go').map(({ node }) => node.id)).toEqual(['go']);
});

test('says why a reply is of no use', () => {
  expect(replyProblem('tool-call', before('a'))).toBeUndefined();
  expect(replyProblem('any', before('a'))).toBe('Cannot answer the tool “look_up”.');
  expect(replyProblem('tool-call', before('go'))).toMatch(
    /^Cannot answer the event “.*” \(assistant-request\)\.$/,
  );
  expect(replyProblem('any', before('hang'))).toMatch(/^Vapi takes no answer to the event/);
  expect(replyProblem('any', [])).toBeUndefined();
});

test('the reply that fits is the one made for the trigger, else one for any event, else none', () => {
  expect(fittingReply(testSpecs, before('a'))?.type).toBe('reply_tool');
  expect(fittingReply(testSpecs, before('go'))?.type).toBe('reply_call');
  expect(fittingReply(testSpecs, before('asked'))?.type).toBe('reply');
  expect(fittingReply(testSpecs, before('b'))).toBeUndefined();
  expect(fittingReply(testSpecs, before('hang'))).toBeUndefined();
  expect(fittingReply(testSpecs, [])).toBeUndefined();
});
