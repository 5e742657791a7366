import type { TriggerMatch } from '#lib/graph/node-spec.ts';
import { eventInfo } from '#lib/vapi/events.ts';
import type { Reply } from '#lib/vapi/reply.ts';
import { eventDeadlineMs, toolDeadlineMs } from './reply-budget.ts';
import { triggerAnyTool } from './trigger-any-tool/definition.ts';
import { triggerEvent } from './trigger-event/definition.ts';
import { eventFallback } from './trigger-event/fallback.ts';
import { type ArgumentCheck, argumentCheck } from './trigger-tool/check-arguments.ts';
import { triggerTool } from './trigger-tool/definition.ts';

/** What a trigger sets off, how long its flow has, and what goes out when the flow gives no answer in time. */
export interface TriggerPolicy {
  readonly match: TriggerMatch;
  readonly wantsReply: boolean;
  /** From the event's arrival to the fallback, in milliseconds. Only where an answer is wanted. */
  readonly deadlineMs: number;
  /** Where arguments are checked: what is wrong with those of a call, as a sentence for the assistant. */
  readonly checkArguments?: ArgumentCheck;
  /**
   * `why` is a sentence for the assistant, where the trigger sets no words of its own; `event` the fields that were
   * sent.
   */
  readonly fallback: (why: string, event?: Readonly<Record<string, unknown>>) => Reply;
}

/** The policy of a trigger node. Throws where `type` is no trigger or its config does not parse. */
export const policyOf = (type: string, config: Readonly<Record<string, unknown>>): TriggerPolicy => {
  switch (type) {
    case triggerTool.type:
      return toolPolicy(config);
    case triggerAnyTool.type:
      return anyToolPolicy(config);
    case triggerEvent.type:
      return eventPolicy(config);
    default:
      throw new Error(`"${type}" is not a trigger`);
  }
};

const toolPolicy = (config: Readonly<Record<string, unknown>>): TriggerPolicy => {
  const { toolName, parameters, onMismatch, ...settings } = triggerTool.config.parse(config);
  const checkArguments = onMismatch === 'tell' ? argumentCheck(parameters) : undefined;
  return {
    match: { kind: 'tool', toolName },
    ...toolAnswer(settings),
    ...(checkArguments === undefined ? {} : { checkArguments }),
  };
};

const anyToolPolicy = (config: Readonly<Record<string, unknown>>): TriggerPolicy => ({
  match: { kind: 'any-tool' },
  ...toolAnswer(triggerAnyTool.config.parse(config)),
});

interface ToolAnswer {
  readonly timeoutSeconds: number;
  readonly fallbackMessage?: string | undefined;
}

const toolAnswer = ({ timeoutSeconds, fallbackMessage }: ToolAnswer): Omit<TriggerPolicy, 'match'> => ({
  wantsReply: true,
  deadlineMs: toolDeadlineMs(timeoutSeconds),
  fallback: (why) => ({ kind: 'tool-call', error: fallbackMessage?.trim() || why }),
});

const eventPolicy = (config: Readonly<Record<string, unknown>>): TriggerPolicy => {
  const { eventType, deadlineMs, ...settings } = triggerEvent.config.parse(config);
  return {
    match: { kind: 'event', eventType },
    wantsReply: eventInfo(eventType).wantsReply,
    deadlineMs: eventDeadlineMs(eventType, deadlineMs),
    fallback: eventFallback(eventType, settings),
  };
};
