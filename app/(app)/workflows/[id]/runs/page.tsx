import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { RunList } from '#components/runs/run-list.tsx';
import { runRowOf } from '#components/runs/run-row-of.ts';
import { ownSamples } from '#components/runs/sample-event.ts';
import { TryIt } from '#components/runs/try-it.tsx';
import { PageBody, PageHeader } from '#components/shell/page-header.tsx';
import { requireUser } from '#lib/accounts/session.ts';
import { runStatus } from '#lib/engine/record.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { failedRuns } from '#lib/manage/call-failures.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { requestOrigin, serverUrlFor } from '#lib/server/public-url.ts';
import { getStore } from '#lib/store/store.ts';
import { hasVapiSecret } from '#lib/vapi/credentials/vapi-secret.ts';

export const metadata: Metadata = { title: 'Runs' };

const PAGE_SIZE = 50;

/** Anyone can write anything into an address: what cannot be read is no filter. */
const filter = z.object({
  status: runStatus.optional().catch(undefined),
  trigger: z.string().max(64).optional().catch(undefined),
  delivery: z.enum(['repeated']).optional().catch(undefined),
  q: z.string().max(200).optional().catch(undefined),
  cursor: z.string().max(200).optional().catch(undefined),
});

interface Props {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<Record<string, string | string[]>>;
}

export default async function RunsPage({ params, searchParams }: Props) {
  await requireUser();
  const { id } = await params;
  const store = await getStore();
  const workflow = await store.workflows.get(id);
  if (workflow === undefined) notFound();
  const { status, trigger, delivery, q, cursor } = filter.parse(await searchParams);
  const page = await store.runs.list({
    workflowId: id,
    status,
    triggerNodeId: trigger,
    isRepeated: delivery === undefined ? undefined : true,
    search: q,
    cursor,
    limit: PAGE_SIZE,
  });
  const failed = await failedRuns(store, id, page.items);
  const serverUrl = serverUrlFor(workflow.token, requestOrigin(await headers()));
  return (
    <PageBody>
      <PageHeader title="Runs" />
      <RunList
        workflowId={id}
        runs={page.items.map((run) => runRowOf(run, failed.has(run.id)))}
        nextCursor={page.nextCursor}
        triggers={triggersIn(workflow.draft)}
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

const triggersIn = (graph: GraphDocument) =>
  graph.nodes
    .filter((node) => definitions[node.type]?.category === 'trigger')
    .map(({ id, name }) => ({ id, name }));
