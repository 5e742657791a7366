import type { TriggerMatch } from '#lib/graph/node-spec.ts';
import { eventInfo } from '#lib/vapi/events.ts';
import type { Reply } from '#lib/vapi/reply.ts';
import { triggerEvent } from './trigger-event/definition.ts';
import { triggerTool } from './trigger-tool/definition.ts';

/** What a trigger promises to Vapi: what it waits for, by when it answers, and with what where the flow does not. */
export interface TriggerPolicy {
  readonly match: TriggerMatch;
  /** Vapi uses the answer. */
  readonly wantsReply: boolean;
  /** From the arrival of the event until the fallback goes out, in milliseconds; 0 where no answer is wanted. */
  readonly deadlineMs: number;
  /** The answer in place of the flow's, `reason` being a sentence. `undefined`: an empty answer. */
  readonly fallback: (reason: string) => Reply | undefined;
}

const WAY_BACK_SECONDS = 1; // the answer has to reach Vapi before its own clock runs out

/** The policy of a trigger's config. Throws where the node is no trigger or its config does not parse. */
export const policyOf = (type: string, config: Record<string, unknown>): TriggerPolicy => {
  switch (type) {
    case triggerEvent.type:
      return eventPolicy(config);
    case triggerTool.type:
      return toolPolicy(config);
    default:
      throw new Error(`Node type "${type}" is not a trigger.`);
  }
};

const eventPolicy = (raw: Record<string, unknown>): TriggerPolicy => {
  const config = triggerEvent.config.parse(raw);
  const info = eventInfo(config.eventType);
  const fallback = info.wantsReply ? eventFallback(config) : undefined;
  return {
    match: { kind: 'event', eventType: config.eventType },
    wantsReply: info.wantsReply,
    deadlineMs: info.wantsReply ? Math.min(config.deadlineMs ?? info.deadlineMs, info.maxDeadlineMs) : 0,
    fallback: () => fallback,
  };
};

const eventFallback = (config: {
  readonly eventType: string;
  readonly fallback: 'none' | 'assistant' | 'error';
  readonly fallbackAssistantId?: string | undefined;
  readonly fallbackMessage?: string | undefined;
  readonly fallbackJson?: string | undefined;
}): Reply | undefined => {
  if (config.eventType !== 'assistant-request') {
    const text = config.fallbackJson?.trim() ?? '';
    return text === '' ? undefined : { kind: 'custom', status: 200, headers: {}, body: JSON.parse(text) };
  }
  switch (config.fallback) {
    case 'none':
      return undefined;
    case 'assistant':
      return { kind: 'assistant-request', body: { assistantId: config.fallbackAssistantId?.trim() ?? '' } };
    case 'error':
      return { kind: 'assistant-request', body: { error: config.fallbackMessage ?? '' } };
  }
};

const toolPolicy = (raw: Record<string, unknown>): TriggerPolicy => {
  const { toolName, timeoutSeconds, fallbackMessage = '' } = triggerTool.config.parse(raw);
  return {
    match: { kind: 'tool', toolName },
    wantsReply: true,
    deadlineMs: (timeoutSeconds - WAY_BACK_SECONDS) * 1000,
    fallback: (reason) => ({
      kind: 'tool-call',
      error: fallbackMessage.trim() === '' ? reason : fallbackMessage,
    }),
  };
};
