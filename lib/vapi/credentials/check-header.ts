import type { BearerCredential, HeaderCredential } from './credential.ts';
import { sameTextAs } from './same-text.ts';
import { passed, refusedBecause, type SignedRequest, type Verdict } from './verdict.ts';

export type Check = (request: SignedRequest) => Verdict;

/** A shared secret, plain in a header: docs.vapi.ai, Server authentication. */
export const checkHeader = ({ headerName, value }: HeaderCredential): Check => {
  const isRight = sameTextAs(value);
  const name = headerName.toLowerCase();
  return ({ headers }) => {
    const given = headers[name];
    if (given === undefined || given === '') return refusedBecause(`The header ${headerName} is missing.`);
    return isRight(given) ? passed : refusedBecause(`The header ${headerName} does not match this workflow.`);
  };
};

/** A token in a header, after the word `Bearer` unless that is switched off. */
export const checkBearer = ({ headerName, bearerPrefixEnabled, token }: BearerCredential): Check => {
  if (!bearerPrefixEnabled) {
    return checkHeader({ kind: 'header', id: '', name: '', createdAt: '', headerName, value: token });
  }
  const isRight = sameTextAs(token);
  return ({ headers }) => {
    const given = readBearer(headers, headerName);
    if (!given.ok) return given;
    return isRight(given.token)
      ? passed
      : refusedBecause(`The token in the header ${headerName} does not match this workflow.`);
  };
};

/** The token after `Bearer ` (RFC 6750, 2.1), or why there is none. */
export const readBearer = (
  headers: SignedRequest['headers'],
  headerName: string,
): { readonly ok: true; readonly token: string } | { readonly ok: false; readonly reason: string } => {
  const given = headers[headerName.toLowerCase()];
  if (given === undefined || given === '') {
    return { ok: false, reason: `The header ${headerName} is missing.` };
  }
  const token = /^bearer +(\S.*)$/i.exec(given)?.[1];
  return token === undefined
    ? { ok: false, reason: `The header ${headerName} does not begin with "Bearer ".` }
    : { ok: true, token };
};
