import { isObject, MAX_DEPTH, nestingOf } from './message.ts';

/** What stands where a credential was. */
export const HIDDEN = '[hidden]';

/**
 * Words without which no key of a message names a credential. An escape such as `\u0073` may spell one of them, so it
 * counts as well.
 */
const MARKERS =
  /secret|auth[^a-z"]{0,2}token|auth[^a-z"]{0,2}password|api[^a-z"]{0,2}key|private[^a-z"]{0,2}key|(?:access|refresh|bearer)[^a-z"]{0,2}token|credential|authenticationplan|authentication_plan|headers|\\u00[2-7]/i;

/** A key that names one, or may do so once its escapes are read: the body then has to be written anew. */
const MARKED_KEY = new RegExp(`(?:${MARKERS.source})[^"]{0,40}"\\s*:|\\\\u00[2-7]`, 'i');

/** Whether text of a message may hold a credential at all. As nearly always, it may not. */
const mayHoldCredentials = (text: string): boolean => MARKERS.test(text);

export interface Redacted {
  readonly value: unknown;
  /** Something was hidden, or may hide behind a key that is there twice: do not keep the text it was read from. */
  readonly isChanged: boolean;
}

/**
 * A parsed body without the credentials that Vapi sends along: `twilioAuthToken` and its likes, `secret`,
 * `serverUrlSecret`, the values of a server's `headers`, and all that is in `credentials`, wherever they are, also in
 * JSON that is text inside of it. `text` is what `value` was parsed from; `value` is nested at most `MAX_DEPTH` levels.
 */
export const redact = (value: unknown, text: string): Redacted => {
  if (!mayHoldCredentials(text)) return { value, isChanged: false };
  const redacted = redactValue(value, '', { texts: MAX_TEXTS });
  return { value: redacted, isChanged: redacted !== value || MARKED_KEY.test(text) };
};

/** The same for a body that cannot be read as JSON: it ends where the first credential may begin. */
export const redactUnreadable = (bytes: Uint8Array): Uint8Array => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'); // a byte a character
  const at = text.search(MARKERS);
  if (at === -1) return bytes;
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(`${HIDDEN} the rest may hold credentials`)]);
};

/** How the name of a field is compared: `twilio_auth_token` is `twilioAuthToken`. */
const plainName = (key: string): string => key.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The whole value is a credential. */
const SECRET_NAME =
  /(?:secret|secretkey|authtoken|authpassword|apikey|privatekey|accesstoken|refreshtoken|bearertoken)$/;
/** Everything in it may be one. */
const SECRET_PART = /(?:credentials?|authenticationplan)$/;
const IS_HEADERS = /headers$/;
const IS_SERVER = /server$/;

/** What a caller said or a flow set, and the schemas of tools: none of it is Vapi's, and flows work with it. */
const IS_OURS = /^(?:arguments|parameters|variablevalues)$/;

/** What tells credentials apart without opening anything. */
const TELLING = new Set(['provider', 'type', 'id', 'name', 'algorithm', 'createdat', 'updatedat', 'orgid']);

/**
 * So many texts of one message are read as JSON. Text that is none costs an exception each, and a body has room for a
 * million of them: what comes after is hidden unread.
 */
const MAX_TEXTS = 2_000;

/** What is left of the limits of one message. */
interface Left {
  texts: number;
}

/** Gives `value` itself where nothing in it has to be hidden. */
const redactValue = (value: unknown, parent: string, left: Left): unknown => {
  if (typeof value === 'string') return redactText(value, left);
  if (Array.isArray(value)) return mapChanged(value, (item) => redactValue(item, parent, left));
  if (!isObject(value)) return value;
  const isServer = IS_SERVER.test(parent) || Object.keys(value).some((key) => plainName(key) === 'url');
  return changeFields(value, (key, item) => {
    const name = plainName(key);
    if (IS_OURS.test(name)) return item;
    if (SECRET_NAME.test(name)) return hide(item);
    if (SECRET_PART.test(name)) return typeof item === 'object' ? hideFields(item, left) : item;
    if (isServer && IS_HEADERS.test(name)) return hide(item);
    return redactValue(item, name, left);
  });
};

/** Tool arguments, and what was said before, come as JSON in text. */
const redactText = (text: string, left: Left): unknown => {
  if (!/^\s*[[{"]/.test(text) || !MARKERS.test(text)) return text;
  left.texts -= 1;
  if (left.texts < 0 || nestingOf(Buffer.from(text)) > MAX_DEPTH) return HIDDEN;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return MARKED_KEY.test(text) ? HIDDEN : text; // a sentence in quotes stays
  }
  const redacted = redactValue(value, '', left);
  return redacted === value && !MARKED_KEY.test(text) ? text : JSON.stringify(redacted);
};

/** Every text and number, however deep; what is empty or a switch tells nothing. */
const hide = (value: unknown): unknown => {
  if (typeof value === 'string') return value === '' ? value : HIDDEN;
  if (typeof value === 'number') return HIDDEN;
  if (Array.isArray(value)) return mapChanged(value, hide);
  return isObject(value) ? changeFields(value, (_, item) => hide(item)) : value;
};

const hideFields = (value: unknown, left: Left): unknown => {
  if (Array.isArray(value)) return mapChanged(value, (item) => hideFields(item, left));
  if (!isObject(value)) return hide(value);
  return changeFields(value, (key, item) => {
    if (typeof item === 'object') return hideFields(item, left);
    return TELLING.has(plainName(key)) ? redactValue(item, '', left) : hide(item);
  });
};

const mapChanged = (list: readonly unknown[], change: (item: unknown) => unknown): readonly unknown[] => {
  const changed = list.map(change);
  return changed.some((item, index) => item !== list[index]) ? changed : list;
};

/** `Object.fromEntries` makes own fields even of `__proto__`, as `JSON.parse` does. */
const changeFields = (
  fields: Readonly<Record<string, unknown>>,
  change: (key: string, item: unknown) => unknown,
): Readonly<Record<string, unknown>> => {
  const entries = Object.entries(fields);
  const changed = entries.map(([key, item]) => [key, change(key, item)] as const);
  return changed.some(([, item], index) => item !== entries[index]?.[1])
    ? Object.fromEntries(changed)
    : fields;
};
