import { z } from 'zod';
import { log } from '#lib/server/log.ts';
import type { RecentAnswer, RecentAnswers, RecentToolCall } from '#lib/store/recent-answers.ts';
import { parseBody } from '#lib/vapi/message.ts';
import { threadOf, toolCallOnceKey } from '#lib/vapi/once-key.ts';
import type { Reply } from '#lib/vapi/reply.ts';
import { callsOf } from './dispatch.ts';
import type { Answer } from './execution.ts';
import { type KeptResponse, MAX_REMEMBERED, type Once, onceScope, REMEMBER_MS } from './once.ts';
import { runEvent } from './run-event.ts';
import type { WorkflowRegistry } from './workflow-registry.ts';

/** Their events' bodies are read at start, and the app is not to start late for it. */
const MAX_RESTORED_CALLS = 5_000;

/**
 * Remembers what the processes before this one answered in the last ten minutes, so that a retry after a restart does
 * not run again. Only the keys are read; an answer is looked up when its event comes again, in the document of its run,
 * where the values of secrets are masked. What a crash cut off before it was answered is new.
 */
export const restoreOnce = async (
  once: Once,
  recent: RecentAnswers,
  registry: WorkflowRegistry,
  startedAt: Date,
): Promise<void> => {
  const since = new Date(startedAt.getTime() - REMEMBER_MS);
  const [events, calls] = await Promise.all([
    recent.events(since, MAX_REMEMBERED),
    recent.toolCalls(since, MAX_RESTORED_CALLS),
  ]);
  const versionOf = (workflowId: string): string | undefined =>
    registry.byId(workflowId)?.published?.versionId;

  // Oldest first, as they would have been remembered.
  for (const { id, workflowId, onceKey, receivedAt } of events.reverse()) {
    const versionId = versionOf(workflowId);
    once.messages.restore(onceScope(workflowId, versionId, onceKey), receivedAt.getTime(), {
      eventId: id,
      value: async () => {
        const answer = await found(recent.ofEvent(id), id);
        return answer === undefined || answer.versionId !== versionId ? undefined : responseOf(answer.sent);
      },
    });
  }
  const current = calls.filter(({ workflowId, versionId }) => versionId === versionOf(workflowId)).reverse();
  const byEvent = Map.groupBy(current, ({ eventId }) => eventId);
  for await (const [eventId, body] of recent.bodies([...byEvent.keys()])) {
    for (const { call, key } of keysOfCalls(registry, byEvent.get(eventId) ?? [], body)) {
      const { runId, workflowId, versionId, startedAt: at } = call;
      once.calls.restore(onceScope(workflowId, versionId, key), at.getTime(), {
        eventId,
        value: async () => toolAnswer((await found(recent.ofRun(runId), eventId))?.sent),
      });
    }
  }
};

/** The calls of one event with the keys that they had when it came: their arguments are only in its body. */
const keysOfCalls = (
  registry: WorkflowRegistry,
  calls: readonly RecentToolCall[],
  body: Uint8Array,
): { readonly call: RecentToolCall; readonly key: string }[] => {
  const [first] = calls;
  const workflow = first === undefined ? undefined : registry.byId(first.workflowId);
  const parsed = parseBody(body);
  if (first === undefined || workflow === undefined || !parsed.ok) return [];
  const event = runEvent(workflow, first.eventId, parsed.message, 0);
  const asked = callsOf(event);
  return calls.flatMap((call) => {
    const made = asked.find(({ id, name }) => id === call.toolCallId && name === call.toolName);
    const key = made === undefined ? undefined : toolCallOnceKey(threadOf(event), made);
    return key === undefined ? [] : [{ call, key }];
  });
};

/** An answer that cannot be read is as good as none: the event runs. */
const found = (
  answer: Promise<RecentAnswer | undefined>,
  eventId: string,
): Promise<RecentAnswer | undefined> =>
  answer.catch((error) => {
    log.warn('the first answer to a repeated event could not be read', { eventId, error });
    return undefined;
  });

const responseOf = (sent: RecentAnswer['sent']): KeptResponse | undefined => {
  if (sent === undefined) return { status: 200, headers: JSON_TYPE, body: '{}' };
  const { status, headers, body } = sent;
  const type = headers['content-type'] ?? 'application/json';
  if (/\bjson\b/i.test(type))
    return { status, headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body ?? {}) };
  return typeof body === 'string' && /^text\/|\bxml\b/i.test(type) ? { status, headers, body } : undefined;
};

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' } as const;

const toolResult = z.looseObject({ toolCallId: z.string(), name: z.string() });

/** The reply that gives the same result again. */
const toolAnswer = (sent: RecentAnswer['sent']): Answer | undefined => {
  const parsed = toolResult.safeParse(sent?.body);
  if (!parsed.success) return undefined;
  const { toolCallId: _, name: __, error, result, ...more } = parsed.data;
  const reply: Reply =
    typeof error === 'string'
      ? { kind: 'tool-call', error, ...more }
      : { kind: 'tool-call', result, ...more };
  return { reply, status: 'reply' };
};
