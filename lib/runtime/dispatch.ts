import { eventInfo } from '#lib/vapi/events.ts';
import type { AudioReply, Reply } from '#lib/vapi/reply.ts';
import type { ToolCall } from '#lib/vapi/tool-calls.ts';
import { legacyToolCall, toolCallsOf } from '#lib/vapi/tool-calls.ts';
import { acknowledged, type VapiHttpResponse } from './answer.ts';
import type { Execution, RunEvent, RunRequest } from './execution.ts';
import type { LoadedFlow, LoadedWorkflow, PublishedVersion } from './loaded-workflow.ts';
import { eventReply, legacyBody, legacyToolResult, toolReply, toolResults } from './wire.ts';

/** What an event sets off. */
export type Dispatch =
  /** No flow for it. `reason` says why, for the list of events. */
  | { readonly kind: 'unhandled'; readonly reason: string }
  /** Vapi does not wait: run it after the event is kept. */
  | { readonly kind: 'tell'; readonly flow: LoadedFlow }
  | { readonly kind: 'ask'; readonly flow: LoadedFlow }
  | {
      readonly kind: 'tools';
      readonly calls: readonly CalledTool[];
      /** Those beyond MAX_TOOL_CALLS: each is told so, and nothing runs for them. */
      readonly surplus: readonly ToolCall[];
      /** It came as a `function-call`, which takes its one result without the list around it. */
      readonly isLegacy: boolean;
    };

/** What one message may set off. A model that calls tools side by side makes a handful of calls. */
export const MAX_TOOL_CALLS = 128;

/** One tool call, and the flow that takes it. */
export interface CalledTool {
  readonly call: ToolCall;
  readonly flow: LoadedFlow | undefined;
  /** The arguments do not fit the trigger's parameters: the flow does not run, this is told instead. */
  readonly mismatch: string | undefined;
}

/** The flows that it runs. */
export const flowsOf = (dispatched: Dispatch): readonly LoadedFlow[] => {
  if (dispatched.kind === 'unhandled') return [];
  if (dispatched.kind !== 'tools') return [dispatched.flow];
  return dispatched.calls.flatMap(({ flow, mismatch }) =>
    flow === undefined || mismatch !== undefined ? [] : [flow],
  );
};

/** Which flows of the workflow's published version an event sets off. */
export const dispatch = ({ published }: Pick<LoadedWorkflow, 'published'>, event: RunEvent): Dispatch => {
  if (published === undefined) return { kind: 'unhandled', reason: 'The workflow is not published.' };
  const flow = eventFlow(published, event);
  const all = callsOf(event);
  const calls = all.slice(0, MAX_TOOL_CALLS).map((call) => calledTool(published, call));
  const isKnown = calls.some((entry) => entry.flow !== undefined);
  if (calls.length > 0 && (isKnown || flow === undefined)) {
    return { kind: 'tools', calls, surplus: all.slice(MAX_TOOL_CALLS), isLegacy: event.type === LEGACY };
  }
  if (flow === undefined) return { kind: 'unhandled', reason: `No flow starts with ${event.type}.` };
  return { kind: eventInfo(event.type).wantsReply ? 'ask' : 'tell', flow };
};

/**
 * The flow for the event as a whole. A final transcript comes under either of two types, as it was listed in
 * serverMessages: it goes to the trigger that is there.
 */
const eventFlow = ({ byEvent }: PublishedVersion, { type, fields }: RunEvent): LoadedFlow | undefined => {
  const flow = byEvent.get(type);
  if (flow !== undefined || fields.transcriptType !== 'final') return flow;
  if (type === 'transcript') return byEvent.get(FINAL_TRANSCRIPT);
  return type === FINAL_TRANSCRIPT ? byEvent.get('transcript') : undefined;
};

const FINAL_TRANSCRIPT = 'transcript[transcriptType="final"]';

const calledTool = ({ byTool, anyTool }: PublishedVersion, call: ToolCall): CalledTool => {
  const flow = byTool.get(call.name) ?? anyTool;
  return { call, flow, mismatch: flow?.policy.checkArguments?.(call) };
};

const LEGACY = 'function-call';

/** The tool calls of an event, with the arguments that cannot be used marked. */
export const callsOf = ({ type, fields, argumentProblems }: RunEvent): readonly ToolCall[] => {
  const legacy = type === LEGACY ? legacyToolCall(fields) : undefined;
  const calls = type === 'tool-calls' ? toolCallsOf(fields) : legacy === undefined ? [] : [legacy];
  if (argumentProblems === undefined) return calls;
  return calls.map((call) => {
    const problem = argumentProblems.get(call.id);
    return problem === undefined ? call : { ...call, argumentsError: problem };
  });
};

/**
 * What an event that sets nothing off is answered with. Of tool calls Vapi wants one result each, also here: the
 * assistant is told why there is none.
 */
export const unhandledAnswer = (event: RunEvent, reason: string): VapiHttpResponse => {
  const results = callsOf(event).map((call) => toolReply(call, { kind: 'tool-call', error: reason }));
  if (event.type === 'tool-calls') return toolResults(results);
  return results.length > 0 ? legacyToolResult(results) : acknowledged;
};

export type Start = (request: Pick<RunRequest, 'flow' | 'tool'>) => Execution;

export interface Dispatched {
  readonly executions: readonly Execution[];
  /** What goes back to Vapi; resolves as soon as every flow that has to answer has answered. */
  readonly response: Promise<VapiHttpResponse>;
}

/** Starts the flows of an event that Vapi waits for. */
export const ask = (dispatched: Extract<Dispatch, { kind: 'ask' | 'tools' }>, start: Start): Dispatched =>
  dispatched.kind === 'ask' ? askFlow(dispatched.flow, start) : askTools(dispatched, start);

const askFlow = (flow: LoadedFlow, start: Start): Dispatched => {
  const execution = start({ flow });
  const response = execution.answer.then(({ reply }) => {
    const answer = eventReply(reply);
    if (reply?.kind === 'voice-request') void noteAudio(reply.audio, answer, execution);
    else execution.sent({ ...answer, body: bodyOf(reply) });
    return answer;
  });
  return { executions: [execution], response };
};

/** Of audio, the record says how much there was and how it ended. */
const noteAudio = async (
  { ended }: AudioReply,
  { status, headers }: VapiHttpResponse,
  execution: Execution,
): Promise<void> => execution.sent({ status, headers, body: await ended });

/** The calls run side by side, a slow or failed one does not touch the others, and the answers keep Vapi's order. */
const askTools = (
  { calls, surplus, isLegacy }: Extract<Dispatch, { kind: 'tools' }>,
  start: Start,
): Dispatched => {
  const executions: Execution[] = [];
  const results = calls.map(async ({ call, flow, mismatch }) => {
    if (flow === undefined) return toolReply(call, { kind: 'tool-call', error: unknownTool(call.name) });
    // As an error: a message set in Vapi for a finished tool would tell the caller that it was done.
    if (mismatch !== undefined) return toolReply(call, { kind: 'tool-call', error: mismatch });
    const execution = start({ flow, tool: call });
    executions.push(execution);
    const { reply } = await execution.answer;
    const result = toolReply(call, reply);
    execution.sent({
      status: 200,
      headers: {},
      ...(isLegacy
        ? { body: legacyBody(result) }
        : { body: result, toolResults: calls.length + surplus.length }),
    });
    return result;
  });
  const refused = surplus.map((call) => toolReply(call, { kind: 'tool-call', error: TOO_MANY }));
  const response = Promise.all(results).then((answers) =>
    isLegacy ? legacyToolResult(answers) : toolResults([...answers, ...refused]),
  );
  return { executions, response };
};

const TOO_MANY = `Only the first ${MAX_TOOL_CALLS} tool calls of a message are run. Call this tool again.`;

const unknownTool = (name: string): string => `There is no tool named "${name}" in this workflow.`;

/** For the record: the reply's own value, since not every answer is JSON. */
const bodyOf = (reply: Reply | undefined): unknown =>
  reply === undefined || !('body' in reply) ? {} : (reply.body ?? {});
