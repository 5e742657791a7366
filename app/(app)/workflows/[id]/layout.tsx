import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache, type ReactNode } from 'react';
import { requireUser } from '#lib/accounts/session.ts';
import { getStore } from '#lib/store/store.ts';

interface Props {
  readonly params: Promise<{ id: string }>;
}

/** Once for the title and the page. */
const findWorkflow = cache(async (id: string) => {
  await requireUser();
  return (await getStore()).workflows.get(id);
});

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const name = (await findWorkflow((await params).id))?.name ?? 'Workflow';
  return { title: { default: name, template: `%s · ${name} · Patchbay` } };
};

// The name and the tabs are in the bar on top (AppBar): below it the page has the whole window.
export default async function WorkflowLayout({ params, children }: Props & { children: ReactNode }) {
  if ((await findWorkflow((await params).id)) === undefined) notFound();
  return children;
}
