// Runs as the pages show them. What comes from the store is checked against these types where a page passes it on.

export type RunStatus = 'running' | 'completed' | 'failed' | 'cancelled' | 'interrupted';

export type ReplyStatus =
  | 'pending'
  | 'reply'
  | 'fallback-deadline'
  | 'fallback-failed'
  | 'fallback-no-reply'
  | 'none';

/** A run as a row. Times are ISO 8601, durations milliseconds. */
export interface RunRow {
  readonly id: string;
  readonly workflowId: string;
  readonly eventId: string;
  readonly versionNumber: number;
  readonly triggerNodeId: string;
  readonly triggerName: string;
  readonly eventType: string;
  readonly toolName: string | null;
  readonly callId: string | null;
  readonly status: RunStatus;
  readonly replyStatus: ReplyStatus;
  readonly startedAt: string;
  readonly durationMs: number | null;
  readonly replyMs: number | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly isReplay: boolean;
  /** The call ended since Vapi could not use this run's answer. */
  readonly isBlamed?: boolean | undefined;
}

/** A run that a replay started, and how far it is. */
export interface ReplayedRunView
  extends Pick<RunRow, 'id' | 'versionNumber' | 'status' | 'replyStatus' | 'errorMessage'> {
  /** The run before it, for the same event, failed. */
  readonly hadFailed: boolean;
}

/** What Vapi said of a run's answer when the call ended. */
export interface RunFailureView {
  /** The event that says so. */
  readonly eventId: string;
  readonly endedReason: string | null;
  /** Vapi's own words. */
  readonly words: readonly string[];
  /** The answer as Vapi read it. */
  readonly response?: unknown;
}

export interface StepError {
  readonly code: string;
  readonly message: string;
  readonly nodeId?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly stack?: string | undefined;
  /** The answer of another system because of which it failed. */
  readonly response?: FailedResponseView | undefined;
}

export interface FailedResponseView {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly truncated?: boolean | undefined;
}

export interface LoopPass {
  readonly nodeId: string;
  readonly index: number;
}

export interface ConsoleEntry {
  readonly level: 'log' | 'info' | 'warn' | 'error' | 'debug';
  readonly text: string;
  readonly atMs: number;
}

/** One node's part in the run. Times are milliseconds since the run began. */
export interface StepView {
  readonly nodeId: string;
  readonly loop?: readonly LoopPass[] | undefined;
  readonly status: 'completed' | 'failed' | 'skipped' | 'cancelled';
  readonly startMs: number;
  readonly durationMs: number;
  readonly attempts: number;
  readonly handle?: string | undefined;
  readonly input?: unknown;
  readonly output?: unknown;
  readonly error?: StepError | undefined;
  readonly console?: readonly ConsoleEntry[] | undefined;
  readonly truncated?: readonly ('input' | 'output' | 'console')[] | undefined;
}

export interface ReplyView {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Where `body` is one tool call's entry of `results`: how many entries these have. */
  readonly toolResults?: number | undefined;
}

export interface RunDocumentView {
  readonly steps: readonly StepView[];
  readonly reply?: ReplyView | undefined;
  readonly lateReply?: unknown;
}

/** An event as a row. */
export interface EventRow {
  readonly id: string;
  readonly workflowId: string;
  readonly type: string;
  readonly callId: string | null;
  readonly receivedAt: string;
  /** Bytes of the body. */
  readonly size: number;
  readonly disposition: 'handled' | 'unhandled' | 'duplicate' | 'refused' | 'malformed';
  readonly reason: string | null;
  readonly statusCode: number;
  /** The event that it repeats. */
  readonly duplicateOf: string | null;
  /** The tools that were called, as far as a flow took them. */
  readonly tools: readonly string[];
  /** The run to look at; absent where no flow took it. */
  readonly run?: EventRunView | undefined;
}

/** What an event, or the one that it repeats, set off. */
export interface EventRunView {
  readonly id: string;
  readonly triggerNodeId: string;
  /** `fallback`: that answered, although the flow did not fail. */
  readonly outcome: 'fine' | 'fallback' | 'failed';
}

/** The message as Vapi posted it. */
export interface EventBody {
  /** The run whose answer this event blames for the end of the call. */
  readonly blamedRun?:
    | { readonly id: string; readonly workflowId: string; readonly name: string }
    | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}
