import { defineRun } from '../define-run.ts';
import { sendRequest } from '../send-request.ts';
import { statusError } from '../status-error.ts';
import { buildRequest } from './build-request.ts';
import { httpRequest } from './definition.ts';
import { readBody } from './read-body.ts';

const MAX_REDIRECTS = 5;
const BYTES_PER_MB = 1_000_000;

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
