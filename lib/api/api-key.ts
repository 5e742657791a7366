import type { Failure } from './errors.ts';

/** The API key that a request carries, in `Authorization: Bearer pb_…` or `X-API-Key`. Nothing else is accepted. */
export const apiKeyOf = (headers: Headers): { readonly key: string } | Failure<'unauthorized'> => {
  const authorization = headers.get('authorization');
  const bearer = authorization === null ? undefined : /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1];
  if (authorization !== null && bearer === undefined) {
    return unauthorized('The Authorization header has to be `Bearer` and an API key.');
  }
  const key = bearer ?? headers.get('x-api-key')?.trim();
  if (key === undefined || key === '') {
    return unauthorized(
      'Send an API key: `Authorization: Bearer pb_…`. Keys are made under Settings, API keys.',
    );
  }
  return key.startsWith('pb_')
    ? { key }
    : unauthorized('This is not an API key of Patchbay; those begin with pb_.');
};

/** 401, with the header that tells a client how to authenticate (RFC 9110, 11.6.1). */
export const unauthorized = (message: string): Failure<'unauthorized'> => ({
  failed: 'unauthorized',
  message,
  headers: { 'www-authenticate': 'Bearer realm="patchbay"' },
});
