import { eventInfo } from '#lib/vapi/events.ts';
import { triggerAnyTool } from './trigger-any-tool/definition.ts';
import { triggerEvent } from './trigger-event/definition.ts';
import { triggerTool } from './trigger-tool/definition.ts';

/** Kept back of a tool's timeout for the way back to Vapi. */
const WAY_BACK_MS = 1_000;

/** From a tool call's arrival to the fallback, in milliseconds. */
export const toolDeadlineMs = (timeoutSeconds: number): number => timeoutSeconds * 1000 - WAY_BACK_MS;

/** From an event's arrival to the fallback, in milliseconds: what is set, as long as Vapi waits so long. */
export const eventDeadlineMs = (eventType: string, setMs: number | undefined): number => {
  const { deadlineMs, maxDeadlineMs } = eventInfo(eventType);
  return Math.min(setMs ?? deadlineMs, maxDeadlineMs);
};

/** How long the flow of a trigger has for its answer; undefined where no answer is wanted or the config is unfinished. */
export const deadlineOf = (type: string, config: Readonly<Record<string, unknown>>): number | undefined => {
  if (type === triggerTool.type || type === triggerAnyTool.type) {
    const timeout = triggerTool.config.shape.timeoutSeconds.safeParse(config.timeoutSeconds);
    return timeout.success ? toolDeadlineMs(timeout.data) : undefined;
  }
  if (type !== triggerEvent.type) return undefined;
  const parsed = triggerEvent.config.pick({ eventType: true, deadlineMs: true }).safeParse(config);
  if (!parsed.success || !eventInfo(parsed.data.eventType).wantsReply) return undefined;
  return eventDeadlineMs(parsed.data.eventType, parsed.data.deadlineMs);
};

/** From this share of the deadline on, a flow is said to come near it. */
const NEAR = 0.8;

export type BudgetState = 'ok' | 'near' | 'over';

/** How a time, usually the 95th percentile, stands to a deadline. Both in milliseconds. */
export const budgetState = (ms: number, deadlineMs: number): BudgetState => {
  if (ms >= deadlineMs) return 'over';
  return ms >= NEAR * deadlineMs ? 'near' : 'ok';
};
