import { z } from 'zod';
import { oauthClientId } from '#lib/runtime/oauth-client.ts';
import { serverUrlFor } from '#lib/server/public-url.ts';
import { tokenUrlFor } from '#lib/server/token-url.ts';
import type { Workflow } from '#lib/store/workflows.ts';
import { openAccess } from '#lib/vapi/credentials/access.ts';
import { type Credential, secretOf } from '#lib/vapi/credentials/credential.ts';
import { credentialView, viewCredential } from '#lib/vapi/credentials/credential-view.ts';
import { encryptionPlan, whatToEnter } from '#lib/vapi/credentials/what-to-enter.ts';
import { time } from './fields.ts';

const credential = credentialView.meta({
  id: 'Credential',
  description: 'How Vapi proves that an event comes from it; without its secret.',
});

const json = z.record(z.string(), z.unknown());

const inVapi = z
  .object({
    dashboard: z.array(z.object({ label: z.string(), value: z.string() })),
    credential: json.meta({ description: 'The body of `POST https://api.vapi.ai/credential`.' }),
    server: json.meta({ description: 'The `server` object of an assistant, a phone number or a tool.' }),
    serverWithHeaders: json
      .optional()
      .meta({ description: 'The `server` object that does without a credential in Vapi.' }),
  })
  .meta({ id: 'WhatToEnterInVapi' });

/** A credential that was just made: the only time that its secret is shown. */
export const newCredential = z
  .object({ credential, secret: z.string(), inVapi })
  .meta({ id: 'NewCredential', description: 'With its secret, which is not shown again.' });

export const keyPair = z
  .object({ id: z.string(), createdAt: time, publicKeyPem: z.string(), encryptionPlan: json })
  .meta({ id: 'KeyPair', description: 'For encrypted tool arguments; Vapi gets the public key.' });

export const access = z
  .object({
    isReadable: z.boolean().meta({
      description:
        'False where what is stored cannot be decrypted: every event is refused until it is replaced.',
    }),
    isOpen: z.boolean().meta({ description: 'Whether everyone can post events who knows the server URL.' }),
    credentials: z.array(credential),
    tokenUrl: z.string().meta({ description: 'Where OAuth2 access tokens are issued.' }),
    allowedNetworks: z.array(z.string()),
    encryptedPaths: z.array(z.string()),
    keyPairs: z.array(keyPair).meta({ description: 'Newest first; older ones still decrypt.' }),
  })
  .meta({ id: 'Access', description: 'Who may post events to a workflow.' });

export const viewAccess = ({ access: stored }: Workflow, origin: string): z.input<typeof access> => {
  const { credentials, keyPairs, ...rest } = stored === 'unreadable' ? openAccess() : stored;
  return {
    ...rest,
    isReadable: stored !== 'unreadable',
    isOpen: stored !== 'unreadable' && credentials.length === 0 && rest.allowedNetworks.length === 0,
    credentials: credentials.map(viewCredential),
    tokenUrl: tokenUrlFor(origin),
    keyPairs: keyPairs.map(viewKeyPair),
  };
};

export const viewKeyPair = (pair: {
  readonly id: string;
  readonly createdAt: string;
  readonly publicKeyPem: string;
}): z.input<typeof keyPair> => ({ ...pair, encryptionPlan: encryptionPlan(pair.publicKeyPem) });

export const viewNewCredential = (
  workflow: Pick<Workflow, 'id' | 'token'>,
  made: Credential,
  origin: string,
): z.input<typeof newCredential> => {
  const view = viewCredential(made);
  const secret = secretOf(made);
  const { dashboard, ...bodies } = whatToEnter(view, secret, {
    serverUrl: serverUrlFor(workflow.token, origin),
    tokenUrl: tokenUrlFor(origin),
    clientId: oauthClientId(workflow.id, made.id),
  });
  return { credential: view, secret, inVapi: { dashboard: [...dashboard], ...bodies } };
};
