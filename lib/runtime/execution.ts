import type { ReplyStatus, RunDocument, RunError } from '#lib/engine/record.ts';
import { type ActiveRun, type ReplyOutcome, type RunResult, startRun } from '#lib/engine/run.ts';
import type { RunPorts } from '#lib/engine/run-context.ts';
import { hideSecrets } from '#lib/nodes/hide-secrets.ts';
import type { HttpPort, MemoryPort, VapiPort } from '#lib/nodes/step.ts';
import type { Sandbox } from '#lib/sandbox/sandbox.ts';
import { newId } from '#lib/server/id.ts';
import type { FinishedRun, StartedRun } from '#lib/store/run-log.ts';
import { toText } from '#lib/template/text.ts';
import type { AudioReply, Reply } from '#lib/vapi/reply.ts';
import type { ToolCall } from '#lib/vapi/tool-calls.ts';
import { interruptedRun } from './interrupted-run.ts';
import type { LiveFeed } from './live.ts';
import type { LoadedFlow, LoadedWorkflow, PublishedVersion } from './loaded-workflow.ts';

/** The event that a flow runs for. */
export interface RunEvent {
  readonly id: string;
  readonly type: string;
  readonly callId: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  /** By the id of a tool call: which encrypted arguments it lacks since they could not be read, and why. */
  readonly argumentProblems?: ReadonlyMap<string, string>;
  /** Values that came encrypted, in clear: not to be written down with the run. */
  readonly plaintexts?: readonly string[];
}

export interface RunRequest {
  readonly workflow: LoadedWorkflow;
  readonly version: PublishedVersion;
  readonly flow: LoadedFlow;
  readonly event: RunEvent;
  readonly tool?: ToolCall;
  readonly lane: 'waiting' | 'background';
  /** The event is replayed: nobody waits, and there is no deadline. */
  readonly isReplay: boolean;
}

/** What a flow answered, and how it came to that. */
export interface Answer {
  readonly reply: Reply | undefined;
  readonly status: ReplyStatus;
}

export interface Execution {
  readonly runId: string;
  readonly answer: Promise<Answer>;
  /** Resolves once the whole flow has ended and its record was handed over. Never rejects. */
  readonly done: Promise<void>;
  /** Resolves once the whole flow has ended: a few microtasks after the answer where nothing follows its Reply. */
  readonly ended: Promise<unknown>;
  readonly hasEnded: () => boolean;
  /** Says what was sent, for the record: called once by whoever sent it. */
  readonly sent: (answer: {
    status: number;
    headers: Readonly<Record<string, string>>;
    body: unknown;
    /** Where the body is one entry of `results`: of how many. */
    toolResults?: number;
  }) => void;
  readonly cancel: (reason: string) => void;
}

/** What an execution needs of the world. */
export interface ExecutionPorts {
  readonly sandbox: Sandbox;
  readonly http: HttpPort;
  readonly vapi: VapiPort;
  readonly memory: (workflowId: string) => MemoryPort;
  readonly secrets: () => Readonly<Record<string, string>>;
  readonly live: LiveFeed;
  readonly runLog: {
    readonly start: (row: StartedRun) => void;
    readonly finish: (row: FinishedRun, plaintexts: readonly string[]) => void;
  };
  readonly onBug: (error: unknown) => void;
}

/** Writes down that a flow is to run, and gives the run's id. Where it is cut off from here on, the next start finds it. */
export const enlist = (ports: ExecutionPorts, request: RunRequest): string => {
  const { workflow, version, flow, event, tool } = request;
  const runId = newId();
  ports.runLog.start({
    id: runId,
    workflowId: workflow.id,
    versionId: version.versionId,
    versionNumber: version.versionNumber,
    eventId: event.id,
    triggerNodeId: flow.trigger.id,
    triggerName: flow.trigger.name,
    eventType: event.type,
    toolName: tool?.name ?? null,
    toolCallId: tool?.id ?? null,
    callId: event.callId ?? null,
    startedAt: new Date(),
    replayOf: request.isReplay ? event.id : null,
    isTest: false,
  });
  ports.live.publish({ kind: 'run-started', id: runId, workflowId: workflow.id });
  return runId;
};

/** Starts a flow for an event and sees to its record. */
export const execute = (
  ports: ExecutionPorts,
  request: RunRequest,
  runId = enlist(ports, request),
): Execution => {
  const startedAt = Date.now();
  const startMs = performance.now();
  const elapsedMs = (): number => performance.now() - startMs;
  return follow(ports, request, runId, { startedAt, elapsedMs }, begin(ports, request));
};

/** Writes down that a run which was enlisted did not begin. */
export const giveUp = (ports: ExecutionPorts, { workflow }: RunRequest, runId: string): void => {
  ports.runLog.finish(interruptedRun(runId, 'began'), []);
  ports.live.publish({ kind: 'run-finished', id: runId, workflowId: workflow.id });
};

const begin = (
  ports: ExecutionPorts,
  { workflow, version, flow, event, tool, lane, isReplay }: RunRequest,
): ActiveRun => {
  const memory = ports.memory(workflow.id);
  const host = { http: ports.http, memory, ...(event.callId === undefined ? {} : { callId: event.callId }) };
  const runPorts: RunPorts = {
    now: preciseNow,
    after,
    sleep,
    http: ports.http,
    vapi: ports.vapi,
    memory,
    code: ports.sandbox.port(version.versionId, lane, host),
  };
  const waits = flow.policy.wantsReply && !isReplay;
  return startRun({
    flow: flow.flow,
    steps: flow.steps,
    ports: runPorts,
    scope: {
      event: event.fields,
      call: isRecord(event.fields.call) ? event.fields.call : {},
      ...(tool === undefined ? {} : { tool: { id: tool.id, name: tool.name, arguments: tool.arguments } }),
      secrets: ports.secrets(),
      workflow: { id: workflow.id, name: workflow.name },
    },
    ...(waits ? { deadlineMs: Math.max(1, flow.policy.deadlineMs - (Date.now() - event.receivedAt)) } : {}),
  });
};

const follow = (
  ports: ExecutionPorts,
  { workflow, flow, event, lane }: RunRequest,
  runId: string,
  { startedAt, elapsedMs }: { readonly startedAt: number; readonly elapsedMs: () => number },
  run: ActiveRun,
): Execution => {
  // Where somebody waits, both times below count from the event's arrival, so that they can be compared.
  const waitedMs = flow.policy.wantsReply ? Math.max(0, startedAt - event.receivedAt) : 0;
  let answered: Answer = { reply: undefined, status: 'none' };
  let replyMs: number | null = null;
  let sent: RunDocument['reply'];
  const answer = run.reply.then((outcome) => {
    answered = answerOf(flow, outcome, event.fields, ports.secrets());
    if (answered.reply !== undefined) replyMs = waitedMs + elapsedMs();
    if (lane === 'background' && answered.reply?.kind === 'voice-request') void hearOut(answered.reply.audio);
    return answered;
  });
  let markSent: () => void = () => undefined;
  const wasSent = new Promise<void>((resolve) => {
    markSent = resolve;
  });
  const finish = (result: RunResult): void => {
    const document: RunDocument = {
      steps: [...result.steps],
      ...(sent === undefined ? {} : { reply: sent }),
      ...(result.lateReply === undefined ? {} : { lateReply: withoutAudio(result.lateReply) }),
    };
    ports.runLog.finish(
      {
        id: runId,
        status: result.status,
        replyStatus: answered.status,
        finishedAt: new Date(startedAt + result.durationMs),
        // The answer is a part of it: an end that came with it is not reckoned before it.
        durationMs: Math.max(waitedMs + result.durationMs, replyMs ?? 0),
        replyMs,
        errorCode: result.error?.code ?? null,
        errorMessage: result.error?.message ?? null,
        document,
      },
      event.plaintexts ?? [],
    );
    ports.live.publish({ kind: 'run-finished', id: runId, workflowId: workflow.id });
  };
  const done = Promise.all([run.done, answer])
    .then(async ([result]) => {
      if (answered.reply !== undefined) await wasSent;
      finish(result);
    })
    .catch(ports.onBug);
  return {
    runId,
    answer,
    done,
    ended: run.done,
    hasEnded: run.hasEnded,
    sent: (value) => {
      const { status, headers, body, toolResults } = value;
      sent = { status, headers: { ...headers }, body, ...(toolResults === undefined ? {} : { toolResults }) };
      markSent();
    },
    cancel: (reason) => {
      run.cancel(reason);
      if (answered.reply?.kind === 'voice-request') answered.reply.audio.cancel(reason);
    },
  };
};

/** Audio that nobody waits for is taken all the same, so that its record says what there was. */
const hearOut = ({ stream }: AudioReply): Promise<void> =>
  stream.pipeTo(new WritableStream()).catch(() => undefined); // the record says why it broke off

/** A record keeps no audio. */
const withoutAudio = (reply: Reply): unknown =>
  reply.kind === 'voice-request' ? { kind: reply.kind, contentType: reply.audio.contentType } : reply;

/** The flow's own reply, or the trigger's fallback and why it goes out. */
const answerOf = (
  { policy }: LoadedFlow,
  outcome: ReplyOutcome,
  event: RunEvent['fields'],
  secrets: Readonly<Record<string, string>>,
): Answer => {
  if (!policy.wantsReply) return { reply: undefined, status: 'none' };
  switch (outcome.kind) {
    case 'reply':
      return { reply: outcome.reply, status: 'reply' };
    case 'deadline':
      return { reply: policy.fallback('The answer took too long.', event), status: 'fallback-deadline' };
    case 'no-reply':
      return {
        reply: policy.fallback('The flow ended without an answer.', event),
        status: 'fallback-no-reply',
      };
    case 'failed':
      return {
        reply: policy.fallback(reasonOf(outcome.error, secrets), event),
        status: 'fallback-failed',
      };
    case 'cancelled':
      return { reply: policy.fallback('The flow was cancelled.', event), status: 'fallback-failed' };
  }
};

/** The code of the error that a Stop with error step makes. */
const STOPPED = 'flow.stopped';

/**
 * Why a flow failed, for the assistant, which may say it to the caller: the words of a Stop with error step are meant for
 * that; what a host, a library or code of the flow says is not, and stays in the run.
 */
const reasonOf = (error: RunError, secrets: Readonly<Record<string, string>>): string =>
  error.code === STOPPED
    ? toText(hideSecrets(error.message, secrets))
    : 'Something went wrong, so there is no answer.';

/** Milliseconds since 1970, finer than whole ones: most steps take less than one. */
const preciseNow = (): number => performance.timeOrigin + performance.now();

/**
 * Node keeps a list of timers for each duration, and making one costs more than setting a timer: durations that differ
 * by what a request took to get here share one. A deadline may so come a little early, never late.
 */
const TIMER_STEP_MS = 20;

const after = (ms: number, act: () => void): (() => void) => {
  const timer = setTimeout(act, ms < 1_000 ? ms : ms - (ms % TIMER_STEP_MS));
  return () => clearTimeout(timer);
};

const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
