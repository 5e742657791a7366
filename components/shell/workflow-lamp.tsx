import { StatusDot } from '#components/ui/status-dot.tsx';

/** Green: what is drawn is what answers. Orange: published, with changes since. Grey: never published. */
export function WorkflowLamp({
  workflow,
}: {
  workflow: { readonly isPublished: boolean; readonly hasUnpublishedChanges: boolean };
}) {
  if (!workflow.isPublished) return <StatusDot tone="neutral" label="Not published" />;
  if (workflow.hasUnpublishedChanges)
    return <StatusDot tone="signal" label="Published, with changes since" />;
  return <StatusDot tone="success" label="Published" />;
}
