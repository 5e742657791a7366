import type { GraphIssue } from '#lib/graph/node-spec.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { newId } from '#lib/server/id.ts';
import type { Logger } from '#lib/server/log.ts';
import {
  answerTokenRequest,
  type TokenRequest,
  type TokenResponse,
} from '#lib/vapi/credentials/token-endpoint.ts';
import { parseBody, type VapiMessage } from '#lib/vapi/message.ts';
import { onceKey } from '#lib/vapi/once-key.ts';
import { readBody } from '#lib/vapi/read-body.ts';
import {
  acknowledged,
  bodyProblem,
  malformed,
  problem,
  unknownToken,
  type VapiHttpResponse,
} from './answer.ts';
import { createBackground } from './background.ts';
import type { ReadBody } from './body.ts';
import { codeIssues } from './code-issues.ts';
import { ask, type Dispatch, type Dispatched, dispatch, flowsOf, unhandledAnswer } from './dispatch.ts';
import { endsWithin } from './ends-within.ts';
import {
  type Execution,
  type ExecutionPorts,
  enlist,
  execute,
  giveUp,
  type RunEvent,
  type RunRequest,
} from './execution.ts';
import type { LiveFeed } from './live.ts';
import type { LoadedWorkflow } from './loaded-workflow.ts';
import { hideNothing, type Mask, maskBytes } from './mask.ts';
import { readOauthClientId } from './oauth-client.ts';
import { type Once, onceScope } from './once.ts';
import { createOpenRequests, type OpenRequests } from './open-requests.ts';
import { repeatedCalls, repeatedEvent } from './repeated.ts';
import { runEvent } from './run-event.ts';
import { signedUrls } from './signed-urls.ts';
import { type TestRunOutcome, type TestRunRequest, testRun } from './test-run.ts';
import { toolCallTrouble } from './tool-call-trouble.ts';
import type { WorkflowRegistry } from './workflow-registry.ts';

export interface VapiHttpRequest {
  readonly token: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ReadBody;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  /** Path and query as they came in. */
  readonly url?: string | undefined;
  /** The sender's IP address, where the server can tell. */
  readonly address?: string | undefined;
}

/** An event as the journal takes it. */
export interface KeptEvent {
  readonly id: string;
  readonly workflowId: string;
  readonly type: string;
  readonly callId: string | null;
  readonly receivedAt: Date;
  readonly disposition: 'handled' | 'unhandled' | 'duplicate' | 'refused' | 'malformed';
  readonly reason: string | null;
  readonly statusCode: number;
  /** What tells a repeated delivery from a new event; `null` where nothing does. */
  readonly onceKey: string | null;
  /** The event that this one repeats. */
  readonly duplicateOf: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly message: Readonly<Record<string, unknown>> | undefined;
}

/** A stored event, to run again. */
export interface StoredEvent {
  readonly id: string;
  readonly workflowId: string;
  readonly body: Uint8Array;
}

export interface RuntimeParts {
  readonly registry: WorkflowRegistry;
  readonly execution: ExecutionPorts;
  readonly live: LiveFeed;
  readonly log: Logger;
  readonly journal: {
    readonly append: (event: KeptEvent, isAwaited: boolean) => Promise<void>;
    readonly hurry: () => void;
    readonly flush: () => Promise<void>;
  };
  readonly runLog: { readonly flush: () => Promise<void> };
  readonly once: Once;
  /** Hides the values of secrets in what is written down. */
  readonly mask: () => Mask;
  readonly findEvent: (id: string) => Promise<StoredEvent | undefined>;
  readonly refreshSecrets: () => Promise<void>;
  readonly readiness: () => Promise<Readiness>;
  readonly closeParts: () => Promise<void>;
}

/** What a request needs to be answered, each `ok` or why not. */
export interface Readiness {
  readonly database: string;
  readonly sandbox: string;
}

/** Why an event cannot be replayed. */
export type ReplayRefusal = 'event.unknown' | 'event.malformed' | 'event.unhandled';
/** Why a draft cannot be tried, beside what `testRun` says itself. */
export interface TestRunRefusal {
  readonly ok: false;
  readonly code: 'workflow.unknown' | 'event.malformed';
  readonly message: string;
}
export type Replayed =
  /** `done` resolves once all of them have ended. */
  | { readonly ok: true; readonly runIds: readonly string[]; readonly done: Promise<unknown> }
  | { readonly ok: false; readonly code: ReplayRefusal; readonly message: string }
  /** It was to be asked first: these steps change something in other systems. */
  | {
      readonly ok: false;
      readonly code: 'event.acts-outside';
      readonly message: string;
      readonly steps: readonly string[];
    };

export interface Runtime {
  /** Answers what Vapi posted. Never rejects; resolves in time for Vapi. */
  readonly handle: (request: VapiHttpRequest) => Promise<VapiHttpResponse>;
  /** Answers a request for an OAuth2 access token. */
  readonly issueToken: (request: TokenRequest) => TokenResponse;
  /** Why a token is not served: at once `undefined` where its workflow is in memory. Never rejects. */
  readonly refusal: (token: string) => Promise<VapiHttpResponse | undefined> | undefined;
  /** Loads a workflow anew after it was published, its token or secret changed, or it was deleted. */
  readonly refresh: (workflowId: string) => Promise<void>;
  readonly refreshSecrets: () => Promise<void>;
  /**
   * Runs the published flows for a stored event once more. Nobody is answered; the reply is kept with the run.
   * `asksFirst`: not where they change something in other systems.
   */
  readonly replay: (eventId: string, options?: { readonly asksFirst: boolean }) => Promise<Replayed>;
  /** Runs flows of a draft for `body`, what Vapi would post. Nothing is published, recorded or answered. */
  readonly testRun: (
    workflowId: string,
    body: Uint8Array,
    request: TestRunRequest,
  ) => Promise<TestRunOutcome | TestRunRefusal>;
  /** What is wrong with the code steps of a draft that cannot be read. */
  readonly checkCode: (graph: GraphDocument) => Promise<readonly GraphIssue[]>;
  readonly subscribe: LiveFeed['subscribe'];
  readonly readiness: () => Promise<Readiness>;
  /** The requests that are being answered, from their first byte on: whoever reads them counts them. */
  readonly requests: Pick<OpenRequests, 'begin' | 'end'>;
  /**
   * Lets what is asked and what runs finish, for at most `graceMs`, then cancels it, and writes everything down. Rejects
   * where that fails; all is closed then, too.
   */
  readonly close: (graceMs?: number) => Promise<void>;
}

/** How many flows nobody waits for run at once. */
const BACKGROUND_CONCURRENCY = 32;
const GRACE_MS = 25_000;
/**
 * How long an answer that is ready waits until its event is on disk. A call waits for it, and from the deadline of a
 * fallback to where Vapi gives up there is half a second (lib/vapi/events.ts).
 */
const KEEP_MS = 400;

/** The way of an event: token, credential, message, flow, reply, record. Parts come in; `open.ts` makes the real ones. */
export const createRuntime = (parts: RuntimeParts): Runtime => {
  const { registry, log, live } = parts;
  const active = new Set<Execution>();
  const requests = createOpenRequests();

  const track = (execution: Execution): Execution => {
    active.add(execution);
    void execution.done.finally(() => active.delete(execution)); // `done` never rejects
    return execution;
  };

  const requestFor = (
    workflow: LoadedWorkflow,
    event: RunEvent,
    lane: RunRequest['lane'],
    isReplay: boolean,
    part: Pick<RunRequest, 'flow' | 'tool'>,
  ): RunRequest => {
    const { published: version } = workflow;
    if (version === undefined) throw new Error('a flow was dispatched for a workflow that is not published');
    return { ...part, workflow, version, event, lane, isReplay };
  };

  const starter =
    (workflow: LoadedWorkflow, event: RunEvent, lane: RunRequest['lane'], isReplay: boolean) =>
    (part: Pick<RunRequest, 'flow' | 'tool'>): Execution =>
      track(execute(parts.execution, requestFor(workflow, event, lane, isReplay, part)));

  const background = createBackground<RunRequest, string>({
    concurrency: BACKGROUND_CONCURRENCY,
    run: async (request, runId) => track(execute(parts.execution, request, runId)).done,
    wait: (request) => enlist(parts.execution, request), // it was promised, and may wait for long
    drop: (request, runId) => giveUp(parts.execution, request, runId),
  });

  const keep = async (event: KeptEvent, isAwaited = true): Promise<boolean> => {
    try {
      await parts.journal.append(maskedEvent(event, parts.mask()), isAwaited);
      live.publish({ kind: 'event', id: event.id, workflowId: event.workflowId });
      return true;
    } catch (error) {
      log.error('an event could not be kept', { eventId: event.id, workflowId: event.workflowId, error });
      return false;
    }
  };

  const refuse = async (kept: KeptEvent, response: VapiHttpResponse): Promise<VapiHttpResponse> => {
    await keep(kept);
    return response;
  };

  const handle = async (request: VapiHttpRequest): Promise<VapiHttpResponse> => {
    const found = registry.byToken(request.token);
    const workflow = found instanceof Promise ? await found : found;
    if (workflow === undefined) return unknownToken();
    const kept = envelope(workflow, request);
    const { body } = request;
    if (!body.ok) {
      const response = bodyProblem(body.code);
      return refuse(
        { ...kept, disposition: 'malformed', reason: body.code, statusCode: response.status },
        response,
      );
    }
    const verdict = workflow.access.guard.check({
      headers: request.headers,
      body: body.bytes,
      address: request.address,
      receivedAt: request.receivedAt,
      urls: () => signedUrls(request),
    });
    // From here on, nobody sees the credentials that Vapi sends along.
    const { parsed, bytes } = readBody(body.bytes);
    const named = { ...kept, body: bytes, ...(parsed.ok ? nameOf(parsed.message) : {}) };
    if (!verdict.ok) {
      return refuse(
        { ...named, disposition: 'refused', reason: verdict.reason, statusCode: 401 },
        credentialRefused(),
      );
    }
    if (!parsed.ok) {
      const response = malformed(parsed.code, parsed.reason);
      return refuse({ ...named, disposition: 'malformed', reason: parsed.reason, statusCode: 400 }, response);
    }
    const key = onceKey(parsed.message) ?? null;
    const event = runEvent(workflow, kept.id, parsed.message, request.receivedAt);
    return answer(workflow, event, { ...named, onceKey: key });
  };

  const answer = async (
    workflow: LoadedWorkflow,
    event: RunEvent,
    kept: KeptEvent,
  ): Promise<VapiHttpResponse> => {
    const target = dispatch(workflow, event);
    if (target.kind === 'tools' && !target.isLegacy) return answerTools(workflow, event, kept, target);
    const respond = () => answerFirst(workflow, event, kept, target);
    if (kept.onceKey === null) return (await respond()) ?? notKept();
    const key = onceScope(workflow.id, workflow.published?.versionId, kept.onceKey);
    const { response, duplicateOf } = await parts.once.whole(key, event.id, respond);
    if (response === undefined) return notKept();
    // Nothing hangs on this record: the promise was given for the first event.
    if (duplicateOf !== undefined)
      void keep({ ...kept, ...repeatedEvent(duplicateOf, response.status) }, false);
    return response;
  };

  /** Answers an event that did not come before; `undefined` where it could not be kept. */
  const answerFirst = async (
    workflow: LoadedWorkflow,
    event: RunEvent,
    kept: KeptEvent,
    target: Dispatch,
  ): Promise<VapiHttpResponse | undefined> => {
    if (target.kind === 'unhandled') {
      const isKept = await keep({ ...kept, disposition: 'unhandled', reason: target.reason });
      return isKept ? unhandledAnswer(event, target.reason) : undefined;
    }
    if (target.kind === 'tell') {
      if (!(await keep(kept))) return undefined;
      background.add(requestFor(workflow, event, 'background', false, { flow: target.flow }));
      return acknowledged;
    }
    const isKept = keep({ ...kept, ...toolCallTrouble(target, event.plaintexts) }, false);
    return askAndKeep(isKept, ask(target, starter(workflow, event, 'waiting', false)));
  };

  /** Calls that came before, in this or in another message, get their first result; the others run. */
  const answerTools = async (
    workflow: LoadedWorkflow,
    event: RunEvent,
    kept: KeptEvent,
    target: Extract<Dispatch, { kind: 'tools' }>,
  ): Promise<VapiHttpResponse> => {
    const startNew = starter(workflow, event, 'waiting', false);
    const { start, repeats } = await parts.once.byCall(workflow, event, target.calls, startNew);
    const isKept = keep(
      {
        ...kept,
        ...toolCallTrouble(target, event.plaintexts),
        ...repeatedCalls(target, repeats, event.plaintexts),
      },
      false,
    );
    return askAndKeep(isKept, ask(target, start));
  };

  const askAndKeep = async (
    isKept: Promise<boolean>,
    { executions, response }: Dispatched,
  ): Promise<VapiHttpResponse> => {
    const ready = await response;
    if (executions.every((execution) => execution.hasEnded()) || (await allEnded(executions))) return ready;
    // What is still to run after the reply is a promise: it is to be on disk before Vapi hears of it.
    parts.journal.hurry();
    const ended = Promise.all(executions.map((execution) => execution.ended));
    if (!(await endsWithin(KEEP_MS, Promise.race([isKept, ended]))))
      log.warn('an answer went out before its event was on disk: the database is slow');
    return ready;
  };

  const replay: Runtime['replay'] = async (eventId, { asksFirst } = { asksFirst: false }) => {
    const stored = await parts.findEvent(eventId);
    const workflow = stored === undefined ? undefined : registry.byId(stored.workflowId);
    if (stored === undefined || workflow === undefined) {
      return {
        ok: false,
        code: 'event.unknown',
        message: 'There is no such event, or its workflow was deleted.',
      };
    }
    const parsed = parseBody(stored.body);
    if (!parsed.ok)
      return { ok: false, code: 'event.malformed', message: `It cannot be run: ${parsed.reason}` };
    const event = runEvent(workflow, stored.id, parsed.message, Date.now());
    const target = dispatch(workflow, event);
    if (target.kind === 'unhandled') return { ok: false, code: 'event.unhandled', message: target.reason };
    const steps = asksFirst ? [...new Set(flowsOf(target).flatMap((flow) => flow.outside))] : [];
    if (steps.length > 0)
      return {
        ok: false,
        code: 'event.acts-outside',
        message: 'It changes something in other systems.',
        steps,
      };
    const start = starter(workflow, event, 'background', true);
    const executions =
      target.kind === 'tell' ? [start({ flow: target.flow })] : ask(target, start).executions;
    if (executions.length === 0) {
      const { reason } = toolCallTrouble(target, event.plaintexts);
      return { ok: false, code: 'event.unhandled', message: reason ?? 'No flow takes this event.' };
    }
    return {
      ok: true,
      runIds: executions.map((execution) => execution.runId),
      done: Promise.all(executions.map((execution) => execution.done)),
    };
  };

  /** Resolves once nobody waits for an answer and nothing runs. */
  const quiet = async (): Promise<void> => {
    do {
      await requests.none();
      await background.drain();
      await Promise.all([...active].map((execution) => execution.done));
    } while (requests.count() > 0 || active.size > 0);
  };

  const settle = async (graceMs: number): Promise<void> => {
    if (await endsWithin(graceMs, quiet())) return;
    log.warn('ending what still runs', { runs: active.size });
    background.drop();
    for (const execution of active) execution.cancel('Patchbay was stopped.');
    await Promise.all([...active].map((execution) => execution.done));
  };

  return {
    handle: async (request) => {
      try {
        return await handle(request);
      } catch (error) {
        log.error('a request for a server URL failed', { error });
        return problem(500, 'internal', 'Something went wrong here. The details are in the log of Patchbay.');
      }
    },
    issueToken: (request) =>
      answerTokenRequest(request, (clientId) => {
        const named = readOauthClientId(clientId);
        const access = named === undefined ? undefined : registry.byId(named.workflowId)?.access;
        const credential = access?.oauth2.find(({ id }) => id === named?.credentialId);
        return access === undefined || credential === undefined
          ? undefined
          : { credential, issuer: access.issuer };
      }),
    refusal: (token) => {
      const found = registry.byToken(token);
      if (!(found instanceof Promise)) return undefined;
      return found.then(
        (workflow) => (workflow === undefined ? unknownToken() : undefined),
        (error) => {
          log.error('a token could not be looked up', { error });
          return problem(
            503,
            'storage.unavailable',
            'The server URL could not be looked up just now.',
            RETRY,
          );
        },
      );
    },
    requests,
    refresh: registry.refresh,
    refreshSecrets: parts.refreshSecrets,
    replay,
    checkCode: (graph) => codeIssues(parts.execution.sandbox, graph),
    testRun: async (workflowId, body, request) => {
      const workflow = registry.byId(workflowId);
      if (workflow === undefined) {
        return { ok: false, code: 'workflow.unknown', message: 'There is no such workflow.' };
      }
      const { parsed } = readBody(body);
      if (!parsed.ok)
        return { ok: false, code: 'event.malformed', message: `It cannot be run: ${parsed.reason}` };
      const event = runEvent(workflow, newId(), parsed.message, Date.now());
      return testRun(parts.execution, workflow, event, request, parts.mask());
    },
    subscribe: live.subscribe,
    readiness: parts.readiness,
    close: async (graceMs = GRACE_MS) => {
      await settle(graceMs);
      try {
        await Promise.all([parts.journal.flush(), parts.runLog.flush()]);
      } finally {
        await parts.closeParts();
      }
    },
  };
};

/** Says nothing of which part was wrong: whoever guesses learns nothing. The list of events says it to the owner. */
const credentialRefused = (): VapiHttpResponse =>
  problem(
    401,
    'credential.refused',
    'The credential of this request is missing or wrong, or it was sent from an address that is not allowed. The events of the workflow in Patchbay say what was wrong.',
    { 'www-authenticate': 'Vapi realm="patchbay"' },
  );

/** Whether nothing of the flows is left to run; where nothing follows their Reply, that is known at once. */
const allEnded = (executions: readonly Execution[]): Promise<boolean> =>
  Promise.race([
    Promise.all(executions.map((execution) => execution.ended)).then(() => true),
    new Promise<boolean>((resolve) => setImmediate(resolve, false)),
  ]);

/** An event with the values of secrets hidden, wherever Vapi sent them. */
const maskedEvent = (event: KeptEvent, mask: Mask): KeptEvent => {
  if (mask === hideNothing) return event;
  const headers = JSON.stringify(event.headers);
  return {
    ...event,
    reason: event.reason === null ? null : mask(event.reason),
    headers: mask(headers) === headers ? event.headers : maskValues(event.headers, mask),
    body: maskBytes(event.body, mask),
  };
};

const maskValues = (headers: Readonly<Record<string, string>>, mask: Mask): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, mask(value)]));

const notKept = (): VapiHttpResponse =>
  problem(503, 'storage.unavailable', 'The event could not be stored just now.', RETRY);

const RETRY = { 'retry-after': '5' } as const;

const envelope = (workflow: LoadedWorkflow, { headers, body, receivedAt }: VapiHttpRequest): KeptEvent => ({
  id: newId(),
  workflowId: workflow.id,
  type: 'unknown',
  callId: null,
  receivedAt: new Date(receivedAt),
  disposition: 'handled',
  reason: null,
  statusCode: 200,
  onceKey: null,
  duplicateOf: null,
  headers: withoutCredentials(headers, workflow),
  body: body.ok ? body.bytes : new Uint8Array(),
  message: undefined,
});

const withoutCredentials = (
  headers: VapiHttpRequest['headers'],
  { access }: LoadedWorkflow,
): Record<string, string> => {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    kept[name] = access.guard.isSensitive(name) ? '[hidden]' : value;
  }
  return kept;
};

const nameOf = (message: VapiMessage): Pick<KeptEvent, 'type' | 'callId' | 'message'> => ({
  type: message.type,
  callId: message.callId ?? null,
  message: message.fields,
});
