import type { Kit } from './kit.ts';
import type { Runtime } from './runtime.ts';

/** What the parent answers to a `fetch`. */
interface FetchAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  /** The body as text where it is UTF-8, else as base64. */
  readonly text?: string;
  readonly base64?: string;
}

/** `fetch`, `Headers`, `Response`, `AbortController`, `AbortSignal`. Requests leave through the parent's HttpPort. */
export const addFetch = (kit: Kit, runtime: Runtime): void => {
  const { ask, ops, parse, toText, textToBytes, bytesToText, viewOf } = kit;

  class DOMException extends Error {
    readonly code = 0;
    constructor(message = '', name = 'Error') {
      super(message);
      Object.defineProperty(this, 'name', { value: name, writable: true, configurable: true });
    }
  }

  let trip: (signal: AbortSignal, reason: unknown) => void = () => {};

  class AbortSignal {
    #aborted = false;
    #reason: unknown;
    #listeners: ((event: { readonly type: string; readonly target: AbortSignal }) => void)[] = [];
    onabort: (() => void) | null = null;
    get aborted(): boolean {
      return this.#aborted;
    }
    get reason(): unknown {
      return this.#reason;
    }
    throwIfAborted(): void {
      if (this.#aborted) throw this.#reason;
    }
    addEventListener(type: unknown, listener: () => void): void {
      if (type === 'abort' && typeof listener === 'function') this.#listeners.push(listener);
    }
    removeEventListener(_type: unknown, listener: () => void): void {
      this.#listeners = this.#listeners.filter((other) => other !== listener);
    }
    static abort(reason?: unknown): AbortSignal {
      const signal = new AbortSignal();
      AbortSignal.#trip(signal, reason ?? new DOMException('This operation was aborted', 'AbortError'));
      return signal;
    }
    static timeout(ms: unknown): AbortSignal {
      const signal = new AbortSignal();
      const fire = () => {
        AbortSignal.#trip(
          signal,
          new DOMException('The operation was aborted due to timeout', 'TimeoutError'),
        );
      };
      runtime.send({ op: 'timer', ms: Math.max(0, Number(ms) || 0) }, { resolve: fire, reject: () => {} });
      return signal;
    }
    static any(signals: Iterable<AbortSignal>): AbortSignal {
      const joined = new AbortSignal();
      for (const signal of signals) {
        if (signal.aborted) AbortSignal.#trip(joined, signal.reason);
        else signal.addEventListener('abort', () => AbortSignal.#trip(joined, signal.reason));
      }
      return joined;
    }
    static #trip(signal: AbortSignal, reason: unknown): void {
      if (signal.#aborted) return;
      signal.#aborted = true;
      signal.#reason = reason;
      const event = { type: 'abort', target: signal };
      for (const listener of signal.#listeners) listener(event);
      signal.onabort?.();
    }
    static {
      trip = AbortSignal.#trip; // for AbortController alone: users see no such method
    }
  }

  class AbortController {
    readonly signal = new AbortSignal();
    abort(reason?: unknown): void {
      trip(this.signal, reason ?? new DOMException('This operation was aborted', 'AbortError'));
    }
  }

  class Headers {
    #values = new Map<string, string>();
    constructor(init?: unknown) {
      if (typeof init !== 'object' || init === null) return;
      const pairs = Symbol.iterator in init ? (init as Iterable<readonly unknown[]>) : Object.entries(init);
      for (const [name, value] of pairs) this.append(name, value);
    }
    append(name: unknown, value: unknown): void {
      const key = toText(name).toLowerCase();
      const before = this.#values.get(key);
      this.#values.set(key, before === undefined ? toText(value) : `${before}, ${toText(value)}`);
    }
    set(name: unknown, value: unknown): void {
      this.#values.set(toText(name).toLowerCase(), toText(value));
    }
    get(name: unknown): string | null {
      return this.#values.get(toText(name).toLowerCase()) ?? null;
    }
    getSetCookie(): string[] {
      return this.#values.get('set-cookie')?.split('\n') ?? []; // how HttpPort joins repeated cookies
    }
    has(name: unknown): boolean {
      return this.#values.has(toText(name).toLowerCase());
    }
    delete(name: unknown): void {
      this.#values.delete(toText(name).toLowerCase());
    }
    forEach(action: (value: string, name: string, headers: Headers) => void): void {
      for (const [name, value] of this) action(value, name, this);
    }
    *entries(): Generator<[string, string]> {
      for (const name of [...this.#values.keys()].sort()) yield [name, this.#values.get(name) ?? ''];
    }
    *keys(): Generator<string> {
      for (const [name] of this) yield name;
    }
    *values(): Generator<string> {
      for (const [, value] of this) yield value;
    }
    [Symbol.iterator](): Generator<[string, string]> {
      return this.entries();
    }
    toJSON(): Record<string, string> {
      return Object.fromEntries(this.entries());
    }
  }

  /** What is deeper could be neither a result nor kept; depth counts as in `depthOf` (lib/sandbox/result.ts). */
  const isTooDeep = (json: string): boolean => {
    let depth = 0;
    let isInString = false;
    for (let at = 0; at < json.length && depth <= 100; at += 1) {
      const character = json.charCodeAt(at);
      if (isInString) {
        if (character === 0x5c) at += 1;
        else if (character === 0x22) isInString = false;
      } else if (character === 0x22) isInString = true;
      else if (character === 0x5b || character === 0x7b) depth += 1;
      else if (character === 0x5d || character === 0x7d) depth -= 1;
    }
    return depth > 100;
  };

  class Response {
    readonly status: number;
    readonly statusText: string;
    readonly url: string;
    readonly headers: Headers;
    readonly redirected: boolean;
    readonly type = 'basic';
    #text: string | undefined;
    #base64: string | undefined;
    #used = false;
    constructor(answer: FetchAnswer, asked: string) {
      this.status = answer.status;
      this.statusText = answer.statusText;
      this.url = answer.url;
      this.headers = new Headers(answer.headers);
      this.redirected = answer.url !== asked;
      this.#text = answer.text;
      this.#base64 = answer.base64;
    }
    get ok(): boolean {
      return this.status >= 200 && this.status < 300;
    }
    get bodyUsed(): boolean {
      return this.#used;
    }
    #use(): void {
      if (this.#used) throw new TypeError('Body is unusable: Body has already been read');
      this.#used = true;
    }
    #binary(): string {
      if (this.#base64 !== undefined) return ask(ops.base64Decode, 0, this.#base64);
      return ask(ops.utf8Encode, 0, this.#text ?? '');
    }
    async text(): Promise<string> {
      this.#use();
      if (this.#base64 !== undefined) return ask(ops.utf8Decode, 0, this.#binary(), 'utf-8');
      return this.#text ?? '';
    }
    async json(): Promise<unknown> {
      const text = await this.text();
      if (isTooDeep(text)) throw new SyntaxError('The answer is nested deeper than 100 levels.');
      return parse(text);
    }
    async arrayBuffer(): Promise<ArrayBuffer> {
      this.#use();
      return textToBytes(this.#binary()).buffer;
    }
    async bytes(): Promise<Uint8Array> {
      this.#use();
      return textToBytes(this.#binary());
    }
    clone(): Response {
      if (this.#used) throw new TypeError('Response.clone: Body has already been consumed.');
      const answer = {
        status: this.status,
        statusText: this.statusText,
        url: this.url,
        headers: this.headers.toJSON(),
        ...(this.#text === undefined ? {} : { text: this.#text }),
        ...(this.#base64 === undefined ? {} : { base64: this.#base64 }),
      };
      return new Response(answer, this.url);
    }
  }

  interface FetchInit {
    readonly method?: unknown;
    readonly headers?: unknown;
    readonly body?: unknown;
    readonly redirect?: unknown;
    readonly signal?: unknown;
  }

  /** The body as it crosses, and the content type that the web platform gives it. */
  const bodyOf = (body: unknown): { text?: string; base64?: string; type?: string } => {
    if (body === undefined || body === null) return {};
    if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) {
      return { base64: ask(ops.base64Encode, 0, bytesToText(viewOf(body))) };
    }
    const isForm = typeof body === 'object' && 'getAll' in body;
    const type = isForm ? 'application/x-www-form-urlencoded;charset=UTF-8' : 'text/plain;charset=UTF-8';
    return { text: toText(body), type };
  };

  const failure = (made: Error, reason: string): Error => {
    const { code, message } = parse(reason) as { readonly code?: string; readonly message: string };
    const error = runtime.failureOf(made, message);
    return code === undefined ? error : Object.assign(error, { code });
  };

  const send = (request: object, url: string, signal: unknown): Promise<Response> =>
    new Promise((resolve, reject) => {
      const made = new TypeError();
      const call = runtime.send(request, {
        resolve: (answer) => resolve(new Response(parse(answer) as FetchAnswer, url)),
        reject: (reason) => reject(failure(made, reason)),
      });
      if (!(signal instanceof AbortSignal)) return;
      signal.addEventListener('abort', () => {
        runtime.cancel(call);
        reject(signal.reason);
      });
    });

  kit.expose('fetch', async function fetch(input: unknown, init: FetchInit = {}): Promise<Response> {
    const url = toText(input);
    const method = toText(init.method ?? 'GET').toUpperCase();
    const headers = new Headers(init.headers);
    const { text, base64, type } = bodyOf(init.body);
    if (type !== undefined && !headers.has('content-type')) headers.set('content-type', type);
    if (init.body != null && (method === 'GET' || method === 'HEAD')) {
      throw new TypeError('Request with GET/HEAD method cannot have body.');
    }
    const { signal } = init;
    if (signal instanceof AbortSignal) signal.throwIfAborted();
    const redirect = toText(init.redirect ?? 'follow');
    const request = { op: 'fetch', url, method, headers: [...headers], text, base64, redirect };
    return send(request, url, signal);
  });
  kit.expose('Headers', Headers);
  kit.expose('Response', Response);
  kit.expose('AbortController', AbortController);
  kit.expose('AbortSignal', AbortSignal);
  kit.expose('DOMException', DOMException);
};
