/** What a flow answers, before it is put into Vapi's envelope. */
export type Reply =
  /** The unwrapped body of an `assistant-request` answer, e.g. `{ assistantId }`. */
  | { readonly kind: 'assistant-request'; readonly body: Record<string, unknown> }
  /** One tool call's share of `{ results: [...] }`; exactly one of `result` and `error`. */
  | { readonly kind: 'tool-call'; readonly result: unknown }
  | { readonly kind: 'tool-call'; readonly error: string }
  /** Sent as it is. */
  | {
      readonly kind: 'custom';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: unknown;
    };
