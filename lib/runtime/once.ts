import { threadOf, toolCallOnceKey } from '#lib/vapi/once-key.ts';
import type { Reply } from '#lib/vapi/reply.ts';
import type { ToolCall } from '#lib/vapi/tool-calls.ts';
import type { VapiHttpResponse } from './answer.ts';
import type { CalledTool, Start } from './dispatch.ts';
import type { Answer, Execution, RunEvent } from './execution.ts';
import type { LoadedWorkflow } from './loaded-workflow.ts';
import { createOnceMemory, type First, type OnceMemory } from './once-memory.ts';
import { recordStream } from './record-stream.ts';

/** How long an answer is remembered. Vapi's retries come within a minute (server.backoffPlan). */
export const REMEMBER_MS = 10 * 60 * 1000;
export const MAX_REMEMBERED = 20_000;
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;
/** More than a minute of speech at 24 kHz. */
const MAX_AUDIO_BYTES = 4 * 1024 * 1024;
const MAX_CALL_BYTES = 32 * 1024 * 1024;

/** What was answered, so that an event that comes again gets the same and nothing runs twice. */
export interface Once {
  readonly messages: OnceMemory<KeptResponse>;
  readonly calls: OnceMemory<Answer>;
  /** Answers an event as a whole: `respond` does where it is the first, and gives `undefined` where it could not be kept. */
  readonly whole: (
    key: string,
    eventId: string,
    respond: () => Promise<VapiHttpResponse | undefined>,
  ) => Promise<WholeAnswer>;
  /** Tool calls answer one by one: some may have come before, in another message. */
  readonly byCall: (
    workflow: LoadedWorkflow,
    event: RunEvent,
    calls: readonly CalledTool[],
    start: Start,
  ) => Promise<ByCall>;
}

/** An answer as it is remembered: of a stream, all of its bytes. */
export interface KeptResponse extends Omit<VapiHttpResponse, 'body'> {
  readonly body: string | Uint8Array;
}

export interface WholeAnswer {
  readonly response: VapiHttpResponse | undefined;
  /** The event that this one repeats. */
  readonly duplicateOf: string | undefined;
}

export interface ByCall {
  /** Starts flows only for calls that are new. */
  readonly start: Start;
  /** The calls that came before, and with which event. */
  readonly repeats: ReadonlyMap<ToolCall, string>;
}

/**
 * Within which the key of an event is looked up. A version that was published anew is asked anew: whoever tries a
 * change by sending the same event again wants to see what it does now.
 */
export const onceScope = (workflowId: string, versionId: string | undefined, key: string): string =>
  `${workflowId} ${versionId ?? ''} ${key}`;

export const createOnce = (now: () => number = Date.now): Once => {
  const limits = { maxEntries: MAX_REMEMBERED, keepMs: REMEMBER_MS, now };
  const messages = createOnceMemory<KeptResponse>({
    ...limits,
    maxBytes: MAX_MESSAGE_BYTES,
    bytesOf: ({ body }) => (typeof body === 'string' ? body.length * 2 : body.byteLength),
  });
  const calls = createOnceMemory<Answer>({
    ...limits,
    maxBytes: MAX_CALL_BYTES,
    bytesOf: ({ reply }) => bytesOfReply(reply),
  });
  return { messages, calls, whole: answerWhole(messages), byCall: answerByCall(calls) };
};

const answerWhole =
  (messages: OnceMemory<KeptResponse>): Once['whole'] =>
  async (key, eventId, respond) => {
    for (;;) {
      const first = messages.find(key);
      if (first === undefined) {
        const recorded = respond().then(record);
        messages.add(
          key,
          eventId,
          recorded.then((answer) => answer?.kept),
        );
        return { response: (await recorded)?.response, duplicateOf: undefined };
      }
      // The first one may fail or not be kept; then this one, or another that waits as well, is the first.
      const kept = await first.value().catch(() => undefined);
      if (kept !== undefined) return { response: again(kept), duplicateOf: first.eventId };
    }
  };

/** Audio is sent as it comes, and can be given again once it has come to its end. */
const record = (
  response: VapiHttpResponse | undefined,
): { response: VapiHttpResponse; kept: KeptResponse | Promise<KeptResponse | undefined> } | undefined => {
  if (response === undefined) return undefined;
  const { body } = response;
  if (typeof body === 'string') return { response, kept: { ...response, body } };
  const { stream, recorded } = recordStream(body, MAX_AUDIO_BYTES);
  return {
    response: { ...response, body: stream },
    kept: recorded.then((bytes) => (bytes === undefined ? undefined : { ...response, body: bytes })),
  };
};

const again = ({ body, ...response }: KeptResponse): VapiHttpResponse => ({
  ...response,
  body: typeof body === 'string' ? body : streamOf(body),
});

const streamOf = (bytes: Uint8Array): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (controller) => {
      controller.enqueue(bytes.slice());
      controller.close();
    },
  });

const answerByCall =
  (memory: OnceMemory<Answer>): Once['byCall'] =>
  async (workflow, event, calls, start) => {
    const keys = new Map<CalledTool, string>();
    for (const called of calls) {
      const key = toolCallOnceKey(threadOf(event), called.call);
      if (key !== undefined) keys.set(called, onceScope(workflow.id, workflow.published?.versionId, key));
    }
    for (const key of keys.values()) {
      const first = memory.find(key);
      if (first?.isRestored === true) await first.value(); // forgets itself where it was not answered
    }
    return claim(memory, event.id, keys, start);
  };

/** Nothing else runs between the look-up and the note that the calls are taken. */
const claim = (
  memory: OnceMemory<Answer>,
  eventId: string,
  keys: ReadonlyMap<CalledTool, string>,
  start: Start,
): ByCall => {
  const firsts = new Map<ToolCall, First<Answer>>();
  const taken = new Map<ToolCall, PromiseWithResolvers<Answer>>();
  for (const [{ call, flow, mismatch }, key] of keys) {
    const first = memory.find(key);
    // Twice in one message is not a repeated delivery.
    if (first !== undefined && first.eventId !== eventId) firsts.set(call, first);
    else if (first === undefined) {
      const answer = Promise.withResolvers<Answer>();
      memory.add(key, eventId, answer.promise);
      if (flow === undefined || mismatch !== undefined)
        answer.resolve(NO_ANSWER); // nothing will run
      else taken.set(call, answer);
    }
  }
  const begin: Start = (request) => {
    const first = request.tool === undefined ? undefined : firsts.get(request.tool);
    if (first !== undefined) return repeated(first);
    const answer = request.tool === undefined ? undefined : taken.get(request.tool);
    try {
      const execution = start(request);
      answer?.resolve(execution.answer);
      return execution;
    } catch (error) {
      answer?.reject(error);
      throw error;
    }
  };
  return { start: begin, repeats: new Map([...firsts].map(([call, first]) => [call, first.eventId])) };
};

/** Stands for a run that there was already. */
const repeated = (first: First<Answer>): Execution => {
  const answer = first.value().then((known) => known ?? NO_ANSWER);
  const ended = answer.then(
    () => undefined,
    () => undefined, // whoever asks for the answer hears of it
  );
  return {
    runId: '',
    answer,
    done: ended,
    ended,
    hasEnded: () => true, // nothing of it is left to run for this event
    sent: () => undefined,
    cancel: () => undefined,
  };
};

const NO_ANSWER: Answer = { reply: undefined, status: 'none' };

const bytesOfReply = (reply: Reply | undefined): number => (JSON.stringify(reply) ?? '').length * 2;
