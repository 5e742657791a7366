import { ArrowLeft } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { PageBody, PageHeader } from '#components/shell/page-header.tsx';
import { NewFromTemplate } from '#components/workflows/new-from-template.tsx';
import { requireUser } from '#lib/accounts/session.ts';
import { flowTemplate } from '#lib/flow-templates/flow-templates.ts';
import { getStore } from '#lib/store/store.ts';

interface PageProps {
  readonly params: Promise<{ key: string }>;
  readonly searchParams: Promise<{ name?: string | string[] }>;
}

export const generateMetadata = async ({ params }: PageProps): Promise<Metadata> => ({
  title: flowTemplate((await params).key)?.title ?? 'Not found',
});

export default async function TemplatePage({ params, searchParams }: PageProps) {
  await requireUser();
  const [{ key }, { name }, store] = await Promise.all([params, searchParams, getStore()]);
  const template = flowTemplate(key);
  if (template === undefined) notFound();
  const [document, secrets] = await Promise.all([template.load(), store.secrets.list()]);
  return (
    <PageBody width="full">
      <Link
        href="/workflows/templates"
        className="-mb-3 flex w-fit items-center gap-1.5 rounded-sm text-muted-foreground text-sm hover:text-foreground"
      >
        <ArrowLeft className="size-3.5" aria-hidden="true" />
        All templates
      </Link>
      <PageHeader title={template.title} description={template.description} />
      <NewFromTemplate
        templateKey={key}
        document={document}
        secretNames={secrets.map((secret) => secret.name)}
        name={typeof name === 'string' ? name.slice(0, 120) : ''}
      />
    </PageBody>
  );
}
