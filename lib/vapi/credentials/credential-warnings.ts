import type { Credential, HmacCredential } from './credential.ts';

/** What the settings of a credential leave open, in sentences for its owner. */
export const credentialWarnings = (
  credential: Pick<HmacCredential, 'kind' | 'includeTimestamp' | 'payloadFormat'> | { kind: OtherKind },
): string[] => {
  if (credential.kind !== 'hmac') return [];
  if (!credential.includeTimestamp) {
    return ['The time is not checked: whoever records an event can send it again at any time.'];
  }
  if (credential.payloadFormat.includes('{timestamp}')) return [];
  return [
    'The time is not part of what is signed: whoever records an event can send it again with a new time. Put {timestamp} into the payload format, here and in Vapi.',
  ];
};

type OtherKind = Exclude<Credential['kind'], 'hmac'>;
