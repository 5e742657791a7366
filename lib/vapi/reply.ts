/** The events whose answer is a JSON object of its own. Facts: docs.vapi.ai, Server URL → Events. */
export const JSON_REPLIES = [
  'assistant-request',
  'transfer-destination-request',
  'handoff-destination-request',
  'knowledge-base-request',
  'call.endpointing.request',
  'campaign.predial',
] as const;

/** An event whose answer is a JSON object of its own. */
export type JsonReplyKind = (typeof JSON_REPLIES)[number];

/** Whether the answer to events of this type is a JSON object of its own. */
export const isJsonReply = (kind: string): kind is JsonReplyKind =>
  JSON_REPLIES.some((known) => known === kind);

/** What a flow answers, before it is put into Vapi's envelope. */
export type Reply =
  /** The unwrapped body of the answer, e.g. `{ assistantId }`. */
  | { readonly kind: JsonReplyKind; readonly body: Readonly<Record<string, unknown>> }
  /** One tool call's share of `{ results: [...] }`; exactly one of `result` and `error`. */
  | (ToolReplyExtras & { readonly kind: 'tool-call'; readonly result: unknown })
  | (ToolReplyExtras & { readonly kind: 'tool-call'; readonly error: string })
  | { readonly kind: 'voice-request'; readonly audio: AudioReply }
  /** Sent as it is. */
  | {
      readonly kind: 'custom';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: unknown;
      /** Sent even where it does not fit Vapi's schema for the event. */
      readonly unchecked?: boolean;
    };

interface ToolReplyExtras {
  /** What is spoken, in the place of what the model would say: `request-complete` or `request-failed`. */
  readonly message?: Readonly<Record<string, unknown>>;
  /** For the client of the call, not for the assistant. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** Speech on its way: one channel of 16-bit PCM, as it arrives from where it is made. */
export interface AudioReply {
  /** Of what is sent, e.g. `application/octet-stream`. */
  readonly contentType: string;
  /** Read once. Ends with an error where the rest does not come. */
  readonly stream: ReadableStream<Uint8Array>;
  /** Resolves once all is sent or nothing more will be. Never rejects. */
  readonly ended: Promise<AudioEnd>;
  /** Ends it, also while it is read, and the request that it comes from. */
  readonly cancel: (reason: string) => void;
}

/** What became of audio. */
export interface AudioEnd {
  readonly contentType: string;
  /** That were handed on to Vapi. */
  readonly bytes: number;
  /** How long these bytes sound, in milliseconds. */
  readonly audioMs: number;
  /** From the first to the last of them, in milliseconds. */
  readonly streamedMs: number;
  /** Why the rest was not sent; absent where all was. */
  readonly cutOff?: string;
}
