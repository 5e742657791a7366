import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { RunPage } from '#components/runs/run-page.tsx';
import { runRowOf } from '#components/runs/run-row-of.ts';
import { requireUser } from '#lib/accounts/session.ts';
import { failureOfRun } from '#lib/manage/call-failures.ts';
import { getStore } from '#lib/store/store.ts';

export const metadata: Metadata = { title: 'Run' };

export default async function RunDetailPage({ params }: { params: Promise<{ id: string; runId: string }> }) {
  await requireUser();
  const { id, runId } = await params;
  const store = await getStore();
  const run = await store.runs.get(runId);
  if (run === undefined || run.workflowId !== id) notFound();
  const [version, failure] = await Promise.all([store.versions.get(run.versionId), failureOfRun(store, run)]);
  return (
    <RunPage
      key={run.id}
      run={runRowOf(run, failure !== undefined)}
      document={run.document}
      graph={version?.graph ?? null}
      failure={failure}
    />
  );
}
