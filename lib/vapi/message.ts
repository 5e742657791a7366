/** One server message: what Vapi puts into `message` (or, for simulation hooks, posts without it). */
export interface VapiMessage {
  readonly type: string;
  /** `call.id`, the thread that ties the events of one call together. */
  readonly callId: string | undefined;
  /** The message itself, with every field that came, known or not. */
  readonly fields: Readonly<Record<string, unknown>>;
}

export type BodyErrorCode =
  | 'body.empty'
  | 'body.not-utf8'
  | 'body.not-json'
  | 'body.too-deep'
  | 'body.not-a-message';

export type ParsedBody =
  | { readonly ok: true; readonly message: VapiMessage }
  | { readonly ok: false; readonly code: BodyErrorCode; readonly reason: string };

/** JSON nesting that is still read. JSON.stringify and validators overflow the stack somewhere past 1,000. */
export const MAX_DEPTH = 100;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * The deepest nesting of arrays and objects in JSON bytes, found without parsing them. Stops counting once it is
 * past `MAX_DEPTH`. Works on UTF-8, since no byte of a longer character equals a bracket, a quote or a backslash.
 */
export const nestingOf = (bytes: Uint8Array): number => {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index];
    if (inString) {
      if (byte === BACKSLASH) index += 1;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) {
      inString = true;
    } else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
      if (deepest > MAX_DEPTH) return deepest;
    } else if (byte === 0x7d || byte === 0x5d) {
      depth -= 1;
    }
  }
  return deepest;
};

const fail = (code: BodyErrorCode, reason: string): Extract<ParsedBody, { ok: false }> => ({
  ok: false,
  code,
  reason,
});

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const utf8 = new TextDecoder('utf-8', { fatal: true });

export type ReadJson =
  | { readonly ok: true; readonly text: string; readonly json: unknown }
  | Extract<ParsedBody, { ok: false }>;

/** Reads the body of a server message. Tolerant of unknown types and fields; never throws. */
export const parseBody = (bytes: Uint8Array): ParsedBody => {
  const read = readJson(bytes);
  return read.ok ? readMessage(read.json) : read;
};

/** Reads a body as JSON, whatever it says, nested at most `MAX_DEPTH` levels; never throws. */
export const readJson = (bytes: Uint8Array): ReadJson => {
  if (bytes.length === 0) return fail('body.empty', 'The body is empty; Vapi posts JSON.');
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return fail('body.not-utf8', 'The body is not valid UTF-8.');
  }
  if (nestingOf(bytes) > MAX_DEPTH) {
    return fail('body.too-deep', `The body is nested deeper than ${MAX_DEPTH} levels.`);
  }
  try {
    return { ok: true, text, json: JSON.parse(text) };
  } catch (error) {
    return fail(
      'body.not-json',
      `The body is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`,
    );
  }
};

/** Reads an already parsed body, `{ message: { type, … } }` or, as simulation hooks post it, `{ type, … }`. */
export const readMessage = (json: unknown): ParsedBody => {
  if (!isObject(json)) return fail('body.not-a-message', 'The body is JSON, but not an object.');
  const fields = isObject(json.message) ? json.message : json;
  const type = typeOf(fields);
  if (type === undefined) {
    return fail('body.not-a-message', 'The body has no message.type, so it is not a Vapi server message.');
  }
  const call = fields.call;
  const callId =
    isObject(call) && typeof call.id === 'string' && call.id !== '' ? call.id.slice(0, 200) : undefined;
  return { ok: true, message: { type, callId, fields } };
};

/** Vapi's schema makes `type` optional on tool calls; everything else names itself. */
const typeOf = (fields: Record<string, unknown>): string | undefined => {
  if (typeof fields.type === 'string' && fields.type !== '') return fields.type.slice(0, 200);
  if (Array.isArray(fields.toolCallList) || Array.isArray(fields.toolCalls)) return 'tool-calls';
  return undefined;
};
