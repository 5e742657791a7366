import type { Reply } from '#lib/vapi/reply.ts';

/** What templates and code see. Everything in it is JSON. */
export interface Scope {
  /** The inner `message` that Vapi posted. */
  readonly event: Record<string, unknown>;
  /** `event.call`, or `{}` where the event has none. */
  readonly call: Record<string, unknown>;
  /** In a flow that a Tool call trigger started. */
  readonly tool?: { readonly id: string; readonly name: string; readonly arguments: unknown };
  /** By node id. Inside a For each body the For each's own entry has `item` and `index`. */
  readonly steps: Readonly<Record<string, StepScope>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly workflow: { readonly id: string; readonly name: string };
}

export interface StepScope {
  readonly output?: unknown;
  /** Where the step failed and the flow went on. */
  readonly error?: {
    readonly code: string;
    readonly message: string;
    /** Where it failed because of what another system answered. */
    readonly response?: FailedResponse;
  };
  readonly item?: unknown;
  readonly index?: number;
}

export interface ConsoleLine {
  readonly level: 'log' | 'info' | 'warn' | 'error' | 'debug';
  readonly text: string;
  /** Milliseconds since the step began. */
  readonly atMs: number;
}

/** One try of one node. Throws a `StepError` (or anything else, which becomes one) when the step fails. */
export type Step = (context: StepContext) => Promise<StepResult>;

export interface StepContext {
  readonly node: { readonly id: string; readonly name: string };
  readonly scope: Scope;
  /** What the live edges into the node delivered, in the order of the document's edges. */
  readonly inputs: readonly { readonly from: string; readonly output: unknown }[];
  /** Aborts on the node's timeout, on cancellation, on shutdown. */
  readonly signal: AbortSignal;
  readonly ports: StepPorts;
  /** Milliseconds left before this try is ended. */
  readonly timeLeftMs: () => number;
  /** Takes how to tell what went in, which is asked for where the try fails or is ended and so gives no result. */
  readonly describeInput?: (tell: () => unknown) => void;
}

export interface StepResult {
  readonly output: unknown;
  /** The output that is taken; absent means `out`. */
  readonly handle?: string;
  /** What went in, for the run's record: the rendered config. */
  readonly input?: unknown;
  readonly reply?: Reply;
  readonly console?: readonly ConsoleLine[];
  /** A For each hands its items to the engine, which runs the body. `output` is then replaced by the results. */
  readonly loop?: { readonly items: readonly unknown[]; readonly concurrency: number };
}

/** What a step may do outside of itself. The runtime supplies the real ones; tests supply small ones. */
export interface StepPorts {
  readonly now: () => number;
  /** Resolves after `ms`, rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly http: HttpPort;
  readonly code: CodePort;
  readonly memory: MemoryPort;
  readonly vapi: VapiPort;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string | Uint8Array;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  /** 0 follows none. */
  readonly maxRedirects: number;
  readonly signal: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  readonly statusText: string;
  /** Lower-case names; repeated headers joined by `, ` (set-cookie by newline). */
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
  /** The URL after redirects. */
  readonly url: string;
}

/** What there is to know of an answer because of which a step failed. */
export interface FailedResponse {
  readonly status: number;
  /** Those that tell how to go on, in lower case: `retry-after`, `location`, `content-type` … */
  readonly headers: Readonly<Record<string, string>>;
  /** A value where it is JSON, else text, or base64 where it is binary. */
  readonly body: unknown;
  /** The body was long: it is the text that it begins with, and `…`. */
  readonly truncated?: boolean | undefined;
}

/** Outbound HTTP behind the address guard. Throws an error with a `code` such as `http.address-blocked`, `http.timeout`, `http.too-large`. */
export interface HttpPort {
  readonly request: (request: HttpRequest) => Promise<HttpResponse>;
  /** Resolves with the headers. The time limit counts to the end of the body, which has to be read or cancelled. */
  readonly stream: (request: HttpRequest) => Promise<HttpStreamResponse>;
}

/** An answer whose body is still on its way. */
export interface HttpStreamResponse extends Omit<HttpResponse, 'body'> {
  /** Decoded, at the pace of its reader; at most `maxResponseBytes`. Cancelling it ends the request. */
  readonly body: ReadableStream<Uint8Array>;
}

export interface VapiRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Below the base address of Vapi's API, with its query: `/call/7420…`. */
  readonly path: string;
  /** JSON text. */
  readonly body?: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Vapi's own API with the private key of the connection, which only the port knows. */
export interface VapiPort {
  /** Undefined where Patchbay is not connected to Vapi. Throws like `HttpPort`. */
  readonly request: (request: VapiRequest) => Promise<HttpResponse | undefined>;
}

/** Where something is remembered: for one Vapi call, or for the whole workflow. */
export type MemoryScope = { readonly kind: 'call'; readonly callId: string } | { readonly kind: 'workflow' };

/** Remembered values, JSON, already bound to the workflow. All operations are atomic. */
export interface MemoryPort {
  readonly get: (scope: MemoryScope, key: string) => Promise<unknown>;
  /** `ttlSeconds` absent: never expires (per call: 24 hours after the last write). */
  readonly set: (scope: MemoryScope, key: string, value: unknown, ttlSeconds?: number) => Promise<void>;
  /** Adds to a number (0 where there is none) and gives the new value. */
  readonly increment: (scope: MemoryScope, key: string, by: number, ttlSeconds?: number) => Promise<number>;
  readonly delete: (scope: MemoryScope, key: string) => Promise<void>;
  /** Every live entry of the scope. */
  readonly list: (scope: MemoryScope) => Promise<Record<string, unknown>>;
}

export interface CodeRequest {
  readonly stepId: string;
  readonly source: string;
  readonly language: 'javascript' | 'typescript';
  readonly scope: Scope;
  readonly inputs: StepContext['inputs'];
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export type CodeFailureKind =
  | 'syntax'
  | 'error'
  | 'timeout'
  | 'memory'
  | 'output-limit'
  | 'crash'
  | 'cancelled'
  | 'overloaded';

export type CodeOutcome =
  | { readonly ok: true; readonly value: unknown; readonly console: readonly ConsoleLine[] }
  | {
      readonly ok: false;
      readonly kind: CodeFailureKind;
      readonly name: string;
      readonly message: string;
      /** 1-based, in the user's own source. */
      readonly line?: number;
      readonly column?: number;
      readonly stack?: string;
      readonly console: readonly ConsoleLine[];
    };

/** Runs a code step in the sandbox, bound to the workflow version it belongs to. Never rejects. */
export interface CodePort {
  readonly run: (request: CodeRequest) => Promise<CodeOutcome>;
}
