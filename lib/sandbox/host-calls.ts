import { z } from 'zod';
import type { CodeHost, HttpStreamResponse, MemoryScope } from './contract.ts';
import { cut } from './cut.ts';
import { limits } from './limits.ts';

const memoryScope = z.enum(['call', 'workflow']).optional();
const memoryKey = z
  .string()
  .max(limits.memoryKeyChars, `A key of memory has at most ${limits.memoryKeyChars} characters.`);
const ttlSeconds = z.number().positive().optional();

/** What code may ask of the parent. It comes out of the sandbox: nothing in it is believed. */
const hostCall = z.discriminatedUnion('op', [
  z.object({ op: z.literal('timer'), ms: z.number().min(0) }),
  z.object({
    op: z.literal('fetch'),
    url: z.string().max(16_384, 'The URL is too long.'),
    method: z.string().regex(/^[A-Z]{1,20}$/, 'This is not an HTTP method.'),
    headers: z.array(z.tuple([z.string().max(256), z.string().max(16_384)])).max(100),
    text: z.string().optional(),
    base64: z.string().optional(),
    redirect: z.enum(['follow', 'manual', 'error']),
  }),
  z.object({ op: z.literal('memory.get'), scope: memoryScope, key: memoryKey }),
  z.object({
    op: z.literal('memory.set'),
    scope: memoryScope,
    key: memoryKey,
    value: z
      .string()
      .max(
        limits.memoryValueChars,
        `A remembered value has at most ${limits.memoryValueChars} characters of JSON.`,
      ),
    ttlSeconds,
  }),
  z.object({
    op: z.literal('memory.increment'),
    scope: memoryScope,
    key: memoryKey,
    by: z.number(),
    ttlSeconds,
  }),
  z.object({ op: z.literal('memory.delete'), scope: memoryScope, key: memoryKey }),
  z.object({ op: z.literal('memory.list'), scope: memoryScope }),
]);

type HostCall = z.infer<typeof hostCall>;
type FetchCall = Extract<HostCall, { op: 'fetch' }>;
type MemoryCall = Exclude<HostCall, { op: 'fetch' } | { op: 'timer' }>;

export interface HostCalls {
  /** Begins a call that the code made; its answer goes to `answer` unless the call or the run ends before. */
  readonly begin: (call: number, text: string) => void;
  readonly abort: (call: number) => void;
  /** Ends all of them; none answers any more. */
  readonly close: () => void;
  /** Whether something outside may have changed, so that the run cannot be done over. */
  readonly hasTouchedOutside: () => boolean;
}

/** The calls of one run to the outside: timers, requests, memory. */
export const openHostCalls = (
  host: CodeHost,
  deadline: number,
  answer: (call: number, isOk: boolean, text: string) => void,
): HostCalls => {
  const open = new Map<number, () => void>();
  let fetches = 0;
  let receivedBytes = 0;
  let memoryOperations = 0;
  let misunderstood = 0;
  let hasTouched = false;

  const finish = (call: number, isOk: boolean, text: string): void => {
    if (open.delete(call)) answer(call, isOk, text);
  };

  const startTimer = (call: number, ms: number): void => {
    // A timer beyond the run's end would never fire: it is kept open, without a clock.
    if (Date.now() + ms > deadline) {
      open.set(call, () => {});
      return;
    }
    const timer = setTimeout(() => finish(call, true, ''), ms);
    open.set(call, () => clearTimeout(timer));
  };

  /** Counts while the answers come, since many may come at the same time. */
  const receive = (bytes: number): void => {
    receivedBytes += bytes;
    if (receivedBytes <= limits.fetchTotalBytes) return;
    const message = `The answers to all requests of a code step have at most ${limits.fetchTotalBytes} bytes.`;
    throw Object.assign(new Error(message), { code: 'http.too-large' });
  };

  const startFetch = async (call: number, request: FetchCall): Promise<void> => {
    fetches += 1;
    if (fetches > limits.fetches) {
      const message = `A code step may make at most ${limits.fetches} requests.`;
      finish(call, false, JSON.stringify({ code: 'code.too-many-requests', message }));
      return;
    }
    hasTouched = true;
    const controller = new AbortController();
    open.set(call, () => controller.abort());
    try {
      const response = await send(host, request, controller.signal, deadline);
      finish(call, true, responseText(response, await readBody(response.body, receive)));
    } catch (error) {
      finish(call, false, JSON.stringify(errorReport(error)));
    }
  };

  const startMemory = async (call: number, request: MemoryCall): Promise<void> => {
    memoryOperations += 1;
    if (memoryOperations > limits.memoryOperations) {
      finish(call, false, `A code step may use memory at most ${limits.memoryOperations} times.`);
      return;
    }
    if (request.op !== 'memory.get' && request.op !== 'memory.list') hasTouched = true;
    try {
      const value = await operate(host, request);
      finish(call, true, value === undefined ? '' : JSON.stringify(value));
    } catch (error) {
      finish(call, false, errorReport(error).message);
    }
  };

  const begin = (call: number, text: string): void => {
    open.set(call, () => {});
    const isUnread = misunderstood >= limits.misunderstoodCalls;
    const parsed = isUnread ? undefined : hostCall.safeParse(parseJson(text));
    if (parsed?.success !== true) {
      misunderstood += 1;
      const message = parsed?.error.issues[0]?.message ?? 'Too many calls of this run were not understood.';
      const isFetch = text.startsWith('{"op":"fetch"');
      finish(call, false, isFetch ? JSON.stringify({ message }) : message);
      return;
    }
    const request = parsed.data;
    if (request.op === 'timer') startTimer(call, request.ms);
    else if (request.op === 'fetch') void startFetch(call, request);
    else void startMemory(call, request);
  };

  return {
    begin,
    abort: (call) => {
      const stop = open.get(call);
      open.delete(call);
      stop?.();
    },
    close: () => {
      const stops = [...open.values()];
      open.clear();
      for (const stop of stops) stop();
    },
    hasTouchedOutside: () => hasTouched,
  };
};

/** Code with a realm of its own can make the text of a call into anything: a `toJSON` on every object is enough. */
const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // refused as a call that is not understood
  }
};

const send = async (
  host: CodeHost,
  request: FetchCall,
  signal: AbortSignal,
  deadline: number,
): Promise<HttpStreamResponse> => {
  const url = URL.parse(request.url);
  if (url === null) throw new Error(`Failed to parse URL from ${cut(request.url, 200)}`);
  const body = request.base64 === undefined ? request.text : Buffer.from(request.base64, 'base64');
  if (body !== undefined && Buffer.byteLength(body) > limits.fetchBodyBytes) {
    throw new Error(`The body of a request has at most ${limits.fetchBodyBytes} bytes.`);
  }
  const response = await host.http.stream({
    method: request.method,
    url: url.href,
    headers: request.headers,
    ...(body === undefined ? {} : { body }),
    timeoutMs: Math.max(1, deadline - Date.now()),
    maxResponseBytes: limits.fetchResponseBytes,
    maxRedirects: request.redirect === 'follow' ? limits.fetchRedirects : 0,
    signal,
  });
  if (request.redirect === 'error' && response.status >= 300 && response.status < 400) {
    await response.body.cancel();
    throw new Error('The server answered with a redirect, and redirect is "error".');
  }
  return response;
};

const readBody = async (
  body: ReadableStream<Uint8Array>,
  receive: (bytes: number) => void,
): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) {
    receive(chunk.length);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const responseText = ({ status, statusText, url, headers }: HttpStreamResponse, body: Uint8Array): string => {
  const head = { status, statusText, url, headers };
  const hasMark = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf; // text() drops it, arrayBuffer() keeps it
  try {
    if (!hasMark) return JSON.stringify({ ...head, text: utf8.decode(body) });
  } catch {
    // not text
  }
  return JSON.stringify({ ...head, base64: Buffer.from(body).toString('base64') });
};

const operate = async (host: CodeHost, request: MemoryCall): Promise<unknown> => {
  const scope = scopeOf(host, request.scope);
  switch (request.op) {
    case 'memory.get':
      return host.memory.get(scope, request.key);
    case 'memory.set':
      return host.memory.set(scope, request.key, JSON.parse(request.value), request.ttlSeconds);
    case 'memory.increment':
      return host.memory.increment(scope, request.key, request.by, request.ttlSeconds);
    case 'memory.delete':
      return host.memory.delete(scope, request.key);
    case 'memory.list':
      return host.memory.list(scope);
  }
};

const scopeOf = (host: CodeHost, asked: 'call' | 'workflow' | undefined): MemoryScope => {
  if (asked === 'workflow' || (asked === undefined && host.callId === undefined)) return { kind: 'workflow' };
  if (host.callId === undefined) {
    throw new Error(
      "This event belongs to no call, so there is no memory of the call. Use the scope 'workflow'.",
    );
  }
  return { kind: 'call', callId: host.callId };
};

const errorReport = (error: unknown): { code?: string; message: string } => {
  const message = error instanceof Error ? error.message : String(error);
  const code: unknown =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? { code, message } : { message };
};
