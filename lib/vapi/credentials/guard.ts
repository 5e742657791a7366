import type { Access } from './access.ts';
import { createAddressList } from './address-list.ts';
import { type Check, checkBearer, checkHeader } from './check-header.ts';
import { checkHmac } from './check-hmac.ts';
import type { Credential, CredentialKind } from './credential.ts';
import { checkOAuth2, type TokenIssuer } from './oauth2-token.ts';
import { passed, refusedBecause, type SignedRequest, type Verdict } from './verdict.ts';

/** A workflow's credentials and address list, made ready once, asked for every event. */
export interface Guard {
  /** Never throws: what cannot be judged is refused. */
  readonly check: Check;
  /** Lower-case names of the headers whose values are not kept. */
  readonly isSensitive: (header: string) => boolean;
}

const KIND_NAMES: Record<CredentialKind, string> = {
  header: 'header',
  bearer: 'bearer token',
  hmac: 'HMAC',
  oauth2: 'OAuth 2.0',
};

/** Their values open doors, here or elsewhere. */
const ALWAYS_SENSITIVE = ['authorization', 'cookie', 'x-vapi-secret', 'proxy-authorization'];
/** What may be kept of a request while it is unknown which headers carry credentials. */
const HARMLESS = new Set([
  'accept',
  'connection',
  'content-length',
  'content-type',
  'host',
  'user-agent',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
]);

/**
 * The guard of a workflow. The address list is a condition of its own; of the credentials one that verifies is enough,
 * and where there are none, everyone passes who knows the server URL.
 */
export const createGuard = (access: Access, issuer: TokenIssuer): Guard => {
  const sensitive = new Set([...ALWAYS_SENSITIVE, ...access.credentials.flatMap(headersOf)]);
  return { check: createCheck(access, issuer), isSensitive: (header) => sensitive.has(header) };
};

/** The guard of a workflow whose credentials cannot be read: everything is refused, and hardly a header kept. */
export const closedGuard = (reason: string): Guard => ({
  check: () => refusedBecause(reason),
  isSensitive: (header) => !HARMLESS.has(header),
});

const createCheck = ({ credentials, allowedNetworks }: Access, issuer: TokenIssuer): Check => {
  const isAllowed = allowedNetworks.length === 0 ? undefined : createAddressList(allowedNetworks);
  const checks = credentials.map((credential) => ({ credential, check: checkOf(credential, issuer) }));
  return (request) => {
    const place = isAllowed === undefined ? passed : checkAddress(request, isAllowed);
    if (!place.ok || checks.length === 0) return place;
    const reasons: string[] = [];
    for (const { credential, check } of checks) {
      const verdict = attempt(check, request);
      if (verdict.ok) return passed;
      reasons.push(checks.length === 1 ? verdict.reason : `${nameOf(credential)}: ${verdict.reason}`);
    }
    return refusedBecause(reasons.join(' '));
  };
};

const checkOf = (credential: Credential, issuer: TokenIssuer): Check => {
  try {
    return readyCheck(credential, issuer);
  } catch (error) {
    const reason = `This credential cannot be used: ${messageOf(error)} Replace it.`;
    return () => refusedBecause(reason);
  }
};

const readyCheck = (credential: Credential, issuer: TokenIssuer): Check => {
  switch (credential.kind) {
    case 'header':
      return checkHeader(credential);
    case 'bearer':
      return checkBearer(credential);
    case 'hmac':
      return checkHmac(credential);
    case 'oauth2':
      return checkOAuth2(issuer, credential);
  }
};

/** A fault in a check must not let anyone in, nor keep another credential from being tried. */
const attempt = (check: Check, request: SignedRequest): Verdict => {
  try {
    return check(request);
  } catch (error) {
    return refusedBecause(`It could not be checked: ${messageOf(error)}`);
  }
};

const checkAddress = ({ address }: SignedRequest, isAllowed: (address: string) => boolean): Verdict => {
  if (address === undefined) {
    return refusedBecause(
      'The address of the sender is not known to this server, and only some are allowed.',
    );
  }
  return isAllowed(address)
    ? passed
    : refusedBecause(`The address ${address} is not in the list of allowed addresses.`);
};

/** How a credential is called in a reason and in lists. */
export const nameOf = ({ name, kind }: Pick<Credential, 'name' | 'kind'>): string =>
  name === '' ? KIND_NAMES[kind] : `${name} (${KIND_NAMES[kind]})`;

const headersOf = (credential: Credential): string[] => {
  switch (credential.kind) {
    case 'header':
    case 'bearer':
      return [credential.headerName.toLowerCase()];
    case 'hmac':
      return [credential.signatureHeader.toLowerCase()];
    case 'oauth2':
      return [];
  }
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown fault.');
