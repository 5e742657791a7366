/**
 * The sandbox's own view of `lib/nodes/step.ts`, which lies above it and so cannot be imported from here.
 * `contract.test.ts` makes the compiler check that both sides fit.
 */
export interface ConsoleLine {
  readonly level: ConsoleLevel;
  readonly text: string;
  /** Milliseconds since the step began. */
  readonly atMs: number;
}

export const consoleLevels = ['log', 'info', 'warn', 'error', 'debug'] as const;
export type ConsoleLevel = (typeof consoleLevels)[number];

export interface CodeScope {
  readonly event: Record<string, unknown>;
  readonly call: Record<string, unknown>;
  readonly tool?: { readonly id: string; readonly name: string; readonly arguments: unknown };
  readonly steps: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly workflow: { readonly id: string; readonly name: string };
}

export interface CodeRequest {
  readonly stepId: string;
  readonly source: string;
  readonly language: CodeLanguage;
  readonly scope: CodeScope;
  readonly inputs: readonly unknown[];
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export type CodeLanguage = 'javascript' | 'typescript';

export type CodeFailureKind =
  | 'syntax'
  | 'error'
  | 'timeout'
  | 'memory'
  | 'output-limit'
  | 'crash'
  | 'cancelled'
  | 'overloaded';

export interface CodeFailure {
  readonly ok: false;
  readonly kind: CodeFailureKind;
  readonly name: string;
  readonly message: string;
  /** 1-based, in the user's own source. */
  readonly line?: number;
  readonly column?: number;
  /** Only the user's own frames. */
  readonly stack?: string;
  readonly console: readonly ConsoleLine[];
}

export type CodeOutcome =
  | { readonly ok: true; readonly value: unknown; readonly console: readonly ConsoleLine[] }
  | CodeFailure;

/** Runs code steps of one workflow version. Never rejects. */
export interface CodePort {
  readonly run: (request: CodeRequest) => Promise<CodeOutcome>;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string | Uint8Array;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  readonly maxRedirects: number;
  readonly signal: AbortSignal;
}

export interface HttpStreamResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Record<string, string>;
  readonly body: ReadableStream<Uint8Array>;
  readonly url: string;
}

export interface HttpPort {
  readonly stream: (request: HttpRequest) => Promise<HttpStreamResponse>;
}

export type MemoryScope = { readonly kind: 'call'; readonly callId: string } | { readonly kind: 'workflow' };

export interface MemoryPort {
  readonly get: (scope: MemoryScope, key: string) => Promise<unknown>;
  readonly set: (scope: MemoryScope, key: string, value: unknown, ttlSeconds?: number) => Promise<void>;
  readonly increment: (scope: MemoryScope, key: string, by: number, ttlSeconds?: number) => Promise<number>;
  readonly delete: (scope: MemoryScope, key: string) => Promise<void>;
  readonly list: (scope: MemoryScope) => Promise<Record<string, unknown>>;
}

/** What a code step may reach outside of itself; always the caller's, never the sandbox's own. */
export interface CodeHost {
  readonly http: HttpPort;
  readonly memory: MemoryPort;
  /** The Vapi call that `memory` means by default; absent where the event has none. */
  readonly callId?: string;
}
