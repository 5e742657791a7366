import { CUT } from './cut.ts';
import { decodeBody, parseIfJson, readPlain } from './response-body.ts';
import type { FailedResponse, HttpResponse } from './step.ts';

const MAX_BODY_BYTES = 16_384; // what says why something failed is short, and each failed pass of a loop keeps its own

/** What tells how to go on: what the body is, when to come back, where to go, which number to ask the other side with. */
const TELLING =
  /^(?:content-type|retry-after|location|www-authenticate|(?:x-)?(?:request|correlation|trace)-id|(?:x-)?ratelimit(?:-.*)?)$/;

/** The part of an answer that a step which fails because of it hands on: never cookies, and no large body. */
export const failedResponse = (response: HttpResponse): FailedResponse => {
  const { status, headers, body } = response;
  const isCut = body.byteLength > MAX_BODY_BYTES;
  return {
    status,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => TELLING.test(name))),
    body: isCut ? beginningOf(response) : bodyOf(response),
    ...(isCut ? { truncated: true } : {}),
  };
};

const beginningOf = (response: HttpResponse): string => {
  let end = MAX_BODY_BYTES;
  while (isInsideCharacter(response.body[end]) && end > MAX_BODY_BYTES - 3) end -= 1; // half of one is no text
  return `${readPlain({ ...response, body: response.body.subarray(0, end) })}${CUT}`;
};

/** Of UTF-8: another byte than the first. */
const isInsideCharacter = (byte = 0): boolean => (byte & 0xc0) === 0x80;

const bodyOf = (response: HttpResponse): unknown => {
  if (response.body.byteLength === 0) return null;
  const parsed = parseIfJson(response);
  switch (parsed.kind) {
    case 'json':
      return parsed.value;
    case 'not-json':
      return readPlain(response);
    case 'too-deep':
      return decodeBody(response);
  }
};
