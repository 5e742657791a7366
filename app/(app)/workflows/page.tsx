import { Cable } from 'lucide-react';
import type { Metadata } from 'next';
import { PageBody, PageHeader } from '#components/shell/page-header.tsx';
import { Card } from '#components/ui/card.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { CreateDialog } from '#components/workflows/create-dialog.tsx';
import { ImportDialog } from '#components/workflows/import-dialog.tsx';
import { TemplateLinks } from '#components/workflows/template-links.tsx';
import { triggersOf } from '#components/workflows/triggers-of.ts';
import { WorkflowList } from '#components/workflows/workflow-list.tsx';
import type { WorkflowRow } from '#components/workflows/workflow-row.ts';
import { requireUser } from '#lib/accounts/session.ts';
import { getStore, type Store } from '#lib/store/store.ts';

export const metadata: Metadata = { title: 'Workflows' };

export default async function WorkflowsPage() {
  await requireUser();
  const workflows = await workflowRows(await getStore());
  if (workflows.length === 0) return <FirstVisit />;
  return (
    <PageBody>
      <PageHeader
        title="Workflows"
        actions={
          <>
            <ImportDialog />
            <CreateDialog />
          </>
        }
      />
      <WorkflowList workflows={workflows} />
    </PageBody>
  );
}

function FirstVisit() {
  return (
    <PageBody>
      <PageHeader title="Workflows" actions={<ImportDialog />} />
      <Card>
        <EmptyState
          icon={Cable}
          title="Draw the server behind your assistant"
          description="A workflow has one server URL. Paste it into Vapi, and every event of every call runs what you draw: tool calls, call routing, reports."
          actions={<CreateDialog label="New workflow" />}
          className="pb-10"
        />
      </Card>
      <section className="grid gap-3">
        <h2 className="font-semibold text-base">Or begin with a template</h2>
        <TemplateLinks heading="h3" />
      </section>
    </PageBody>
  );
}

const workflowRows = async (store: Store): Promise<WorkflowRow[]> => {
  const summaries = await store.workflows.list();
  return Promise.all(
    summaries.map(async ({ lastEventAt, updatedAt, ...summary }) => {
      const workflow = await store.workflows.get(summary.id);
      return {
        ...summary,
        triggers: workflow === undefined ? [] : triggersOf(workflow.draft),
        lastEventAt: lastEventAt?.toISOString() ?? null,
        updatedAt: updatedAt.toISOString(),
      };
    }),
  );
};
