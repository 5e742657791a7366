import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { PageBody, PageHeader } from '#components/shell/page-header.tsx';
import { DangerCard } from '#components/workflows/danger-card.tsx';
import { NameCard } from '#components/workflows/name-card.tsx';
import { ServerUrlCard } from '#components/workflows/server-url-card.tsx';
import { VapiSecretCard } from '#components/workflows/vapi-secret-card.tsx';
import { requireUser } from '#lib/accounts/session.ts';
import { requestOrigin, serverUrlFor } from '#lib/server/public-url.ts';
import { getStore } from '#lib/store/store.ts';
import { hasVapiSecret } from '#lib/vapi/credentials/vapi-secret.ts';

export const metadata: Metadata = { title: 'Settings' };

export default async function WorkflowSettingsPage({ params }: { params: Promise<{ id: string }> }) {
  await requireUser();
  const { id } = await params;
  const workflow = await (await getStore()).workflows.get(id);
  if (workflow === undefined) notFound();
  const { name, token, tokenRevokedAt, access, publishedVersionId } = workflow;
  return (
    <PageBody width="narrow">
      <PageHeader title="Settings" description={`Of the workflow ${name}.`} />
      <NameCard key={name} id={id} name={name} />
      <ServerUrlCard
        id={id}
        serverUrl={serverUrlFor(token, requestOrigin(await headers()))}
        isRevoked={tokenRevokedAt !== null}
      />
      <VapiSecretCard id={id} isSet={hasVapiSecret(access)} />
      <DangerCard id={id} name={name} isPublished={publishedVersionId !== null} />
    </PageBody>
  );
}
