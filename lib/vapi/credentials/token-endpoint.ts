import { z } from 'zod';
import type { OAuth2Credential } from './credential.ts';
import { issueToken, type TokenIssuer } from './oauth2-token.ts';
import { sameTextAs } from './same-text.ts';

/** A request for a token as it came in. */
export interface TokenRequest {
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
}

export interface TokenResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Finds the credential that a client id names, and who signs its tokens. */
export type FindClient = (
  clientId: string,
) => { readonly credential: OAuth2Credential; readonly issuer: TokenIssuer } | undefined;

const NO_STORE = { 'cache-control': 'no-store', pragma: 'no-cache' } as const;

/** The token endpoint: client credentials (RFC 6749, 4.4), with the errors of 5.2. */
export const answerTokenRequest = (request: TokenRequest, findClient: FindClient): TokenResponse => {
  const form = readForm(request);
  if (form === undefined) {
    return failure(400, 'invalid_request', 'Send each parameter once, as application/x-www-form-urlencoded.');
  }
  const client = readClient(form, request.authorization);
  if (!client.ok) return client.response;
  const grant = form.grant_type;
  if (grant === undefined) return failure(400, 'invalid_request', 'The parameter grant_type is missing.');
  const found = findClient(client.id);
  // An unknown client costs as much time as a wrong secret.
  const isRight = sameTextAs(found?.credential.clientSecret ?? '')(client.secret) && found !== undefined;
  if (!isRight) return unauthorized('The client id or the client secret is wrong.');
  if (grant !== 'client_credentials') {
    return failure(400, 'unsupported_grant_type', 'This server only knows grant_type=client_credentials.');
  }
  const scope = grantScope(found.credential.scope, form.scope ?? '');
  if (scope === undefined) {
    return failure(400, 'invalid_scope', 'The credential in Patchbay does not have this scope.');
  }
  return {
    status: 200,
    headers: NO_STORE,
    body: {
      access_token: issueToken(found.issuer, found.credential, request.receivedAt),
      token_type: 'Bearer',
      expires_in: found.credential.tokenLifetimeSeconds,
      ...(scope === '' ? {} : { scope }),
    },
  };
};

/** RFC 6749 errors are ASCII without quotes and backslashes. */
export const failure = (
  status: number,
  error: string,
  description: string,
  headers: Readonly<Record<string, string>> = {},
): TokenResponse => ({
  status,
  headers: { ...NO_STORE, ...headers },
  body: { error, error_description: description },
});

const unauthorized = (description: string): TokenResponse =>
  failure(401, 'invalid_client', description, { 'www-authenticate': 'Basic realm="patchbay"' });

type Form = Readonly<Record<string, string>>;

const jsonForm = z.record(z.string(), z.string());

/** The parameters; `undefined` where they cannot be read or one came twice. JSON, which the RFC does not know, is read too. */
const readForm = ({ contentType = '', body }: TokenRequest): Form | undefined => {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/json') return readJson(body);
  if (type !== 'application/x-www-form-urlencoded') return undefined;
  const pairs = [...new URLSearchParams(body)].filter(([, value]) => value !== ''); // 3.2: empty is as if omitted
  const names = new Set(pairs.map(([name]) => name));
  return names.size === pairs.length ? Object.fromEntries(pairs) : undefined;
};

const readJson = (body: string): Form | undefined => {
  try {
    return jsonForm.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined; // not JSON: said as invalid_request
  }
};

type Client =
  | { readonly ok: true; readonly id: string; readonly secret: string }
  | { readonly ok: false; readonly response: TokenResponse };

/** client_secret_basic or client_secret_post, never both (2.3). */
const readClient = (form: Form, authorization: string | undefined): Client => {
  const id = form.client_id;
  const secret = form.client_secret;
  if (authorization === undefined) {
    if (id !== undefined && secret !== undefined) return { ok: true, id, secret };
    return { ok: false, response: unauthorized('The client id or the client secret is missing.') };
  }
  const basic = readBasic(authorization);
  if (basic === undefined) {
    return { ok: false, response: unauthorized('The Authorization header is not HTTP Basic.') };
  }
  if (secret !== undefined || (id !== undefined && id !== basic.id)) {
    const response = failure(
      400,
      'invalid_request',
      'Send the client secret once: in the header or in the body.',
    );
    return { ok: false, response };
  }
  return { ok: true, ...basic };
};

/** Id and secret are form-encoded inside Basic (2.3.1); ours have no character for which that matters. */
const readBasic = (authorization: string): { id: string; secret: string } | undefined => {
  const encoded = /^basic +([A-Za-z0-9+/=]+)$/i.exec(authorization)?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString();
  const colon = text.indexOf(':');
  if (colon === -1) return undefined;
  return { id: formDecoded(text.slice(0, colon)), secret: formDecoded(text.slice(colon + 1)) };
};

const formDecoded = (text: string): string => {
  if (!/[%+]/.test(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text; // a client that did not encode it
  }
};

/** What is granted of the scopes asked for: all of the credential's where none are named; `undefined` where one is not its own. */
const grantScope = (own: string, asked: string): string | undefined => {
  const owned = own.split(' ').filter((word) => word !== '');
  const words = asked.split(' ').filter((word) => word !== '');
  if (words.length === 0) return owned.join(' ');
  return words.every((word) => owned.includes(word)) ? words.join(' ') : undefined;
};
