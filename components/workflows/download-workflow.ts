import { toast } from 'sonner';
import { exportWorkflow } from '#app/actions/workflows.ts';

/** Saves the draft as a JSON file named after the workflow. */
export const downloadWorkflow = async (id: string): Promise<void> => {
  const result = await exportWorkflow(id).catch(() => undefined);
  if (!result?.ok) {
    toast.error(result?.message ?? 'The export failed: the server did not answer. Try again.');
    return;
  }
  const { document: content } = result;
  const url = URL.createObjectURL(
    new Blob([`${JSON.stringify(content, null, 2)}\n`], { type: 'application/json' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = `${fileName(content.name)}.patchbay.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000); // some browsers read it only after the click has returned
};

const fileName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60) || 'workflow';
