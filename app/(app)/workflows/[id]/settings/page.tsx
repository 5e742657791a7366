import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { PageBody, PageHeader } from '#components/shell/page-header.tsx';
import { AllowedAddressesCard } from '#components/workflows/credentials/allowed-addresses-card.tsx';
import { CredentialsCard } from '#components/workflows/credentials/credentials-card.tsx';
import { EncryptedArgumentsCard } from '#components/workflows/credentials/encrypted-arguments-card.tsx';
import { DangerCard } from '#components/workflows/danger-card.tsx';
import { NameCard } from '#components/workflows/name-card.tsx';
import { ServerUrlCard } from '#components/workflows/server-url-card.tsx';
import { requireUser } from '#lib/accounts/session.ts';
import { oauthClientId } from '#lib/runtime/oauth-client.ts';
import { webAddress } from '#lib/runtime/web-adapter.ts';
import { env } from '#lib/server/env.ts';
import { requestOrigin, serverUrlFor } from '#lib/server/public-url.ts';
import { tokenUrlFor } from '#lib/server/token-url.ts';
import { getStore } from '#lib/store/store.ts';
import { openAccess } from '#lib/vapi/credentials/access.ts';
import { viewCredential } from '#lib/vapi/credentials/credential-view.ts';

export const metadata: Metadata = { title: 'Settings' };

export default async function WorkflowSettingsPage({ params }: { params: Promise<{ id: string }> }) {
  await requireUser();
  const { id } = await params;
  const workflow = await (await getStore()).workflows.get(id);
  if (workflow === undefined) notFound();
  const { name, token, tokenRevokedAt, publishedVersionId } = workflow;
  const requestHeaders = await headers();
  const origin = requestOrigin(requestHeaders);
  const serverUrl = serverUrlFor(token, origin);
  const isReadable = workflow.access !== 'unreadable';
  const access = workflow.access === 'unreadable' ? openAccess() : workflow.access;
  return (
    <PageBody width="narrow">
      <PageHeader title="Settings" description={`Of the workflow ${name}.`} />
      <NameCard key={name} id={id} name={name} />
      <ServerUrlCard id={id} serverUrl={serverUrl} isRevoked={tokenRevokedAt !== null} />
      <CredentialsCard
        workflowId={id}
        isReadable={isReadable}
        hasAddressList={access.allowedNetworks.length > 0}
        credentials={access.credentials.map((credential) => ({
          view: viewCredential(credential),
          addresses: { serverUrl, tokenUrl: tokenUrlFor(origin), clientId: oauthClientId(id, credential.id) },
        }))}
      />
      {isReadable ? (
        <>
          <AllowedAddressesCard
            key={access.allowedNetworks.join()}
            workflowId={id}
            networks={access.allowedNetworks}
            ownAddress={webAddress(requestHeaders)}
            trustsProxy={env().PATCHBAY_TRUST_PROXY === true}
          />
          <EncryptedArgumentsCard
            workflowId={id}
            keyPairs={access.keyPairs.map(({ privateKeyPem: _stays, ...shown }) => shown)}
            paths={access.encryptedPaths}
            hasCredential={access.credentials.length > 0}
          />
        </>
      ) : null}
      <DangerCard id={id} name={name} isPublished={publishedVersionId !== null} />
    </PageBody>
  );
}
