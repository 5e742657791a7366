import { z } from 'zod';
import { redact } from '#lib/vapi/redact.ts';
import { cut } from './cut.ts';
import { failedResponse } from './failed-response.ts';
import { sendRequest } from './send-request.ts';
import type { HttpResponse, StepContext, VapiRequest } from './step.ts';
import { StepError } from './step-error.ts';

export interface VapiQuestion extends Pick<VapiRequest, 'method' | 'path'> {
  readonly body?: unknown;
  readonly timeoutMs: number;
  /** Says in an error what was asked for, e.g. `the call`. */
  readonly about: string;
  /** Doing it twice is worse than not doing it, e.g. calling somebody: only what surely did not happen is tried again. */
  readonly isOnce?: boolean;
}

const EXCERPT_LENGTH = 500;
const NOT_SENT: ReadonlySet<string> = new Set(['http.dns']);

/**
 * What Vapi's API answers, parsed, with the credentials that may be in it. Throws a StepError with Vapi's own words
 * where it refuses, and where Patchbay is not connected to Vapi.
 */
export const askVapi = async (context: StepContext, question: VapiQuestion): Promise<unknown> => {
  const { method, path, body, timeoutMs, isOnce = false, about } = question;
  // An id of dots, which a caller may have said, would lead to another place of Vapi's API.
  if (/\/\.{1,2}(?:[/?]|$)/.test(path)) {
    throw new StepError('vapi.not-found', `Vapi cannot have ${about}: this is not an id.`);
  }
  const send = () =>
    context.ports.vapi.request({
      method,
      path,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeoutMs: Math.max(1, Math.min(timeoutMs, context.timeLeftMs())),
      signal: context.signal,
    });
  const response = await (isOnce ? sendRequest(send, (code) => NOT_SENT.has(code)) : sendRequest(send));
  if (response === undefined) {
    throw new StepError(
      'vapi.not-connected',
      "Connect Patchbay to Vapi in Settings first: this step calls Vapi's API with the private key from there.",
    );
  }
  if (response.status < 200 || response.status > 299) throw refusal(question, response);
  return readAnswer(response);
};

/** For a step's output: the same without credentials. */
export const withoutCredentials = (value: unknown): unknown => redact(value, JSON.stringify(value)).value;

const textOf = ({ body }: HttpResponse): string => new TextDecoder().decode(body);

const readAnswer = (response: HttpResponse): unknown => {
  const text = textOf(response);
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new StepError('vapi.not-json', `Vapi's answer is not JSON: ${cut(text, EXCERPT_LENGTH)}`);
  }
};

const refusal = ({ about, isOnce = false }: VapiQuestion, response: HttpResponse): StepError => {
  const { status } = response;
  const words = wordsOf(response);
  const failed = failedResponse(response);
  const details = { response: { ...failed, body: withoutCredentials(failed.body) } };
  switch (status) {
    case 401:
    case 403:
      return new StepError(
        'vapi.unauthorized',
        `Vapi does not take the private key (${status}: ${words}). Enter a private key of this organisation and region in Settings.`,
        details,
      );
    case 404:
      return new StepError('vapi.not-found', `Vapi does not find ${about} (404: ${words}).`, details);
    case 400:
    case 422:
      return new StepError('vapi.refused', `Vapi refuses the request (${status}): ${words}`, details);
    default:
      return new StepError('vapi.failed', `Vapi answered with ${status}: ${words}`, {
        ...details,
        retryable: status === 429 || (!isOnce && (status === 408 || status >= 500)),
      });
  }
};

/** How Vapi words an error: `{ "message": "…" }`, or a list of messages, one for each field. */
const vapiError = z.object({ message: z.union([z.string(), z.array(z.string())]) });

const wordsOf = (response: HttpResponse): string => {
  const text = textOf(response).trim();
  const parsed = vapiError.safeParse(jsonOf(text));
  if (parsed.success) return cut([parsed.data.message].flat().join('; '), 2_000);
  const excerpt = cut(text.replace(/\s+/g, ' '), EXCERPT_LENGTH);
  return excerpt || response.statusText || 'no explanation';
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // then the text itself is what there is to show
  }
};
