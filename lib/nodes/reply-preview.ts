import { fieldLabel } from '#lib/graph/config-schema.ts';
import { toolCallResult } from '#lib/vapi/tool-result.ts';
import { type ReplyNode, replyFault } from './define-reply.ts';
import { isTemplateText, previewValues } from './preview-values.ts';
import { assistantRequestReply } from './reply-assistant-request/build.ts';
import { customReplyNode } from './reply-custom/build.ts';
import { endpointingReply } from './reply-endpointing/build.ts';
import { handoffReply } from './reply-handoff/build.ts';
import { knowledgeReply } from './reply-knowledge/build.ts';
import { predialReply } from './reply-predial/build.ts';
import { toolReplyNode } from './reply-tool/build.ts';
import { transferReply } from './reply-transfer/build.ts';

const replyNodes: readonly ReplyNode[] = [
  assistantRequestReply,
  toolReplyNode,
  transferReply,
  handoffReply,
  knowledgeReply,
  endpointingReply,
  predialReply,
  customReplyNode,
];

const byType: ReadonlyMap<string, ReplyNode> = new Map(
  replyNodes.map((node) => [node.definition.type, node]),
);

/** The answer that a Reply node will give, as far as it is known before the flow runs. */
export interface ReplyPreview {
  /** What goes to Vapi, templates as they are written; absent while it cannot be made. */
  readonly body?: unknown;
  readonly status: number;
  readonly verdict: ReplyVerdict;
}

export type ReplyVerdict =
  | { readonly kind: 'fits' }
  /** It is sent without being held against Vapi's schema. */
  | { readonly kind: 'unchecked' }
  | { readonly kind: 'fault'; readonly message: string }
  | { readonly kind: 'unfinished'; readonly message: string }
  /** Its node has errors, with which nothing can be published. */
  | { readonly kind: 'blocked'; readonly message: string };

/** The preview of a Reply node; `undefined` for a node whose answer is no JSON. `eventType` is what it answers. */
export const replyPreview = (
  type: string,
  config: Readonly<Record<string, unknown>>,
  eventType: string | undefined,
): ReplyPreview | undefined => {
  const node = byType.get(type);
  if (node === undefined) return undefined;
  const parsed = node.definition.config.safeParse(config);
  if (!parsed.success) {
    return { status: 200, verdict: blocked(parsed.error.issues[0]?.message ?? 'Fill in the form.') };
  }
  const preview = previewOfConfig(node, parsed.data, eventType);
  const [problem] = node.definition.check?.(parsed.data) ?? [];
  if (problem === undefined || preview.verdict.kind === 'fault') return preview;
  const label = fieldLabel(node.definition.config, problem.path);
  return { ...preview, verdict: blocked(`${label}: ${problem.message}`) };
};

const blocked = (message: string): ReplyVerdict => ({ kind: 'blocked', message });

const previewOfConfig = (
  node: ReplyNode,
  config: Readonly<Record<string, unknown>>,
  eventType: string | undefined,
): ReplyPreview => {
  const values = previewValues(node.definition, config);
  if (values === undefined) {
    return unfinished('The JSON cannot be shown yet: it is unfinished, or its tags decide what it will be.');
  }
  try {
    return previewOf(node.build(values), eventType ?? '');
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return unfinished(error.message.replace(' after its values were filled in', ''));
  }
};

const unfinished = (message: string): ReplyPreview => ({
  status: 200,
  verdict: { kind: 'unfinished', message },
});

const previewOf = (reply: ReturnType<ReplyNode['build']>, eventType: string): ReplyPreview => {
  const fault = replyFault(reply, eventType, isTemplateText);
  const isUnchecked = reply.kind === 'custom' && (reply.unchecked === true || reply.status >= 300);
  const verdict: ReplyVerdict =
    fault !== undefined
      ? { kind: 'fault', message: fault.message }
      : { kind: isUnchecked ? 'unchecked' : 'fits' };
  switch (reply.kind) {
    case 'tool-call': {
      const call = { id: '{{ tool.id }}', name: '{{ tool.name }}' };
      return { status: 200, verdict, body: { results: [toolCallResult(call, reply)] } };
    }
    case 'voice-request':
      return { status: 200, verdict };
    case 'custom':
      return { status: reply.status, verdict, body: reply.body };
    default:
      return { status: 200, verdict, body: reply.body };
  }
};
