import { askVapi } from '../ask-vapi.ts';
import { callIdOf } from '../call-id.ts';
import { cut } from '../cut.ts';
import { defineRun } from '../define-run.ts';
import { failedResponse } from '../failed-response.ts';
import { header } from '../header-rows.ts';
import { readBody } from '../http-request/read-body.ts';
import { secretNamed } from '../secret-named.ts';
import { sendRequest } from '../send-request.ts';
import type { HttpResponse, StepContext } from '../step.ts';
import { StepError } from '../step-error.ts';
import { neededText } from '../vapi-fields.ts';
import { type ControlConfig, controlMessage, controlUrlOf, givenControlUrl } from './control-message.ts';
import { vapiControlCall } from './definition.ts';

const MAX_RESPONSE_BYTES = 100_000;
const EXCERPT_LENGTH = 300;
const NOT_SENT: ReadonlySet<string> = new Set(['http.dns']);

export const runVapiControlCall = defineRun(vapiControlCall, async (config, context) => {
  const message = controlMessage(config);
  const url = givenControlUrl(config, { ...context.scope.call }) ?? (await lookUp(config, context));
  const response = await post(url, message, config, context);
  if (response.status >= 200 && response.status < 300) {
    return { output: { status: response.status, body: readBody(response, 'auto') }, input: { message } };
  }
  throw refusal(response);
});

const lookUp = async (config: ControlConfig, context: StepContext): Promise<string> => {
  const id = config.which === 'id' ? neededText(config.callId, 'The call id') : callIdOf(context.scope);
  if (id === undefined) {
    throw new StepError(
      'vapi.no-call',
      'The event belongs to no call: choose another call under "Which call".',
    );
  }
  const call = await askVapi(context, {
    method: 'GET',
    path: `/call/${encodeURIComponent(id)}`,
    timeoutMs: config.timeoutMs,
    about: `the call "${id}"`,
  });
  const url = controlUrlOf(call);
  if (url !== undefined) return url;
  throw new StepError(
    'vapi.no-control-url',
    `The call "${id}" has no control URL: it has ended, or its assistant's monitorPlan has controlEnabled off.`,
  );
};

/** Through the address guard like any other request, since the URL came from outside; without Vapi's private key. */
const post = (
  url: string,
  message: Record<string, unknown>,
  { authSecret, timeoutMs }: ControlConfig,
  { ports, scope, signal, timeLeftMs }: StepContext,
): Promise<HttpResponse> =>
  sendRequest(
    () =>
      ports.http.request({
        method: 'POST',
        url,
        headers: [
          ['Content-Type', 'application/json'],
          ...(authSecret
            ? [header('Authorization', `Bearer ${secretNamed(authSecret, scope.secrets)}`)]
            : []),
        ],
        body: JSON.stringify(message),
        timeoutMs: Math.max(1, Math.min(timeoutMs, timeLeftMs())),
        maxResponseBytes: MAX_RESPONSE_BYTES,
        maxRedirects: 0,
        signal,
      }),
    (code) => NOT_SENT.has(code), // a sentence said twice, or a second transfer, is worse than none
  );

const refusal = (response: HttpResponse): StepError => {
  const text = new TextDecoder().decode(response.body).replace(/\s+/g, ' ').trim();
  const said = cut(text, EXCERPT_LENGTH);
  return new StepError(
    'vapi.control-refused',
    `The call's control URL answered with ${response.status}${said === '' ? '' : `: ${said}`}. It is closed once the call has ended.`,
    { retryable: response.status === 429, response: failedResponse(response) },
  );
};
