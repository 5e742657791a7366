import { MAX_DEPTH } from '#lib/vapi/message.ts';
import { cut } from '../cut.ts';
import { failedResponse } from '../failed-response.ts';
import {
  contentTypeOf,
  decodeBody,
  encodeBody,
  parseBody,
  parseIfJson,
  readPlain,
} from '../response-body.ts';
import type { HttpResponse } from '../step.ts';
import { StepError } from '../step-error.ts';

type ResponseType = 'auto' | 'json' | 'text' | 'binary';

/** The body as the step's config wants it. Throws where it must be JSON and is not, or is nested too deeply. */
export const readBody = (response: HttpResponse, type: ResponseType): unknown => {
  switch (type) {
    case 'auto':
      return readAuto(response);
    case 'json':
      return readJson(response);
    case 'text':
      return decodeBody(response);
    case 'binary':
      return encodeBody(response);
    default:
      return type satisfies never;
  }
};

/** JSON where it is JSON and may be meant so, text where it is text, else base64; null where there is nothing. */
const readAuto = (response: HttpResponse): unknown => {
  if (response.body.length === 0) return null;
  const parsed = parseIfJson(response);
  switch (parsed.kind) {
    case 'json':
      return parsed.value;
    case 'not-json':
      return readPlain(response);
    case 'too-deep':
      throw tooDeep(response);
  }
};

const readJson = (response: HttpResponse): unknown => {
  if (response.body.length === 0) return null;
  const text = decodeBody(response);
  const parsed = parseBody(text);
  switch (parsed.kind) {
    case 'json':
      return parsed.value;
    case 'not-json':
      throw new StepError(
        'http.not-json',
        `The answer is not JSON (content type ${contentTypeOf(response) || 'not given'}): ${cut(text, 200)}`,
        { response: failedResponse(response) },
      );
    case 'too-deep':
      throw tooDeep(response);
  }
};

const tooDeep = (response: HttpResponse): StepError =>
  new StepError(
    'http.too-deep',
    `The answer is JSON that is nested deeper than ${MAX_DEPTH} levels. Ask for less, or take it as text.`,
    { response: failedResponse(response) },
  );
