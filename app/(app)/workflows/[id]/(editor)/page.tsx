import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { FlowEditor } from '#components/editor/flow-editor.tsx';
import { requireUser } from '#lib/accounts/session.ts';
import { requestOrigin, serverUrlFor } from '#lib/server/public-url.ts';
import { getStore } from '#lib/store/store.ts';

interface PageProps {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const generateMetadata = async ({ params }: PageProps): Promise<Metadata> => {
  await requireUser();
  const workflow = await (await getStore()).workflows.get((await params).id);
  return { title: workflow?.name ?? 'Not found' };
};

export default async function EditorPage({ params, searchParams }: PageProps) {
  await requireUser();
  const [{ id }, { addTrigger, version: shown, event, trigger }, store, requestHeaders] = await Promise.all([
    params,
    searchParams,
    getStore(),
    headers(),
  ]);
  const [workflow, secrets] = await Promise.all([store.workflows.get(id), store.secrets.list()]);
  if (workflow === undefined) notFound();
  const version =
    workflow.publishedVersionId === null ? undefined : await store.versions.get(workflow.publishedVersionId);
  return (
    <>
      <h1 className="sr-only">{workflow.name}</h1>
      <FlowEditor
        key={workflow.id}
        workflowId={workflow.id}
        draft={{ graph: workflow.draft, revision: workflow.draftRevision }}
        published={version && { number: version.number, graph: version.graph }}
        address={{
          url:
            workflow.tokenRevokedAt === null
              ? serverUrlFor(workflow.token, requestOrigin(requestHeaders))
              : undefined,
          hasSecret: workflow.access === 'unreadable' || workflow.access.credentials.length > 0,
        }}
        secretNames={secrets.map((secret) => secret.name)}
        shownVersion={typeof shown === 'string' && /^[1-9]\d{0,8}$/.test(shown) ? Number(shown) : undefined}
        addTrigger={typeof addTrigger === 'string' ? addTrigger : undefined}
        testEvent={
          typeof event === 'string'
            ? { id: event, triggerNodeId: typeof trigger === 'string' ? trigger : undefined }
            : undefined
        }
      />
    </>
  );
}
