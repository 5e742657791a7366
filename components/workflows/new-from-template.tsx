'use client';

import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { createWorkflow } from '#app/actions/workflows.ts';
import type { TemplateDocument } from '#lib/flow-templates/flow-template.ts';
import { flowTemplate } from '#lib/flow-templates/flow-templates.ts';
import { TemplatePreview, type UseTemplate } from './template-preview.tsx';

interface NewFromTemplateProps {
  readonly templateKey: string;
  readonly document: TemplateDocument;
  readonly secretNames: readonly string[];
  /** Typed before; empty: the template's own. */
  readonly name: string;
}

/** The preview of a template that becomes a new workflow. */
export function NewFromTemplate({ templateKey, document, secretNames, name }: NewFromTemplateProps) {
  const router = useRouter();
  const template = flowTemplate(templateKey);
  if (template === undefined) return null;

  const use: UseTemplate = async (graph, made) => {
    const result = await createWorkflow(made.name, graph).catch(() => undefined);
    if (!result?.ok) return result?.message ?? 'The server did not answer. Try again.';
    toast.success(`Made “${made.name}”`, {
      description:
        made.missing === 0
          ? 'Publish it, and give Vapi its server URL.'
          : `${made.missing === 1 ? 'One value is' : `${made.missing} values are`} still missing: see the note on the canvas.`,
    });
    router.push(`/workflows/${result.id}`);
    return undefined;
  };

  return (
    <TemplatePreview
      template={template}
      document={document}
      secretNames={secretNames}
      name={name}
      onUse={use}
    />
  );
}
