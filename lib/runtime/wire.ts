import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { Reply } from '#lib/vapi/reply.ts';
import type { ToolCall } from '#lib/vapi/tool-calls.ts';
import { type ToolCallResult, toolCallResult } from '#lib/vapi/tool-result.ts';
import { acknowledged, json, type VapiHttpResponse } from './answer.ts';

/** Headers that belong to the connection, not to the answer (RFC 9110, 7.6.1), and the length, which is counted. */
const NOT_FOR_REPLIES: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'trailer',
  'te',
]);

/** What a flow answers comes from this origin: a page made of it must not act as the signed-in user. */
const NO_PAGE = {
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
} as const;

/** A reply to an event other than tool calls, as it goes over the wire. */
export const eventReply = (reply: Reply | undefined): VapiHttpResponse => {
  if (reply === undefined) return acknowledged;
  switch (reply.kind) {
    case 'custom':
      return customReply(reply);
    case 'voice-request':
      return {
        status: 200,
        headers: { ...NO_PAGE, 'content-type': reply.audio.contentType },
        body: reply.audio.stream,
      };
    case 'tool-call':
      return acknowledged; // validation keeps this Reply out of event flows
    default:
      return json(200, reply.body);
  }
};

const customReply = (reply: Extract<Reply, { kind: 'custom' }>): VapiHttpResponse => {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(reply.headers)) {
    const lower = name.toLowerCase();
    if (!NOT_FOR_REPLIES.has(lower) && isHeader(lower, value)) headers[lower] = value;
  }
  Object.assign(headers, NO_PAGE);
  const isText = typeof reply.body === 'string' && !/\bjson\b/i.test(headers['content-type'] ?? 'json');
  if (isText) return { status: reply.status, headers, body: `${reply.body}` };
  return json(reply.status, reply.body ?? {}, headers);
};

const isHeader = (name: string, value: string): boolean => {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false; // Node would refuse to send the whole answer because of it
  }
};

/** One tool call's entry of `results`. A reply of another kind counts as no answer. */
export const toolReply = (call: ToolCall, reply: Reply | undefined): ToolCallResult =>
  toolCallResult(
    call,
    reply?.kind === 'tool-call' ? reply : { kind: 'tool-call', error: 'The tool gave no answer.' },
  );

/** Always 200: Vapi ignores tool results with any other status (docs, custom tools troubleshooting). */
export const toolResults = (results: readonly ToolCallResult[]): VapiHttpResponse => json(200, { results });

/** The answer to a legacy `function-call`, which has one call. */
export const legacyToolResult = ([result]: readonly ToolCallResult[]): VapiHttpResponse =>
  json(200, legacyBody(result));

/** It has no field for errors (VapiAI/server-example-*): their text goes where the result would, so that the assistant learns it. */
export const legacyBody = (result: ToolCallResult | undefined): { readonly result: string } => ({
  result: result?.result ?? result?.error ?? '',
});
