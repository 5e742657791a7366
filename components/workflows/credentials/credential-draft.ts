import type { saveCredential } from '#app/actions/credentials.ts';
import { type CredentialKind, DEFAULT_TOLERANCE_SECONDS } from '#lib/vapi/credentials/credential.ts';
import type { CredentialView } from '#lib/vapi/credentials/credential-view.ts';

/** Everything that the form can hold, of every kind: what was typed stays when the kind is changed. */
export interface CredentialDraft {
  readonly kind: CredentialKind;
  readonly name: string;
  readonly secret: string;
  readonly headerName: string;
  readonly bearerHeaderName: string;
  readonly bearerPrefixEnabled: boolean;
  readonly algorithm: 'sha256' | 'sha512' | 'sha1';
  readonly signatureHeader: string;
  readonly signaturePrefix: string;
  readonly signatureEncoding: 'hex' | 'base64';
  readonly includeTimestamp: boolean;
  readonly timestampHeader: string;
  readonly payloadFormat: string;
  readonly messageIdHeader: string;
  readonly secretIsBase64: boolean;
  readonly toleranceSeconds: string;
  readonly scope: string;
  readonly tokenLifetimeSeconds: string;
}

const empty: CredentialDraft = {
  kind: 'header',
  name: '',
  secret: '',
  headerName: 'X-Vapi-Secret',
  bearerHeaderName: 'Authorization',
  bearerPrefixEnabled: true,
  algorithm: 'sha256',
  signatureHeader: 'x-signature',
  signaturePrefix: '',
  signatureEncoding: 'hex',
  includeTimestamp: true,
  timestampHeader: 'x-timestamp',
  payloadFormat: '{timestamp}.{body}',
  messageIdHeader: 'svix-id',
  secretIsBase64: false,
  toleranceSeconds: `${DEFAULT_TOLERANCE_SECONDS}`,
  scope: '',
  tokenLifetimeSeconds: '3600',
};

/** A form for a new credential, or with the settings of the one that is replaced; its secret is not known here. */
export const draftFrom = (view?: CredentialView): CredentialDraft => {
  if (view === undefined) return empty;
  const { name, kind } = view;
  switch (view.kind) {
    case 'header':
      return { ...empty, name, kind, headerName: view.headerName };
    case 'bearer': {
      const { headerName: bearerHeaderName, bearerPrefixEnabled } = view;
      return { ...empty, name, kind, bearerHeaderName, bearerPrefixEnabled };
    }
    case 'hmac': {
      const { secretHint: _hint, warnings: _warnings, id: _id, createdAt: _at, ...plan } = view;
      return { ...empty, ...plan, toleranceSeconds: `${view.toleranceSeconds}` };
    }
    case 'oauth2':
      return {
        ...empty,
        name,
        kind,
        scope: view.scope,
        tokenLifetimeSeconds: `${view.tokenLifetimeSeconds}`,
      };
  }
};

/** What the action takes; an empty secret is made by the server. */
export const inputOf = (draft: CredentialDraft): Parameters<typeof saveCredential>[1] => {
  const { kind, name } = draft;
  const secret = draft.secret === '' ? undefined : draft.secret;
  switch (kind) {
    case 'header':
      return { kind, name, headerName: draft.headerName, value: secret };
    case 'bearer': {
      const { bearerHeaderName: headerName, bearerPrefixEnabled } = draft;
      return { kind, name, headerName, bearerPrefixEnabled, token: secret };
    }
    case 'hmac': {
      const { algorithm, signatureHeader, signaturePrefix, signatureEncoding, includeTimestamp } = draft;
      const { timestampHeader, payloadFormat, messageIdHeader, secretIsBase64 } = draft;
      const plan = { algorithm, signatureHeader, signaturePrefix, signatureEncoding, includeTimestamp };
      const rest = { timestampHeader, payloadFormat, messageIdHeader, secretIsBase64 };
      return {
        kind,
        name,
        ...plan,
        ...rest,
        secretKey: secret,
        toleranceSeconds: Number(draft.toleranceSeconds),
      };
    }
    case 'oauth2': {
      const { scope } = draft;
      return {
        kind,
        name,
        scope,
        clientSecret: secret,
        tokenLifetimeSeconds: Number(draft.tokenLifetimeSeconds),
      };
    }
  }
};

/** Which field of the form a field of the input is. */
export const fieldOf = (kind: CredentialKind, path: string): keyof CredentialDraft | undefined => {
  if (['value', 'token', 'secretKey', 'clientSecret'].includes(path)) return 'secret';
  if (path === 'headerName') return kind === 'bearer' ? 'bearerHeaderName' : 'headerName';
  return Object.keys(empty).find((name): name is keyof CredentialDraft => name === path);
};
