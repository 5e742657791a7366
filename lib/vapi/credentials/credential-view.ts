import { z } from 'zod';
import {
  bearerCredential,
  type Credential,
  headerCredential,
  hmacCredential,
  oauth2Credential,
  secretOf,
} from './credential.ts';
import { credentialWarnings } from './credential-warnings.ts';

/** The last characters are shown of secrets of this length: too few to help anyone who guesses. */
const HINT_FROM_LENGTH = 24;

const shown = {
  secretHint: z
    .string()
    .nullable()
    .meta({ description: 'The last four characters of a long secret, to tell two of them apart.' }),
  warnings: z.array(z.string()).meta({ description: 'What the settings leave open, in sentences.' }),
};

/** A credential as it is listed: without what opens the door. */
export const credentialView = z.discriminatedUnion('kind', [
  headerCredential.omit({ value: true }).extend(shown),
  bearerCredential.omit({ token: true }).extend(shown),
  hmacCredential.omit({ secretKey: true }).extend(shown),
  oauth2Credential.omit({ clientSecret: true }).extend(shown),
]);

export type CredentialView = z.output<typeof credentialView>;

/** What may be shown of a credential. The schema drops the secret. */
export const viewCredential = (credential: Credential): CredentialView => {
  const secret = secretOf(credential);
  return credentialView.parse({
    ...credential,
    secretHint: secret.length < HINT_FROM_LENGTH ? null : secret.slice(-4),
    warnings: credentialWarnings(credential),
  });
};
