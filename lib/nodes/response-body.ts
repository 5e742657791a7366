import { MAX_DEPTH, nestingOf } from '#lib/vapi/message.ts';
import type { HttpResponse } from './step.ts';

export const contentTypeOf = ({ headers }: HttpResponse): string =>
  headers['content-type']?.toLowerCase() ?? '';

const JSON_TYPE = /^[^;]*[/+]json\b/;
const BINARY_TYPE = /^(image|audio|video|font)\/(?!svg)|^application\/(octet-stream|pdf|zip|gzip)/;

export type ParsedBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'not-json' }
  | { readonly kind: 'too-deep' };

/** JSON text as a value. */
export const parseBody = (text: string): ParsedBody => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'not-json' }; // the callers say what follows from it
  }
  return nestingOf(Buffer.from(text)) > MAX_DEPTH ? { kind: 'too-deep' } : { kind: 'json', value };
};

/** JSON where it is JSON and may be meant so. */
export const parseIfJson = (response: HttpResponse): ParsedBody => {
  const type = contentTypeOf(response);
  return type === '' || JSON_TYPE.test(type) ? parseBody(decodeBody(response)) : { kind: 'not-json' };
};

/** Text where it is text, else base64. */
export const readPlain = (response: HttpResponse): string => {
  const type = contentTypeOf(response);
  if (BINARY_TYPE.test(type)) return encodeBody(response);
  return isUtf8(response.body) || /charset=/.test(type) ? decodeBody(response) : encodeBody(response);
};

const CHARSET = /charset="?([\w-]+)/;

/** Text in the charset of its content type; UTF-8 where none or an unknown one is given. */
export const decodeBody = (response: HttpResponse): string => {
  const charset = CHARSET.exec(contentTypeOf(response))?.[1] ?? 'utf-8';
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

/** The bytes in base64. */
export const encodeBody = ({ body }: HttpResponse): string => Buffer.from(body).toString('base64');
