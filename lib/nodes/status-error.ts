import { toText } from '#lib/template/text.ts';
import { CUT, cut } from './cut.ts';
import { failedResponse } from './failed-response.ts';
import { hideSecrets } from './hide-secrets.ts';
import type { HttpResponse } from './step.ts';
import { StepError } from './step-error.ts';

const EXCERPT_LENGTH = 300;
const EXCERPT_BYTES = 4 * EXCERPT_LENGTH;

/** Why a step fails that was answered with a status other than 2xx, with the beginning of what the answer says. */
export const statusError = (
  method: string,
  response: HttpResponse,
  secrets: Readonly<Record<string, string>>,
): StepError => {
  const said = excerptOf(response.body);
  const status = `${response.status} ${response.statusText}`.trim();
  const { host } = new URL(response.url);
  const message = `${host} answered ${method} with ${status}${said === '' ? '' : `: ${said}`}`;
  return new StepError('http.status', toText(hideSecrets(message, secrets)), {
    retryable: isRetryableStatus(response.status),
    response: failedResponse(response),
  });
};

/** What the other side may get over: it asked to slow down, took too long, or had trouble of its own. */
const isRetryableStatus = (status: number): boolean => status === 408 || status === 429 || status >= 500;

const excerptOf = (body: Uint8Array): string => {
  const isCut = body.length > EXCERPT_BYTES;
  const text = new TextDecoder().decode(body.subarray(0, EXCERPT_BYTES), { stream: isCut }); // no half character
  return cut(`${text}${isCut ? CUT : ''}`.replace(/\s+/g, ' ').trim(), EXCERPT_LENGTH);
};
