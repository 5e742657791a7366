import { toText } from '#lib/template/text.ts';
import { defineReply } from '../define-reply.ts';
import { type Json, neededText, optionalObject, present } from '../reply-values.ts';
import { replyTool } from './definition.ts';

/** Gives the assistant the result of its tool, and what the caller hears with it. */
export const toolReplyNode = defineReply(replyTool, (config) => {
  const isError = config.outcome === 'error';
  const extras = {
    ...(config.speaks ? { message: spoken(config, isError ? 'request-failed' : 'request-complete') } : {}),
    ...withMetadata(optionalObject(config.metadata, 'metadata')),
  };
  return isError
    ? { kind: 'tool-call', error: toText(config.error) || 'The tool failed.', ...extras }
    : { kind: 'tool-call', result: config.result ?? null, ...extras };
});

interface Spoken {
  readonly spoken?: unknown;
  readonly spokenRole: 'assistant' | 'system';
  readonly endsCall: boolean;
}

/** Vapi's `ToolMessageComplete` or `ToolMessageFailed`. The role `assistant` is what it takes by default. */
const spoken = (config: Spoken, type: string): Json =>
  present({
    type,
    role: type === 'request-complete' || config.spokenRole === 'system' ? config.spokenRole : undefined,
    content: neededText(config.spoken, 'message'),
    endCallAfterSpokenEnabled: config.endsCall,
  });

const withMetadata = (metadata: Json | undefined): { metadata?: Json } =>
  metadata === undefined ? {} : { metadata };
