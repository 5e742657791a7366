/** Stable; what each means is in docs/nodes.md, HTTP request. */
export type HttpErrorCode =
  | 'http.invalid-url'
  | 'http.invalid-header'
  | 'http.address-blocked'
  | 'http.dns'
  | 'http.timeout'
  | 'http.too-large'
  | 'http.too-many-redirects'
  | 'http.connect'
  | 'http.decode'
  | 'http.aborted';

/** A request that got no usable answer: why, with the host and what can be done. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly code: HttpErrorCode;

  constructor(code: HttpErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
