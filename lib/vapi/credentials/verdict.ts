/** Whether a request may pass; `reason` is for the workflow's owner, never for who sent it. */
export type Verdict = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** What of a request is looked at. */
export interface SignedRequest {
  /** By lower-case name; what came more than once is joined with a comma and so matches nothing. */
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes as received. */
  readonly body: Uint8Array;
  /** The sender's IP address; `undefined` where the server cannot tell. */
  readonly address: string | undefined;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  /** The addresses under which the sender may know this server URL, asked for only where they are signed. */
  readonly urls: () => readonly string[];
}

export const passed: Verdict = { ok: true };

export const refusedBecause = (reason: string): Verdict => ({ ok: false, reason });
