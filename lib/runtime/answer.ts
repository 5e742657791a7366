import type { BodyErrorCode } from '#lib/vapi/message.ts';
import type { BodyFailure } from './body.ts';

/** What goes back over HTTP. */
export interface VapiHttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A stream is sent as it arrives, and read once. */
  readonly body: string | ReadableStream<Uint8Array>;
}

const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8' } as const;

/** `value` as a JSON answer. */
export const json = (
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): VapiHttpResponse => ({
  status,
  headers: { ...JSON_HEADERS, ...headers },
  body: JSON.stringify(value),
});

/** The one error shape of every address of Patchbay. */
export const problem = (
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): VapiHttpResponse => json(status, { error: { code, message } }, headers);

/** What Vapi gets for an event that wants no answer: docs recommend `{}` with 200. */
export const acknowledged: VapiHttpResponse = json(200, {});

const BODY_PROBLEMS: Record<BodyFailure, readonly [status: number, message: string]> = {
  'body.too-large': [413, 'The body is larger than 10 MB.'],
  'body.timeout': [408, 'The body took longer than 5 seconds to arrive.'],
  'body.encoding': [415, 'Send the body without Content-Encoding.'],
  'body.aborted': [400, 'The connection was closed before the body was complete.'],
};

/** The answer to a body that could not be read. */
export const bodyProblem = (code: BodyFailure): VapiHttpResponse => {
  const [status, message] = BODY_PROBLEMS[code];
  return problem(status, code, message, { connection: 'close' });
};

/** The answer to a body that was read and is no server message. */
export const malformed = (code: BodyErrorCode, reason: string): VapiHttpResponse =>
  problem(400, code, reason);

export const unknownToken = (): VapiHttpResponse =>
  problem(404, 'token.unknown', 'No workflow has this server URL. Copy the URL from the workflow again.');

export const methodNotAllowed = (): VapiHttpResponse =>
  problem(405, 'method.not-allowed', 'Vapi posts to this address. Use POST.', { allow: 'GET, HEAD, POST' });

/** The page that a person sees who opens a server URL in the browser. */
export const aboutPage = (): VapiHttpResponse => ({
  status: 200,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  },
  body: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>A Patchbay server URL</title>
<style>
:root{color-scheme:light dark}
body{font:16px/1.6 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1.5rem}
h1{font-size:1.35rem;line-height:1.3;margin:0 0 1rem}code{font-size:.9em}
p{margin:.75rem 0}
</style></head><body>
<h1>This is the server URL of a Patchbay workflow</h1>
<p>It works. There is nothing to see here: Vapi posts its events to this address and gets its answers from it.</p>
<p>Paste it into the Vapi dashboard as the <strong>Server URL</strong> of an assistant, a phone number or a tool.
Anyone who knows this address can post to it, so treat it like a password.</p>
</body></html>`,
});
