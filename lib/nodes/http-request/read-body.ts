import { MAX_DEPTH, nestingOf } from '#lib/vapi/message.ts';
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
      return decode(response);
    case 'binary':
      return base64(response);
    default:
      return type satisfies never;
  }
};

const contentType = ({ headers }: HttpResponse): string => headers['content-type']?.toLowerCase() ?? '';

const JSON_TYPE = /^[^;]*[/+]json\b/;
const BINARY_TYPE = /^(image|audio|video|font)\/(?!svg)|^application\/(octet-stream|pdf|zip|gzip)/;

/** JSON where it is JSON and may be meant so, text where it is text, else base64; null where there is nothing. */
const readAuto = (response: HttpResponse): unknown => {
  if (response.body.length === 0) return null;
  const type = contentType(response);
  if (BINARY_TYPE.test(type)) return base64(response);
  if (type === '' || JSON_TYPE.test(type)) {
    const parsed = parse(decode(response));
    if (parsed.ok) return parsed.value;
  }
  return isUtf8(response.body) || /charset=/.test(type) ? decode(response) : base64(response);
};

const readJson = (response: HttpResponse): unknown => {
  if (response.body.length === 0) return null;
  const text = decode(response);
  const parsed = parse(text);
  if (parsed.ok) return parsed.value;
  throw new StepError(
    'http.not-json',
    `The answer is not JSON (content type ${contentType(response) || 'not given'}): ${text.slice(0, 200)}`,
  );
};

const parse = (text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false }; // the callers say what follows from it
  }
  if (nestingOf(Buffer.from(text)) > MAX_DEPTH) {
    throw new StepError(
      'http.too-deep',
      `The answer is JSON that is nested deeper than ${MAX_DEPTH} levels. Ask for less, or take it as text.`,
    );
  }
  return { ok: true, value };
};

const CHARSET = /charset="?([\w-]+)/;

/** Text in the charset of its content type; UTF-8 where none or an unknown one is given. */
const decode = (response: HttpResponse): string => {
  const charset = CHARSET.exec(contentType(response))?.[1] ?? 'utf-8';
  return decoderFor(charset).decode(response.body);
};

const decoderFor = (charset: string): TextDecoder => {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder(); // a charset that nobody knows: UTF-8 is the best guess
  }
};

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

const base64 = ({ body }: HttpResponse): string => Buffer.from(body).toString('base64');
