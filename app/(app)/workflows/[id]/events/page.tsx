import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { EventList } from '#components/runs/event-list.tsx';
import { ownSamples } from '#components/runs/sample-event.ts';
import { TryIt } from '#components/runs/try-it.tsx';
import { PageBody, PageHeader } from '#components/shell/page-header.tsx';
import { requireUser } from '#lib/accounts/session.ts';
import { eventRuns } from '#lib/manage/event-runs.ts';
import { requestOrigin, serverUrlFor } from '#lib/server/public-url.ts';
import { getStore } from '#lib/store/store.ts';
import { hasVapiSecret } from '#lib/vapi/credentials/vapi-secret.ts';
import { eventCatalogue } from '#lib/vapi/events.ts';

export const metadata: Metadata = { title: 'Events' };

const PAGE_SIZE = 50;

const filter = z.object({
  disposition: z
    .enum(['handled', 'unhandled', 'duplicate', 'refused', 'malformed'])
    .optional()
    .catch(undefined),
  type: z.string().max(200).optional().catch(undefined),
  call: z.string().max(200).optional().catch(undefined),
  event: z.string().max(200).optional().catch(undefined),
  cursor: z.string().max(200).optional().catch(undefined),
});

interface Props {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<Record<string, string | string[]>>;
}

export default async function EventsPage({ params, searchParams }: Props) {
  await requireUser();
  const { id } = await params;
  const store = await getStore();
  const workflow = await store.workflows.get(id);
  if (workflow === undefined) notFound();
  const { disposition, type, call, event, cursor } = filter.parse(await searchParams);
  const page = await store.events.list({
    workflowId: id,
    disposition,
    type,
    callId: call,
    id: event,
    cursor,
    limit: PAGE_SIZE,
  });
  const runs = await eventRuns(store, page.items);
  const serverUrl = serverUrlFor(workflow.token, requestOrigin(await headers()));
  const known = eventCatalogue.map((info) => info.type);
  return (
    <PageBody>
      <PageHeader
        title="Events"
        description="Everything that was posted to the server URL: handled, unhandled, repeated, refused and malformed."
      />
      <EventList
        workflowId={id}
        events={page.items.map((event) => ({
          ...event,
          receivedAt: event.receivedAt.toISOString(),
          tools: runs.get(event.id)?.tools ?? [],
          run: runs.get(event.id)?.run,
        }))}
        nextCursor={page.nextCursor}
        types={[...new Set([...page.items.map((event) => event.type), ...known])].filter(
          (name) => name !== '',
        )}
        whenEmpty={
          <TryIt
            serverUrl={serverUrl}
            samples={ownSamples(workflow.draft)}
            secret={hasVapiSecret(workflow.access) ? '…' : null}
            isPublished={workflow.publishedVersionId !== null}
          />
        }
      />
    </PageBody>
  );
}
