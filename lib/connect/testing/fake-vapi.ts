import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { bodyProblems, kindOfPath, type ResourceKind } from './fake-vapi-rules.ts';

type Json = Record<string, unknown>;
export type FakeResource = Json & { readonly id: string };

/** One request as the fake got it. */
export interface Asked {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly body: Json | undefined;
}

/** What the fake does instead of answering properly. */
interface Misbehaviour {
  /** Answers every request with this status. */
  status?: number;
  /** Waits this long before every answer, in milliseconds. */
  delayMs?: number;
  /** Takes a PATCH, says 200, and keeps these fields as they were. */
  ignoredFields?: readonly string[];
  /** Refuses every PATCH with this status, or takes it and breaks off instead of answering. */
  onPatch?: number | 'breaks-off';
}

export interface FakeVapi {
  /** For PATCHBAY_VAPI_API_URL. */
  readonly url: string;
  readonly key: string;
  readonly asked: Asked[];
  readonly misbehave: (how: Misbehaviour) => void;
  /** Puts something there as its owner would in the dashboard. */
  readonly add: (kind: ResourceKind, fields: Json) => FakeResource;
  readonly get: (kind: ResourceKind, id: string) => FakeResource | undefined;
  readonly all: (kind: ResourceKind) => readonly FakeResource[];
  /** Forgets all that it has, and behaves again. */
  readonly clear: () => void;
  readonly close: () => void;
}

interface State {
  readonly key: string;
  readonly orgId: string;
  readonly resources: Record<ResourceKind, Map<string, FakeResource>>;
  clock: number;
  how: Misbehaviour;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const DEFAULT_LIMIT = 100;

/**
 * For tests: Vapi's API as a real HTTP server on loopback. It keeps what it is given in memory, refuses what the real
 * one refuses (no or a wrong key, unknown fields, a phone number without `provider`, a tool without `type`), and
 * replaces nested objects whole.
 */
export const startFakeVapi = async (key = 'vapi-private-key-0001'): Promise<FakeVapi> => {
  const asked: Asked[] = [];
  const state: State = {
    key,
    orgId: randomUUID(),
    resources: {
      assistant: new Map(),
      'phone-number': new Map(),
      squad: new Map(),
      tool: new Map(),
      call: new Map(),
      chat: new Map(),
    },
    clock: Date.parse('2026-01-01T00:00:00Z'),
    how: {},
  };
  const server = createServer((request, response) => {
    void serve(state, asked, request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    key,
    asked,
    misbehave: (how) => {
      state.how = how;
    },
    add: (kind, fields) => create(state, kind, fields),
    get: (kind, id) => state.resources[kind].get(id),
    all: (kind) => [...state.resources[kind].values()],
    clear: () => {
      for (const things of Object.values(state.resources)) things.clear();
      asked.length = 0;
      state.how = {};
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

const serve = async (
  state: State,
  asked: Asked[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const text = await textOf(request);
  const body = readJson(text);
  asked.push({ method: request.method ?? '', path: request.url ?? '', body });
  if (state.how.delayMs !== undefined) await wait(state.how.delayMs, undefined, { ref: false });
  const answer = answerTo(state, request, body);
  if (request.method === 'PATCH' && state.how.onPatch === 'breaks-off') {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer.body));
};

const answerTo = (state: State, request: IncomingMessage, body: Json | undefined): Answer => {
  const url = new URL(request.url ?? '/', 'http://fake');
  // The real one gives each call a control URL without a key: whoever knows it may speak.
  const control = /^\/control\/([^/]+)$/.exec(url.pathname)?.[1];
  if (control !== undefined)
    return state.resources.call.has(control) ? ok({}) : problem(404, 'Call not found');
  if (request.headers.authorization !== `Bearer ${state.key}`) {
    return problem(401, 'Invalid Key. Hot tip, you may be using the public key instead of the private key.');
  }
  if (state.how.status !== undefined) return problem(state.how.status, 'The fake was told to fail.');
  const place = kindOfPath(url.pathname);
  if (place === undefined) return problem(404, `Cannot ${request.method} ${url.pathname}`);
  const { kind, id } = place;
  switch (request.method) {
    case 'GET':
      return id === undefined ? ok(list(state, kind, url.searchParams)) : found(state, kind, id);
    case 'POST': {
      const problems = id === undefined ? bodyProblems(kind, 'POST', body) : ['cannot POST here'];
      if (problems.length > 0) return problem(400, problems);
      return { status: 201, body: create(state, kind, { ...body, ...ofCallOrChat(request, kind) }) };
    }
    case 'PATCH':
      return id === undefined ? problem(404, 'Cannot PATCH') : patch(state, kind, id, body);
    default:
      return problem(404, `Cannot ${request.method} ${url.pathname}`);
  }
};

/** What the real one makes of a new call or chat. */
const ofCallOrChat = (request: IncomingMessage, kind: ResourceKind): Json => {
  if (kind === 'chat') return { output: [{ role: 'assistant', content: 'Hello.' }] };
  if (kind !== 'call') return {};
  const id = randomUUID();
  return {
    id,
    status: 'queued',
    monitor: { controlUrl: `http://${request.headers.host}/control/${id}` },
  };
};

const create = (state: State, kind: ResourceKind, fields: Json): FakeResource => {
  state.clock += 1000;
  const at = new Date(state.clock).toISOString();
  const id = typeof fields.id === 'string' ? fields.id : randomUUID();
  const made = { orgId: state.orgId, createdAt: at, updatedAt: at, ...fields, id };
  state.resources[kind].set(id, made);
  return made;
};

const patch = (state: State, kind: ResourceKind, id: string, body: Json | undefined): Answer => {
  const before = state.resources[kind].get(id);
  if (before === undefined) return problem(404, `Couldn't Find ${kind} ${id}`);
  const problems = bodyProblems(kind, 'PATCH', body);
  if (problems.length > 0) return problem(400, problems);
  const { ignoredFields: ignored = [], onPatch } = state.how;
  if (typeof onPatch === 'number') return problem(onPatch, 'The fake was told to fail.');
  // Fields are replaced whole, however deep they are; null takes one away.
  const taken = Object.entries(body ?? {}).filter(([name]) => !ignored.includes(name));
  const merged = Object.entries({ ...before, ...Object.fromEntries(taken) });
  const after = { ...Object.fromEntries(merged.filter(([, value]) => value !== null)), id };
  state.resources[kind].set(id, after);
  return ok(after);
};

const found = (state: State, kind: ResourceKind, id: string): Answer => {
  const resource = state.resources[kind].get(id);
  return resource === undefined ? problem(404, `Couldn't Find ${kind} ${id}`) : ok(resource);
};

/** Newest first, as the real one. */
const list = (state: State, kind: ResourceKind, query: URLSearchParams): readonly FakeResource[] => {
  const before = query.get('createdAtLe');
  const limit = Number(query.get('limit') ?? DEFAULT_LIMIT);
  return [...state.resources[kind].values()]
    .filter(({ createdAt }) => before === null || Date.parse(String(createdAt)) <= Date.parse(before))
    .reverse()
    .slice(0, limit);
};

const ok = (body: unknown): Answer => ({ status: 200, body });

const problem = (statusCode: number, message: string | readonly string[]): Answer => ({
  status: statusCode,
  body: { message, statusCode, error: statusCode === 401 ? 'Unauthorized' : 'Error' },
});

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

const readJson = (text: string): Json | undefined => (text === '' ? undefined : JSON.parse(text));
