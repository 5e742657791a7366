/**
 * TypeScript declarations of what the sandbox gives a code step beside the language itself (docs/sandbox.md). It names
 * nothing that is not there: `realm-declarations.test.ts` looks each of them up in a running sandbox.
 */
export const REALM_DECLARATIONS = `
/** Remembered values: of this call where the event belongs to one, else of the workflow. */
interface StepMemory {
  /** The value, or undefined where nothing is remembered. */
  get(key: string, options?: { scope?: 'call' | 'workflow' }): Promise<any>;
  /** Remembers a value that can be written as JSON, for \`ttlSeconds\` where given. */
  set(key: string, value: unknown, options?: { ttlSeconds?: number; scope?: 'call' | 'workflow' }): Promise<void>;
  /** Adds to a number and gives the sum. Safe when calls come at the same time. */
  increment(key: string, by?: number, options?: { ttlSeconds?: number; scope?: 'call' | 'workflow' }): Promise<number>;
  /** Forgets the value. */
  delete(key: string, options?: { scope?: 'call' | 'workflow' }): Promise<void>;
  /** All that is remembered, by key. */
  list(options?: { scope?: 'call' | 'workflow' }): Promise<Record<string, any>>;
}
interface ScopedStepMemory {
  /** The value, or undefined where nothing is remembered. */
  get(key: string): Promise<any>;
  /** Remembers a value that can be written as JSON, for \`ttlSeconds\` where given. */
  set(key: string, value: unknown, options?: { ttlSeconds?: number }): Promise<void>;
  /** Adds to a number and gives the sum. Safe when calls come at the same time. */
  increment(key: string, by?: number, options?: { ttlSeconds?: number }): Promise<number>;
  /** Forgets the value. */
  delete(key: string): Promise<void>;
  /** All that is remembered, by key. */
  list(): Promise<Record<string, any>>;
}
/** Remembered values: of this call where the event belongs to one, else of the workflow. */
declare const memory: StepMemory & {
  /** Remembered for this call. */
  call: ScopedStepMemory;
  /** Remembered for the whole workflow. */
  workflow: ScopedStepMemory;
};

/** What came in by each edge: the step it came from and what that gave. */
declare const inputs: readonly { from: string; output: any }[];

interface Console {
  /** Kept with the step and shown beside its output. */
  log(...values: unknown[]): void;
  info(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
  debug(...values: unknown[]): void;
  trace(...values: unknown[]): void;
  dir(value: unknown): void;
  table(value: unknown): void;
  group(...values: unknown[]): void;
  groupEnd(): void;
  assert(condition: unknown, ...values: unknown[]): void;
}
/** Kept with the step: 64 KB, 1,000 lines. */
declare const console: Console;

/** Waits. */
declare function sleep(ms: number): Promise<void>;
declare function setTimeout<Values extends unknown[]>(action: (...values: Values) => void, ms?: number, ...values: Values): number;
declare function setInterval<Values extends unknown[]>(action: (...values: Values) => void, ms?: number, ...values: Values): number;
declare function clearTimeout(id: number | undefined): void;
declare function clearInterval(id: number | undefined): void;
/** A deep copy. */
declare function structuredClone<Value>(value: Value): Value;
/** Base64 as text; each character is one byte. */
declare function atob(text: string): string;
/** Text as Base64; each character is one byte. */
declare function btoa(text: string): string;

declare class DOMException extends Error {
  constructor(message?: string, name?: string);
  readonly code: number;
}

declare class AbortSignal {
  private constructor();
  readonly aborted: boolean;
  readonly reason: any;
  onabort: (() => void) | null;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: (event: { readonly type: string; readonly target: AbortSignal }) => void): void;
  removeEventListener(type: 'abort', listener: (event: { readonly type: string; readonly target: AbortSignal }) => void): void;
  static abort(reason?: unknown): AbortSignal;
  /** Aborts after so many milliseconds: \`fetch(url, { signal: AbortSignal.timeout(2000) })\` */
  static timeout(ms: number): AbortSignal;
  static any(signals: Iterable<AbortSignal>): AbortSignal;
}
declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}

type HeadersInit = Headers | Iterable<readonly [string, string]> | Record<string, string>;
declare class Headers {
  constructor(init?: HeadersInit);
  append(name: string, value: string): void;
  set(name: string, value: string): void;
  get(name: string): string | null;
  getSetCookie(): string[];
  has(name: string): boolean;
  delete(name: string): void;
  forEach(action: (value: string, name: string, headers: Headers) => void): void;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
}

declare class Response {
  private constructor();
  /** Whether the status is 200 to 299. */
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly headers: Headers;
  readonly redirected: boolean;
  readonly type: 'basic';
  readonly bodyUsed: boolean;
  text(): Promise<string>;
  json(): Promise<any>;
  arrayBuffer(): Promise<ArrayBuffer>;
  bytes(): Promise<Uint8Array>;
  clone(): Response;
}

interface RequestInit {
  method?: string;
  headers?: HeadersInit;
  /** Text, a form (\`new URLSearchParams(…)\`) or bytes. */
  body?: string | URLSearchParams | ArrayBuffer | ArrayBufferView | null;
  redirect?: 'follow' | 'manual' | 'error';
  /** Ends the request: \`AbortSignal.timeout(2000)\`. */
  signal?: AbortSignal;
}
/**
 * Calls an address, behind the address guard: 50 requests a run, bodies of 1 MB out and 2 MB in. Throws a TypeError
 * with a \`code\` where the request fails; a status such as 404 is an answer.
 */
declare function fetch(url: string | URL, init?: RequestInit): Promise<Response>;

declare class URLSearchParams {
  constructor(init?: string | Record<string, string> | Iterable<readonly [string, string]> | URLSearchParams);
  readonly size: number;
  append(name: string, value: string): void;
  delete(name: string, value?: string): void;
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string, value?: string): boolean;
  set(name: string, value: string): void;
  sort(): void;
  forEach(action: (value: string, name: string, params: URLSearchParams) => void): void;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
  toString(): string;
}
declare class URL {
  constructor(url: string | URL, base?: string | URL);
  static canParse(url: string | URL, base?: string | URL): boolean;
  static parse(url: string | URL, base?: string | URL): URL | null;
  readonly searchParams: URLSearchParams;
  readonly origin: string;
  href: string;
  protocol: string;
  username: string;
  password: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  hash: string;
  toString(): string;
  toJSON(): string;
}

declare class TextEncoder {
  readonly encoding: string;
  encode(text?: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, target: Uint8Array): { read: number; written: number };
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  decode(source?: ArrayBuffer | ArrayBufferView): string;
}

type DigestName = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';
declare class CryptoKey {
  private constructor();
  readonly type: string;
  readonly extractable: boolean;
  readonly usages: readonly string[];
  readonly algorithm: object;
}
interface SubtleCrypto {
  digest(algorithm: DigestName | { name: DigestName }, data: ArrayBuffer | ArrayBufferView): Promise<ArrayBuffer>;
  /** A key for HMAC: \`importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])\` */
  importKey(
    format: 'raw',
    data: ArrayBuffer | ArrayBufferView,
    algorithm: { name: 'HMAC'; hash: DigestName | { name: DigestName } },
    extractable: boolean,
    usages: readonly ('sign' | 'verify')[],
  ): Promise<CryptoKey>;
  sign(algorithm: 'HMAC' | { name: 'HMAC' }, key: CryptoKey, data: ArrayBuffer | ArrayBufferView): Promise<ArrayBuffer>;
  /** Compares in constant time. */
  verify(
    algorithm: 'HMAC' | { name: 'HMAC' },
    key: CryptoKey,
    signature: ArrayBuffer | ArrayBufferView,
    data: ArrayBuffer | ArrayBufferView,
  ): Promise<boolean>;
}
declare const crypto: {
  randomUUID(): string;
  getRandomValues<Target extends ArrayBufferView>(target: Target): Target;
  readonly subtle: SubtleCrypto;
};
`;
