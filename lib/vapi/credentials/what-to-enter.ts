import type { CredentialView } from './credential-view.ts';

// Browser-safe.

/** Stands where a secret goes that is not known here: it is shown only when it is made. */
const UNKNOWN_SECRET = '<the secret>';
/** Stands where the id goes that Vapi answers with. */
const CREDENTIAL_ID = '<id from the answer>';

/** One field of a form in the Vapi dashboard. */
export interface DashboardField {
  readonly label: string;
  readonly value: string;
  /** The value has to be known: it cannot be read here again. */
  readonly isSecretUnknown?: true;
}

/** What makes Vapi send a credential: by hand in its dashboard, or by its API. */
export interface WhatToEnter {
  /** The fields of Vapi's form "Custom Credential", by the names they have there. */
  readonly dashboard: readonly DashboardField[];
  /** The body of `POST https://api.vapi.ai/credential`. */
  readonly credential: Readonly<Record<string, unknown>>;
  /** The `server` object of an assistant, a phone number or a tool that uses it. */
  readonly server: Readonly<Record<string, unknown>>;
  /** The `server` object that needs no credential in Vapi, where there is such a way. */
  readonly serverWithHeaders?: Readonly<Record<string, unknown>>;
}

export interface EnterAddresses {
  readonly serverUrl: string;
  /** Where tokens are asked for. */
  readonly tokenUrl: string;
  /** The OAuth client id of this credential. */
  readonly clientId: string;
}

/**
 * What to enter in Vapi for a credential. Names of fields: docs.vapi.ai (Server authentication, Tool argument
 * encryption) and Vapi's API description (CreateCustomCredentialDTO, Server).
 */
export const whatToEnter = (
  credential: CredentialView,
  secret: string | undefined,
  addresses: EnterAddresses,
): WhatToEnter => {
  const { type, fields, plan } = planOf(credential, secret ?? UNKNOWN_SECRET, addresses);
  const name = credential.name === '' ? 'Patchbay' : `Patchbay: ${credential.name}`;
  const url = addresses.serverUrl;
  return {
    dashboard: [
      { label: 'Credential Name', value: name },
      { label: 'Authentication Type', value: type },
      ...fields.map((field) =>
        field.value === UNKNOWN_SECRET ? { ...field, isSecretUnknown: true as const } : field,
      ),
    ],
    credential: { provider: 'custom-credential', name, authenticationPlan: plan },
    server: { url, credentialId: CREDENTIAL_ID },
    ...headersWay(credential, secret ?? UNKNOWN_SECRET, url),
  };
};

interface Plan {
  readonly type: string;
  readonly fields: readonly DashboardField[];
  readonly plan: Readonly<Record<string, unknown>>;
}

const planOf = (credential: CredentialView, secret: string, addresses: EnterAddresses): Plan => {
  switch (credential.kind) {
    case 'header':
      return bearerPlan(credential.headerName, false, secret);
    case 'bearer':
      return bearerPlan(credential.headerName, credential.bearerPrefixEnabled, secret);
    case 'hmac':
      return hmacPlan(credential, secret);
    case 'oauth2':
      return oauth2Plan(credential, secret, addresses);
  }
};

/** Vapi sends a plain header with its Bearer credential, the prefix switched off. */
const bearerPlan = (headerName: string, bearerPrefixEnabled: boolean, token: string): Plan => ({
  type: 'Bearer Token',
  fields: [
    { label: 'Token', value: token },
    { label: 'Header Name', value: headerName },
    { label: 'Include Bearer Prefix', value: onOrOff(bearerPrefixEnabled) },
  ],
  plan: { type: 'bearer', token, headerName, bearerPrefixEnabled },
});

const hmacPlan = (credential: Extract<CredentialView, { kind: 'hmac' }>, secretKey: string): Plan => {
  const { algorithm, signatureHeader, timestampHeader, signaturePrefix, includeTimestamp } = credential;
  const { payloadFormat, messageIdHeader, signatureEncoding, secretIsBase64 } = credential;
  const hasMessageId = payloadFormat.includes('{svix-id}');
  return {
    type: 'HMAC',
    fields: [
      { label: 'Secret Key', value: secretKey },
      { label: 'Secret is Base64', value: onOrOff(secretIsBase64) },
      { label: 'Algorithm', value: algorithm.toUpperCase() },
      { label: 'Signature Header', value: signatureHeader },
      ...(signaturePrefix === '' ? [] : [{ label: 'Signature Prefix', value: signaturePrefix }]),
      { label: 'Signature Encoding', value: signatureEncoding },
      { label: 'Include Timestamp', value: onOrOff(includeTimestamp) },
      ...(includeTimestamp ? [{ label: 'Timestamp Header', value: timestampHeader }] : []),
      { label: 'Payload Format', value: payloadFormat },
      ...(hasMessageId ? [{ label: 'Message ID Header', value: messageIdHeader }] : []),
    ],
    plan: {
      type: 'hmac',
      secretKey,
      algorithm,
      signatureHeader,
      ...(includeTimestamp && { timestampHeader }),
      ...(signaturePrefix !== '' && { signaturePrefix }),
      includeTimestamp,
      payloadFormat,
      ...(hasMessageId && { messageIdHeader }),
      signatureEncoding,
      secretIsBase64,
    },
  };
};

const oauth2Plan = (
  { scope }: Extract<CredentialView, { kind: 'oauth2' }>,
  clientSecret: string,
  { tokenUrl, clientId }: EnterAddresses,
): Plan => ({
  type: 'OAuth 2.0',
  fields: [
    { label: 'Token URL', value: tokenUrl },
    { label: 'Client ID', value: clientId },
    { label: 'Client Secret', value: clientSecret },
    ...(scope === '' ? [] : [{ label: 'Scope', value: scope }]),
  ],
  plan: { type: 'oauth2', url: tokenUrl, clientId, clientSecret, ...(scope !== '' && { scope }) },
});

const headersWay = (
  credential: CredentialView,
  secret: string,
  url: string,
): Pick<WhatToEnter, 'serverWithHeaders'> => {
  if (credential.kind !== 'header' && credential.kind !== 'bearer') return {};
  const hasPrefix = credential.kind === 'bearer' && credential.bearerPrefixEnabled;
  const value = hasPrefix ? `Bearer ${secret}` : secret;
  return { serverWithHeaders: { url, headers: { [credential.headerName]: value } } };
};

const onOrOff = (value: boolean): string => (value ? 'on' : 'off');

/** The part of a custom credential that makes Vapi encrypt: PublicKeyEncryptionPlan. */
export const encryptionPlan = (publicKeyPem: string): Readonly<Record<string, unknown>> => ({
  type: 'public-key',
  algorithm: 'RSA-OAEP-256',
  publicKey: { format: 'spki-pem', name: 'Patchbay', pem: publicKeyPem },
});
