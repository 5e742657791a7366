import { toast } from 'sonner';
import { duplicateWorkflow } from '#app/actions/workflows.ts';

/** Copies a workflow and says so, with a way to the copy. */
export const duplicateAndTell = async (id: string, open: (href: string) => void): Promise<void> => {
  const result = await duplicateWorkflow(id).catch(() => undefined);
  if (!result?.ok) {
    toast.error(result?.message ?? 'Duplicating failed: the server did not answer. Try again.');
    return;
  }
  toast.success(`Made “${result.name}”`, {
    action: { label: 'Open', onClick: () => open(`/workflows/${result.id}`) },
  });
};
