import { toText } from '#lib/template/text.ts';
import { defineRun } from '../define-run.ts';
import { failedResponse } from '../failed-response.ts';
import { hideSecrets } from '../hide-secrets.ts';
import { sendRequest } from '../send-request.ts';
import type { HttpResponse } from '../step.ts';
import { StepError } from '../step-error.ts';
import { buildRequest } from './build-request.ts';
import { httpRequest } from './definition.ts';
import { readBody } from './read-body.ts';

const MAX_REDIRECTS = 5;
const BYTES_PER_MB = 1_000_000;
const EXCERPT_LENGTH = 300;

export const runHttpRequest = defineRun(httpRequest, async (config, context) => {
  const { scope, signal, ports } = context;
  const { url, headers, body } = buildRequest(config, scope.secrets);
  const response = await sendRequest(() =>
    ports.http.request({
      method: config.method,
      url,
      headers,
      ...(body === undefined ? {} : { body }),
      timeoutMs: Math.max(1, Math.min(config.timeoutMs, context.timeLeftMs())),
      maxResponseBytes: Math.round(config.maxResponseMb * BYTES_PER_MB),
      maxRedirects: config.followRedirects ? MAX_REDIRECTS : 0,
      signal,
    }),
  );
  if (config.failOnStatus && !isSuccess(response.status)) {
    throw statusError(config.method, response, scope.secrets);
  }
  return {
    output: {
      status: response.status,
      headers: response.headers,
      body: readBody(response, config.responseType),
    },
  };
});

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** What the other side may get over: it asked to slow down, took too long, or had trouble of its own. */
const isRetryableStatus = (status: number): boolean => status === 408 || status === 429 || status >= 500;

const statusError = (
  method: string,
  response: HttpResponse,
  secrets: Readonly<Record<string, string>>,
): StepError => {
  const excerpt = new TextDecoder()
    .decode(response.body.subarray(0, 4 * EXCERPT_LENGTH))
    .replace(/\s+/g, ' ');
  const said = excerpt.trim() === '' ? '' : `: ${excerpt.trim().slice(0, EXCERPT_LENGTH)}`;
  const status = `${response.status} ${response.statusText}`.trim();
  const { host } = new URL(response.url);
  const message = `${host} answered ${method} with ${status}${said}`;
  return new StepError('http.status', toText(hideSecrets(message, secrets)), {
    retryable: isRetryableStatus(response.status),
    response: failedResponse(response),
  });
};
