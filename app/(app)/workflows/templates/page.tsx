import type { Metadata } from 'next';
import { PageBody, PageHeader } from '#components/shell/page-header.tsx';
import { CreateDialog } from '#components/workflows/create-dialog.tsx';
import { TemplateLinks } from '#components/workflows/template-links.tsx';
import { requireUser } from '#lib/accounts/session.ts';

export const metadata: Metadata = { title: 'Templates' };

export default async function TemplatesPage() {
  await requireUser();
  return (
    <PageBody>
      <PageHeader
        title="Templates"
        description="Complete flows to begin with. Look at one first; it becomes a workflow of yours that you can change."
        actions={<CreateDialog />}
      />
      <TemplateLinks heading="h2" />
    </PageBody>
  );
}
