import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { ConnectLive } from '#components/connect/connect-live.tsx';
import { PublicAddress } from '#components/connect/public-address.tsx';
import { VapiKeyCard } from '#components/connect/vapi-key-card.tsx';
import { VapiOverview } from '#components/connect/vapi-overview.tsx';
import { PageBody, PageHeader } from '#components/shell/page-header.tsx';
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { requireUser } from '#lib/accounts/session.ts';
import { viewConnection } from '#lib/connect/connection.ts';
import { workflowNeeds } from '#lib/connect/workflow-needs.ts';
import { requestOrigin, serverUrlFor } from '#lib/server/public-url.ts';
import { getStore } from '#lib/store/store.ts';

export const metadata: Metadata = { title: 'Connect' };

export default async function ConnectPage({ params }: { params: Promise<{ id: string }> }) {
  await requireUser();
  const { id } = await params;
  const store = await getStore();
  const workflow = await store.workflows.get(id);
  if (workflow === undefined) notFound();
  const [stored, changes, events] = await Promise.all([
    store.vapiConnection.get(),
    store.vapiChanges.list(id),
    store.events.list({ workflowId: id, limit: 1 }),
  ]);
  const connection = stored === undefined ? undefined : viewConnection(stored);
  const serverUrl = serverUrlFor(workflow.token, requestOrigin(await headers()));
  const needs = workflowNeeds(workflow.draft);
  return (
    <PageBody width="narrow">
      <PageHeader
        title="Connect to Vapi"
        description="Make assistants, phone numbers, squads and tools send their events to this workflow."
      />
      <Card>
        <CardHeader
          title="Server URL"
          description="The address that is set in Vapi. Every event of every call goes here."
        />
        <CardBody className="grid min-w-0 gap-3">
          {workflow.tokenRevokedAt === null ? (
            <>
              <CodeBlock label="Server URL" text={serverUrl} isLabelHidden isWrapped />
              <PublicAddress serverUrl={serverUrl} />
            </>
          ) : (
            <p className="rounded-md bg-danger-soft px-3 py-2 text-danger-text text-sm">
              The URL was revoked and answers 404. Make a new one in the settings of this workflow first.
            </p>
          )}
        </CardBody>
      </Card>
      <VapiKeyCard
        connection={
          connection === undefined
            ? undefined
            : { ...connection, checkedAt: connection.checkedAt?.toISOString() ?? null }
        }
      />
      {connection === undefined ? null : (
        <VapiOverview
          key={`${connection.region} ${connection.keyHint}`}
          workflowId={id}
          flows={{
            controlCalls: needs.messages.includes('phone-call-control'),
          }}
          lastEventAt={events.items[0]?.receivedAt.toISOString() ?? null}
          changes={changes.map((change) => ({
            id: change.id,
            kind: change.targetKind,
            name: change.targetName,
            at: change.createdAt.toISOString(),
            by: change.createdBy,
            restoredAt: change.restoredAt?.toISOString() ?? null,
          }))}
        />
      )}
      <ConnectLive workflowId={id} />
    </PageBody>
  );
}
