import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { Check } from './check-header.ts';
import { type HmacCredential, isBase64 } from './credential.ts';
import { sameTextAs } from './same-text.ts';
import { passed, refusedBecause, type SignedRequest, type Verdict } from './verdict.ts';

/** Seconds since 1970 stay below this until the year 5138; milliseconds passed it in 1973. */
const FIRST_MILLISECONDS = 1e11;
/** Letters, digits, - and _ only: with a dot in it, the parts of the signed text could be cut elsewhere. */
const MESSAGE_ID = /^[A-Za-z0-9_-]{1,200}$/;
const PLACEHOLDER = /(\{(?:timestamp|body|method|url|svix-id)\})/;
/** What Vapi posts with; some HTTP clients sign their own spelling of it. */
const METHODS = ['POST', 'post'];
const DIGEST_BYTES = { sha1: 20, sha256: 32, sha512: 64 } as const;

/** The values that a payload format's placeholders stand for. */
interface Signed {
  readonly body: Uint8Array;
  readonly timestamp: string;
  readonly messageId: string;
  readonly method: string;
  readonly url: string;
}

/**
 * Vapi's HMACAuthenticationPlan: the signature of the raw body and what else the payload format names. Timestamps are
 * taken in seconds and in milliseconds, since Vapi does not document the unit.
 */
export const checkHmac = (credential: HmacCredential): Check => {
  const key = keyOf(credential);
  return (request) => {
    const signature = request.headers[credential.signatureHeader.toLowerCase()];
    if (signature === undefined || signature === '') return missing(credential.signatureHeader);
    if (signature.includes(', ')) {
      return refusedBecause(`The header ${credential.signatureHeader} came more than once.`);
    }
    const timestamp = readTimestamp(credential, request);
    if (!timestamp.ok) return timestamp;
    const messageId = readMessageId(credential, request);
    if (!messageId.ok) return messageId;
    const given = withoutPrefix(signature, credential.signaturePrefix);
    if (given.length === 0) {
      return refusedBecause(
        `The signature in ${credential.signatureHeader} does not begin with "${credential.signaturePrefix}".`,
      );
    }
    const isSigned = candidates(credential, request, timestamp.text, messageId.text).some(
      ([format, parts]) => {
        const isRight = sameTextAs(sign(credential, key, format, parts));
        return given.some(isRight);
      },
    );
    return isSigned ? passed : refusedBecause(whyWrong(credential, given));
  };
};

/** Throws where the secret is not the base64 that it should be: with an empty key anyone could sign. */
const keyOf = ({ secretKey, secretIsBase64 }: HmacCredential): KeyObject => {
  if (secretIsBase64 && !isBase64(secretKey))
    throw new Error('The secret of an HMAC credential is not base64.');
  return createSecretKey(Buffer.from(secretKey, secretIsBase64 ? 'base64' : 'utf8'));
};

const missing = (header: string): Verdict & { ok: false } => ({
  ok: false,
  reason: `The header ${header} is missing.`,
});

type Read = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };

const readTimestamp = (
  { includeTimestamp, timestampHeader, toleranceSeconds }: HmacCredential,
  { headers, receivedAt }: SignedRequest,
): Read => {
  const text = headers[timestampHeader.toLowerCase()] ?? '';
  if (!includeTimestamp) return { ok: true, text: /^\d{1,16}$/.test(text) ? text : '' };
  if (text === '') return missing(timestampHeader);
  if (!/^\d{1,16}$/.test(text)) {
    return {
      ok: false,
      reason: `The timestamp in ${timestampHeader} is not a number of seconds or milliseconds.`,
    };
  }
  const number = Number(text);
  const sentAt = number < FIRST_MILLISECONDS ? number * 1000 : number;
  const age = Math.round((receivedAt - sentAt) / 1000);
  if (Math.abs(receivedAt - sentAt) <= toleranceSeconds * 1000) return { ok: true, text };
  const distance = age > 0 ? `${age} s old` : `${-age} s in the future`;
  return {
    ok: false,
    reason: `The timestamp in ${timestampHeader} is ${distance}; this credential allows ${toleranceSeconds} s.`,
  };
};

const readMessageId = (
  { payloadFormat, messageIdHeader }: HmacCredential,
  { headers }: SignedRequest,
): Read => {
  if (!payloadFormat.includes('{svix-id}')) return { ok: true, text: '' };
  const text = headers[messageIdHeader.toLowerCase()] ?? '';
  if (text === '') return missing(messageIdHeader);
  if (MESSAGE_ID.test(text)) return { ok: true, text };
  return {
    ok: false,
    reason: `The message id in ${messageIdHeader} has other characters than letters, digits, - and _.`,
  };
};

/** A sender that changes its key sends two; each one costs as many hashes as there are readings of the request. */
const MAX_SIGNATURES = 10;

/** The signatures in the header without their prefix: one, or as Svix sends it several with a space between. */
const withoutPrefix = (header: string, prefix: string): string[] =>
  [header, ...header.split(' ', MAX_SIGNATURES)]
    .filter((part) => part.startsWith(prefix) && part.length > prefix.length)
    .map((part) => part.slice(prefix.length));

/** Every reading of the payload format that an honest sender may have signed. */
const candidates = (
  { payloadFormat, includeTimestamp }: HmacCredential,
  { body, urls }: SignedRequest,
  timestamp: string,
  messageId: string,
): [format: string, parts: Signed][] => {
  const formats = [payloadFormat];
  // Undocumented: what becomes of the default format when the timestamp is switched off. The body alone is the
  // sensible reading, and just as signed.
  if (!includeTimestamp && payloadFormat === '{timestamp}.{body}') formats.push('{body}');
  const methods = payloadFormat.includes('{method}') ? METHODS : [''];
  const addresses = payloadFormat.includes('{url}') ? urls() : [''];
  return formats.flatMap((format) =>
    methods.flatMap((method) =>
      addresses.map((url): [string, Signed] => [format, { body, timestamp, messageId, method, url }]),
    ),
  );
};

const sign = (
  { algorithm, signatureEncoding }: HmacCredential,
  key: KeyObject,
  format: string,
  parts: Signed,
): string => {
  const hmac = createHmac(algorithm, key);
  for (const piece of format.split(PLACEHOLDER)) hmac.update(textFor(piece, parts));
  return hmac.digest(signatureEncoding);
};

const textFor = (piece: string, parts: Signed): string | Uint8Array => {
  switch (piece) {
    case '{timestamp}':
      return parts.timestamp;
    case '{body}':
      return parts.body;
    case '{method}':
      return parts.method;
    case '{url}':
      return parts.url;
    case '{svix-id}':
      return parts.messageId;
    default:
      return piece;
  }
};

/** Of a wrong signature, what its form gives away: for the owner, who may have chosen other settings in Vapi. */
const whyWrong = (
  { signatureHeader, signatureEncoding, algorithm, signaturePrefix }: HmacCredential,
  [given = '']: readonly string[],
): string => {
  const form = formOf(given);
  const wrong = `The signature in ${signatureHeader} does not match`;
  if (form === undefined) {
    const hint = signaturePrefix === '' ? ' (it may need a prefix such as sha256=)' : '';
    return `${wrong}: it is neither hex nor base64${hint}.`;
  }
  if (form.encoding !== signatureEncoding) {
    return `${wrong}: it is ${form.encoding}, this credential expects ${signatureEncoding}.`;
  }
  if (form.algorithm !== algorithm) {
    return `${wrong}: it is as long as ${form.algorithm}, this credential expects ${algorithm}.`;
  }
  return `${wrong} the body: another secret or payload format was used, or the body was changed on the way.`;
};

const formOf = (text: string): { encoding: 'hex' | 'base64'; algorithm: string } | undefined => {
  for (const [algorithm, bytes] of Object.entries(DIGEST_BYTES)) {
    if (text.length === bytes * 2 && /^[0-9a-f]+$/i.test(text)) return { encoding: 'hex', algorithm };
    if (text.length === Math.ceil(bytes / 3) * 4 && /^[\w+/-]+=*$/.test(text)) {
      return { encoding: 'base64', algorithm };
    }
  }
  return undefined;
};
