/** One request. The same shape as HttpRequest of lib/nodes, a layer above, which this one must not import. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string | Uint8Array;
  /** For everything: connecting, redirects, reading the body. */
  readonly timeoutMs: number;
  /** After decompression. */
  readonly maxResponseBytes: number;
  /** 0 follows none; more than 5 counts as 5. */
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

/** An answer whose body is still on its way. */
export interface HttpStreamResponse extends Omit<HttpResponse, 'body'> {
  /** Decoded, at the pace of its reader; at most `maxResponseBytes`. Ends with an HttpError; cancelling it ends the request. */
  readonly body: ReadableStream<Uint8Array>;
}

/** Outbound HTTP behind the address guard. Rejects with an HttpError. */
export interface HttpPort {
  readonly request: (request: HttpRequest) => Promise<HttpResponse>;
  /** Resolves with the headers. The time limit counts to the end of the body, which has to be read or cancelled. */
  readonly stream: (request: HttpRequest) => Promise<HttpStreamResponse>;
}
