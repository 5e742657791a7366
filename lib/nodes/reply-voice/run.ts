import { toText } from '#lib/template/text.ts';
import { audioReply } from '#lib/vapi/audio-reply.ts';
import { defineRun, type Outcome } from '../define-run.ts';
import { buildRequest } from '../http-request/build-request.ts';
import { sendRequest } from '../send-request.ts';
import { statusError } from '../status-error.ts';
import type { HttpStreamResponse, StepContext } from '../step.ts';
import { StepError } from '../step-error.ts';
import { replyVoice } from './definition.ts';
import { openPcm, refusedType } from './open-pcm.ts';

const MAX_REDIRECTS = 5;
const BYTES_PER_MB = 1_000_000;
const MAX_REFUSAL_BYTES = 20_000; // some more than a failed step hands on

export const runReplyVoice = defineRun(replyVoice, async (config, context): Promise<Outcome<'out'>> => {
  const { url, headers, body } = buildRequest({ ...config, ...AS_HTTP_REQUEST }, context.scope.secrets);
  const rate = Number(toText(config.sampleRate));
  if (!Number.isInteger(rate) || rate < 1) {
    throw new StepError(
      'voice.sample-rate',
      `The sample rate must be a whole number of Hz, but it is "${toText(config.sampleRate)}".`,
    );
  }
  const connection = untilHandedOver(context);
  try {
    const response = await sendRequest(() =>
      context.ports.http.stream({
        method: config.method,
        url,
        headers,
        ...(body === undefined ? {} : { body }),
        timeoutMs: config.timeoutMs,
        maxResponseBytes: Math.round(config.maxMb * BYTES_PER_MB),
        maxRedirects: MAX_REDIRECTS,
        signal: connection.signal,
      }),
    );
    await refuseOther(response, rate, config.method, context.scope.secrets);
    const source = await sendRequest(() => openPcm(response.body, rate));
    connection.handOver();
    return {
      output: {
        status: response.status,
        contentType: response.headers['content-type'] ?? null,
        sampleRate: rate,
      },
      reply: { kind: 'voice-request', audio: audioReply(source, rate) },
    };
  } catch (error) {
    connection.end();
    throw error;
  }
});

/** What an HTTP request has beside; `buildRequest` does not read it. */
const AS_HTTP_REQUEST = {
  responseType: 'binary',
  failOnStatus: true,
  followRedirects: true,
  maxResponseMb: 1,
} as const;

/** The run may end while the audio still flows, so its signal counts only until the audio was handed over. */
const untilHandedOver = ({ signal }: StepContext) => {
  const controller = new AbortController();
  const end = (): void => controller.abort(signal.reason);
  if (signal.aborted) end();
  else signal.addEventListener('abort', end, { once: true });
  return {
    signal: controller.signal,
    handOver: () => signal.removeEventListener('abort', end),
    end: () => {
      signal.removeEventListener('abort', end);
      controller.abort();
    },
  };
};

const refuseOther = async (
  response: HttpStreamResponse,
  rate: number,
  method: string,
  secrets: Readonly<Record<string, string>>,
): Promise<void> => {
  const { status, headers, url } = response;
  if (status < 200 || status >= 300) {
    const body = await beginningOf(response.body);
    throw statusError(method, { ...response, body }, secrets);
  }
  const why = refusedType(headers['content-type'], rate);
  if (why !== undefined) throw new StepError('voice.not-pcm', `${new URL(url).host} answered with ${why}`);
};

/** The start of an answer that says what is wrong. */
const beginningOf = async (body: ReadableStream<Uint8Array>): Promise<Uint8Array> => {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (size < MAX_REFUSAL_BYTES) {
    const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
    if (done || value === undefined) break;
    chunks.push(value);
    size += value.length;
  }
  await reader.cancel().catch(() => undefined); // it may have ended in an error, which says nothing new
  return Buffer.concat(chunks);
};
