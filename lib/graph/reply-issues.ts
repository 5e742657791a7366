import { type GraphIndex, reachableFrom } from './graph-index.ts';
import type { GraphIssue, ReplyKind, TriggerMatch } from './node-spec.ts';
import { fits } from './reply-fit.ts';
import type { GraphNode } from './schema.ts';
import {
  type ActiveTrigger,
  activeTriggers,
  describeMatch,
  isToolCall,
  wantsReply,
} from './trigger-issues.ts';

/** Replies that do not fit the triggers they answer, and triggers that nobody answers. */
export const replyIssues = (index: GraphIndex): GraphIssue[] =>
  activeTriggers(index).flatMap((trigger) => {
    const reached = reachableFrom(index, [trigger.node.id]);
    const replies = [...index.nodes.values()].flatMap((node) => {
      const kind = index.specOf(node)?.reply;
      return kind !== undefined && reached.has(node.id) && node.disabled !== true ? [{ node, kind }] : [];
    });
    const misfits = replies.flatMap(({ node, kind }) => misfit(trigger, node, kind));
    return replies.length === 0 ? [...misfits, ...noReply(trigger)] : misfits;
  });

const noReply = ({ node, match }: ActiveTrigger): GraphIssue[] =>
  wantsReply(match)
    ? [
        {
          severity: 'warning',
          code: 'graph.no-reply',
          message: `Vapi waits for an answer to “${node.name}”, but no Reply follows it: the trigger's fallback will answer. Add a Reply node.`,
          nodeId: node.id,
        },
      ]
    : [];

const misfit = ({ node: trigger, match }: ActiveTrigger, node: GraphNode, kind: ReplyKind): GraphIssue[] => {
  if (fits(kind, match)) {
    if (wantsReply(match)) return [];
    return [
      {
        severity: 'warning',
        code: 'graph.reply-unused',
        message: `“${node.name}” answers ${describeMatch(match)} of “${trigger.name}”, but Vapi takes no answer to it: the reply is kept in the run and not sent. Remove it from this flow.`,
        nodeId: node.id,
      },
    ];
  }
  return [
    {
      severity: 'error',
      code: 'graph.reply-misfit',
      message: `“${node.name}” cannot answer “${trigger.name}”, which waits for ${describeMatch(match)}. ${adviceFor(match)}`,
      nodeId: node.id,
    },
  ];
};

/** The label of the Reply node for each event that has one of its own. */
export const REPLY_FOR: Readonly<Record<string, string>> = {
  'assistant-request': 'Reply: who answers the call',
  'transfer-destination-request': 'Reply: where to transfer',
  'handoff-destination-request': 'Reply: who takes over',
  'knowledge-base-request': 'Reply: knowledge',
  'call.endpointing.request': 'Reply: wait before speaking',
  'campaign.predial': 'Reply: call or skip',
  'voice-request': 'Reply: voice',
};

const adviceFor = (match: TriggerMatch): string => {
  if (isToolCall(match)) return 'Use a “Reply to tool call” here.';
  if (!wantsReply(match)) return 'This event takes no answer: remove the reply.';
  const own = Object.hasOwn(REPLY_FOR, match.eventType) ? REPLY_FOR[match.eventType] : undefined;
  if (own === undefined) return 'Use a “Reply with JSON” here.';
  return match.eventType === 'voice-request'
    ? `Use a “${own}” here.`
    : `Use a “${own}” here, or a “Reply with JSON”.`;
};
