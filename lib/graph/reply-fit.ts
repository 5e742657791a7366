import { ancestorsOf, type GraphIndex, type NodeSpecs } from './graph-index.ts';
import type { NodeSpec, ReplyKind, TriggerMatch } from './node-spec.ts';
import {
  type ActiveTrigger,
  activeTriggers,
  describeMatch,
  isToolCall,
  wantsReply,
} from './trigger-issues.ts';

/** Where no answer is taken, a reply is useless whatever its kind, except that a tool's result never belongs there. */
export const fits = (kind: ReplyKind, match: TriggerMatch): boolean => {
  if (isToolCall(match)) return kind === 'tool-call';
  if (kind === 'tool-call') return false;
  if (kind === match.eventType || !wantsReply(match)) return true;
  return kind === 'any' && match.eventType !== 'voice-request';
};

/** The triggers that lead to a node, and the node itself where it is one: what a Reply behind it answers. */
export const triggersBefore = (index: GraphIndex, nodeId: string): readonly ActiveTrigger[] => {
  const before = ancestorsOf(index, nodeId).add(nodeId);
  return activeTriggers(index).filter(({ node }) => before.has(node.id));
};

/** Why a Reply of a kind is of no use behind these triggers; `undefined` where it answers all of them. */
export const replyProblem = (kind: ReplyKind, triggers: readonly ActiveTrigger[]): string | undefined => {
  for (const { match } of triggers) {
    if (!wantsReply(match)) return `Vapi takes no answer to ${describeMatch(match)}.`;
    if (!fits(kind, match)) return `Cannot answer ${describeMatch(match)}.`;
  }
  return undefined;
};

/** The Reply that answers all of these triggers: the one made for them rather than one for any event. */
export const fittingReply = (specs: NodeSpecs, triggers: readonly ActiveTrigger[]): NodeSpec | undefined => {
  const fitting = Object.values(specs).filter(
    ({ reply }) => reply !== undefined && replyProblem(reply, triggers) === undefined,
  );
  return triggers.length === 0 ? undefined : (fitting.find(({ reply }) => reply !== 'any') ?? fitting[0]);
};
