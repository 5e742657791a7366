import { z } from 'zod';

// Browser-safe: forms and pages read these schemas too.

/** How the sender of an event proves who it is. Names of fields are those of Vapi's authentication plans. */
export type Credential = z.infer<typeof credential>;
export type HeaderCredential = z.infer<typeof headerCredential>;
export type BearerCredential = z.infer<typeof bearerCredential>;
export type HmacCredential = z.infer<typeof hmacCredential>;
export type OAuth2Credential = z.infer<typeof oauth2Credential>;
export type CredentialKind = Credential['kind'];

/** Shortest secret that is taken: existing ones of Vapi users may be short; those that Patchbay makes are not. */
export const MIN_SECRET_LENGTH = 4;
/** How old a signed event may be, in seconds, unless set otherwise. */
export const DEFAULT_TOLERANCE_SECONDS = 300;

/** Headers that HTTP itself, or a proxy on the way, gives a meaning: a credential in them would not arrive as sent. */
const RESERVED_HEADERS: ReadonlySet<string> = new Set([
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'cookie',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
]);

const text = (max: number) => z.string().max(max, `Use at most ${max} characters.`);

/** A header's name (RFC 9110, 5.1), as the user wrote it; compared without regard to case. */
export const headerName = text(100)
  .regex(
    /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/,
    'Enter a header name such as X-Vapi-Secret, without spaces or colons.',
  )
  .refine((name) => !RESERVED_HEADERS.has(name.toLowerCase()), {
    error: 'This header has a meaning of its own in HTTP. Choose another, e.g. X-Vapi-Secret.',
  });

/** What a header can carry unchanged: visible ASCII, spaces only inside. */
const headerText = text(2000).regex(
  /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/,
  'Use visible ASCII characters only, and no space at the beginning or end.',
);

export const secretText = headerText.min(
  MIN_SECRET_LENGTH,
  `Enter at least ${MIN_SECRET_LENGTH} characters, or generate one.`,
);

/** Clients disagree on how other characters are encoded in HTTP Basic (RFC 6749, 2.3.1). */
export const clientSecretText = secretText.regex(
  /^[A-Za-z0-9._~-]+$/,
  'Use letters, digits and . _ ~ - only: OAuth clients encode other characters differently.',
);

/** Scopes as RFC 6749, 3.3 writes them: words with one space between. */
export const scopeText = text(1000).regex(
  /^(?:[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*)?$/,
  'Enter scopes as words with one space between them, e.g. "events:write tools".',
);

const payloadFormat = text(500).refine((format) => format.includes('{body}'), {
  error:
    'The payload format has to contain {body}: otherwise anyone could change the body of a signed event.',
});

export const tokenLifetimeSeconds = z
  .int('Enter a whole number of seconds.')
  .min(60, 'Tokens last at least 60 seconds.')
  .max(86_400, 'Tokens last at most 86400 seconds, one day.');

const toleranceSeconds = z
  .int('Enter a whole number of seconds.')
  .min(10, 'Allow at least 10 seconds: clocks differ and networks are slow.')
  .max(86_400, 'Allow at most 86400 seconds, one day.');

const common = {
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  name: z.string().max(80),
  createdAt: z.iso.datetime(),
};

/** A fixed value in a header of any name. */
export const headerFields = { headerName, value: secretText };

/** Vapi's BearerAuthenticationPlan. */
export const bearerFields = {
  headerName: headerName.default('Authorization'),
  bearerPrefixEnabled: z.boolean().default(true),
  token: secretText,
};

/** Vapi's HMACAuthenticationPlan, and how old an event may be. */
export const hmacFields = {
  secretKey: text(2000).min(
    MIN_SECRET_LENGTH,
    `Enter at least ${MIN_SECRET_LENGTH} characters, or generate one.`,
  ),
  secretIsBase64: z.boolean().default(false),
  algorithm: z.enum(['sha256', 'sha512', 'sha1']).default('sha256'),
  signatureHeader: headerName.default('x-signature'),
  signaturePrefix: text(50).default(''),
  signatureEncoding: z.enum(['hex', 'base64']).default('hex'),
  includeTimestamp: z.boolean().default(true),
  timestampHeader: headerName.default('x-timestamp'),
  payloadFormat: payloadFormat.default('{timestamp}.{body}'),
  messageIdHeader: headerName.default('svix-id'),
  toleranceSeconds: toleranceSeconds.default(DEFAULT_TOLERANCE_SECONDS),
};

/** Vapi's OAuth2AuthenticationPlan, whose token endpoint is this server. */
export const oauth2Fields = {
  clientSecret: clientSecretText,
  /** Empty: tokens are for everything, and none may be asked for. */
  scope: scopeText.default(''),
  tokenLifetimeSeconds: tokenLifetimeSeconds.default(3600),
};

export const headerCredential = z.object({ ...common, kind: z.literal('header'), ...headerFields });
export const bearerCredential = z.object({ ...common, kind: z.literal('bearer'), ...bearerFields });
export const hmacCredential = z.object({ ...common, kind: z.literal('hmac'), ...hmacFields });
export const oauth2Credential = z.object({ ...common, kind: z.literal('oauth2'), ...oauth2Fields });

export const credential = z.discriminatedUnion('kind', [
  headerCredential,
  bearerCredential,
  hmacCredential,
  oauth2Credential,
]);

/** The part of a credential that opens the door. */
export const secretOf = (given: Credential): string => {
  switch (given.kind) {
    case 'header':
      return given.value;
    case 'bearer':
      return given.token;
    case 'hmac':
      return given.secretKey;
    case 'oauth2':
      return given.clientSecret;
  }
};

/** Whether text is base64 with its padding, as `secretIsBase64` needs it. */
export const isBase64 = (given: string): boolean =>
  given !== '' && /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(given);

/** 256 random bits as text that a header can carry; standard base64 where it is to be decoded before use. */
export const randomSecret = (form: 'text' | 'base64' = 'text'): string => {
  const base64 = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))));
  return form === 'base64' ? base64 : base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
};
