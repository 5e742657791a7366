import { eventInfo } from '#lib/vapi/events.ts';
import type { GraphIndex } from './graph-index.ts';
import type { GraphIssue, TriggerMatch } from './node-spec.ts';
import type { GraphNode } from './schema.ts';

/** One trigger that can start a flow, and what it waits for. */
export interface ActiveTrigger {
  readonly node: GraphNode;
  readonly match: TriggerMatch;
}

/** The triggers that are neither disabled nor unfinished. */
export const activeTriggers = (index: GraphIndex): ActiveTrigger[] =>
  triggerNodes(index).flatMap((node) => {
    const match = node.disabled === true ? undefined : index.specOf(node)?.trigger?.(node.config);
    return match === undefined ? [] : [{ node, match }];
  });

/** Every trigger, disabled ones too. */
export const triggerNodes = (index: GraphIndex): GraphNode[] =>
  [...index.nodes.values()].filter((node) => index.specOf(node)?.trigger !== undefined);

/** What a trigger waits for, as a phrase: `the event “Call comes in” (assistant-request)`. */
export const describeMatch = (match: TriggerMatch): string => {
  switch (match.kind) {
    case 'tool':
      return `the tool “${match.toolName}”`;
    case 'any-tool':
      return 'any tool that no other trigger names';
    case 'event':
      return `the event “${eventInfo(match.eventType).label}” (${match.eventType})`;
  }
};

/** Whether the flow answers one call of a tool, and has `tool` in scope. */
export const isToolCall = (match: TriggerMatch): match is Exclude<TriggerMatch, { kind: 'event' }> =>
  match.kind !== 'event';

/** Whether Vapi waits for what the flow answers. */
export const wantsReply = (match: TriggerMatch): boolean =>
  isToolCall(match) || eventInfo(match.eventType).wantsReply;

/** No trigger at all, or two that wait for the same. */
export const triggerIssues = (index: GraphIndex): GraphIssue[] => [
  ...noTrigger(index),
  ...sharedTriggers(activeTriggers(index)),
];

const noTrigger = (index: GraphIndex): GraphIssue[] => {
  const triggers = triggerNodes(index);
  if (triggers.some((node) => node.disabled !== true)) return [];
  const [first] = triggers;
  const message =
    first === undefined
      ? 'Nothing starts this workflow. Add a trigger (a Vapi event, or a Tool call) and connect the first step to it.'
      : `Nothing starts this workflow: its trigger “${first.name}” is disabled. Enable it, or add another trigger.`;
  return [
    {
      severity: 'error',
      code: 'graph.no-trigger',
      message,
      ...(first === undefined ? {} : { nodeId: first.id }),
    },
  ];
};

const sharedTriggers = (triggers: readonly ActiveTrigger[]): GraphIssue[] => {
  const firsts = new Map<string, GraphNode>();
  return triggers.flatMap(({ node, match }): GraphIssue[] => {
    const key = JSON.stringify(match);
    const first = firsts.get(key);
    if (first === undefined) {
      firsts.set(key, node);
      return [];
    }
    return [
      {
        severity: 'error',
        code: 'graph.duplicate-trigger',
        message: `“${first.name}” and “${node.name}” both wait for ${describeMatch(match)}. One flow answers it: delete or disable one trigger and connect its steps to the other.`,
        nodeId: node.id,
      },
    ];
  });
};
