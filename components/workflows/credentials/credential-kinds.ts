import { FileSignature, KeyRound, type LucideIcon, RectangleEllipsis, RefreshCcwDot } from 'lucide-react';
import type { CredentialKind } from '#lib/vapi/credentials/credential.ts';
import type { CredentialView } from '#lib/vapi/credentials/credential-view.ts';

interface KindText {
  readonly label: string;
  /** One line for someone who never heard of it. */
  readonly help: string;
  readonly icon: LucideIcon;
}

/** The kinds of credentials, in the order in which they are offered. */
export const credentialKinds: Readonly<Record<CredentialKind, KindText>> = {
  header: {
    label: 'Secret in a header',
    help: 'Vapi sends a fixed secret in X-Vapi-Secret or a header of your choice. The simplest.',
    icon: RectangleEllipsis,
  },
  bearer: {
    label: 'Bearer token',
    help: 'Vapi sends “Authorization: Bearer …”, as most APIs expect it.',
    icon: KeyRound,
  },
  hmac: {
    label: 'HMAC signature',
    help: 'Vapi signs each event. The secret never travels, and nobody can change an event or send an old one again.',
    icon: FileSignature,
  },
  oauth2: {
    label: 'OAuth 2.0',
    help: 'Vapi fetches a token from Patchbay that ends by itself and is renewed.',
    icon: RefreshCcwDot,
  },
};

/** What a credential asks for, in a few words. */
export const summaryOf = (view: CredentialView): string => {
  switch (view.kind) {
    case 'header':
      return view.headerName;
    case 'bearer':
      return view.bearerPrefixEnabled ? `${view.headerName}: Bearer …` : view.headerName;
    case 'hmac':
      return `${view.algorithm} in ${view.signatureHeader}`;
    case 'oauth2':
      return `tokens last ${view.tokenLifetimeSeconds} s`;
  }
};
