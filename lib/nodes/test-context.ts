import type {
  CodeOutcome,
  CodeRequest,
  HttpPort,
  HttpRequest,
  MemoryPort,
  MemoryScope,
  Scope,
  StepContext,
  StepPorts,
} from './step.ts';

/** For tests: a memory in memory, with the clock of `now`. */
export const createMemory = (now: () => number = Date.now): MemoryPort => {
  const entries = new Map<string, { value: unknown; expiresAt: number }>();
  const prefix = (scope: MemoryScope): string =>
    scope.kind === 'call' ? `call ${scope.callId} ` : 'workflow ';
  const live = (id: string): { value: unknown } | undefined => {
    const entry = entries.get(id);
    return entry === undefined || entry.expiresAt <= now() ? undefined : entry;
  };
  const put = (id: string, value: unknown, ttlSeconds: number | undefined): void => {
    const expiresAt = ttlSeconds === undefined ? Number.POSITIVE_INFINITY : now() + ttlSeconds * 1000;
    entries.set(id, { value: structuredClone(value), expiresAt });
  };
  return {
    get: async (scope, key) => live(prefix(scope) + key)?.value,
    set: async (scope, key, value, ttlSeconds) => put(prefix(scope) + key, value, ttlSeconds),
    increment: async (scope, key, by, ttlSeconds) => {
      const value = Number(live(prefix(scope) + key)?.value ?? 0) + by;
      put(prefix(scope) + key, value, ttlSeconds);
      return value;
    },
    delete: async (scope, key) => {
      entries.delete(prefix(scope) + key);
    },
    list: async (scope) => {
      const ids = [...entries.keys()].filter((id) => id.startsWith(prefix(scope)) && live(id) !== undefined);
      return Object.fromEntries(ids.map((id) => [id.slice(prefix(scope).length), live(id)?.value]));
    },
  };
};

/** For tests: plain HTTP without a guard, over a real connection. */
export const plainHttp: HttpPort = {
  request: async (request) => {
    const response = await plainFetch(request);
    return { ...headOf(response), body: new Uint8Array(await response.arrayBuffer()) };
  },
  stream: async (request) => {
    const response = await plainFetch(request);
    return { ...headOf(response), body: response.body ?? new ReadableStream() };
  },
};

const plainFetch = ({ url, method, headers, body, signal, maxRedirects, timeoutMs }: HttpRequest) =>
  fetch(url, {
    method,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    redirect: maxRedirects === 0 ? 'manual' : 'follow',
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  });

const headOf = ({ status, statusText, headers, url }: Response) => ({
  status,
  statusText,
  headers: Object.fromEntries(headers),
  url,
});

interface Given {
  readonly scope?: Partial<Scope>;
  readonly inputs?: StepContext['inputs'];
  readonly signal?: AbortSignal;
  readonly ports?: Partial<StepPorts>;
  readonly timeLeftMs?: number;
  readonly code?: (request: CodeRequest) => CodeOutcome;
}

/** For tests: the context of a step, everything not given being empty but real. */
export const stepContext = (given: Given = {}): StepContext => ({
  node: { id: 'step', name: 'Step' },
  scope: {
    event: {},
    call: { id: 'call-1', customer: { number: '+14155552671', name: 'Ada' } },
    steps: {},
    secrets: {},
    workflow: { id: 'w1', name: 'Orders' },
    ...given.scope,
  },
  inputs: given.inputs ?? [],
  signal: given.signal ?? new AbortController().signal,
  ports: {
    now: Date.now,
    sleep: async () => undefined,
    http: plainHttp,
    code: {
      run: async (request) => given.code?.(request) ?? { ok: true, value: null, console: [] },
    },
    memory: createMemory(),
    vapi: { request: async () => undefined },
    ...given.ports,
  },
  timeLeftMs: () => given.timeLeftMs ?? 60_000,
});
