import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { type Check, readBearer } from './check-header.ts';
import type { OAuth2Credential } from './credential.ts';
import { passed, refusedBecause } from './verdict.ts';

/** Whose tokens these are. */
export interface TokenIssuer {
  /** Secret bytes of this installation, for signing tokens only. */
  readonly key: string;
  /** Which server URL the tokens are for. */
  readonly audience: string;
}

/** Marks the tokens of Patchbay where they turn up. */
const PREFIX = 'pbt_';
const claims = z.object({ c: z.string(), e: z.number() });

/**
 * An access token for a credential: its id and when it ends, signed. The key of the signature is made of the client
 * secret too, so that tokens die with it, and nothing is stored.
 */
export const issueToken = (issuer: TokenIssuer, credential: OAuth2Credential, now: number): string => {
  const payload = Buffer.from(
    JSON.stringify({ c: credential.id, e: Math.floor(now / 1000) + credential.tokenLifetimeSeconds }),
  ).toString('base64url');
  return `${PREFIX}${payload}.${sign(issuer, credential, payload).toString('base64url')}`;
};

/** Demands a token that was issued for this credential, and that has not ended. */
export const checkOAuth2 = (issuer: TokenIssuer, credential: OAuth2Credential): Check => {
  return ({ headers, receivedAt }) => {
    const given = readBearer(headers, 'Authorization');
    if (!given.ok) return given;
    const payload = readSigned(issuer, credential, given.token);
    if (payload === undefined) {
      return refusedBecause(
        'The access token in Authorization was not issued for this credential, or its client secret was replaced since.',
      );
    }
    const { c, e } = claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
    if (c !== credential.id) return refusedBecause('The access token was issued for another credential.');
    const late = Math.floor(receivedAt / 1000) - e;
    return late < 0 ? passed : refusedBecause(`The access token ended ${late} s ago.`);
  };
};

/** The payload of a token whose signature is ours. */
const readSigned = (issuer: TokenIssuer, credential: OAuth2Credential, token: string): string | undefined => {
  const [payload = '', signature = '', ...more] = token.slice(PREFIX.length).split('.');
  if (!token.startsWith(PREFIX) || more.length > 0) return undefined;
  const expected = sign(issuer, credential, payload);
  const given = Buffer.from(signature, 'base64url');
  // Compared as text as well: base64 has several spellings of the same bytes.
  if (given.byteLength !== expected.byteLength || given.toString('base64url') !== signature) return undefined;
  return timingSafeEqual(expected, given) ? payload : undefined;
};

const sign = (issuer: TokenIssuer, { id, clientSecret }: OAuth2Credential, payload: string): Buffer => {
  const key = createHmac('sha256', issuer.key)
    .update(JSON.stringify([issuer.audience, id, clientSecret]))
    .digest();
  return createHmac('sha256', key).update(payload).digest();
};
