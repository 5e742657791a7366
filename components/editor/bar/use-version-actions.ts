import { useMemo } from 'react';
import { toast } from 'sonner';
import { republishVersion, restoreVersion } from '#app/actions/editor.ts';
import { unpublishWorkflow } from '#app/actions/workflows.ts';
import { useEditor } from '../editor-context.tsx';

const UNREACHABLE = 'The server could not be reached. Nothing was changed.';

/** What is done with versions; each says how it went, and gives whether it was done. */
export const useVersionActions = () => {
  const { workflowId, autosave, store, fromOthers } = useEditor();
  return useMemo(() => {
    const putIntoDraft = async (number: number, said: string, description: string): Promise<boolean> => {
      try {
        // What is not saved yet becomes a step of the history, like everything before it.
        if (!(await autosave.flush())) {
          toast.error(
            'The draft could not be saved, so nothing was restored. Try again when it says “Saved”.',
          );
          return false;
        }
        const isDone = await autosave.accept(async (revision) => {
          const done = await restoreVersion(workflowId, number, revision);
          if (done.ok) return { graph: done.graph, revision: done.revision };
          toast.error(done.message);
          return undefined;
        });
        if (!isDone) return false;
        toast.success(said, {
          description,
          action: { label: 'Undo', onClick: () => store.getState().undo() },
        });
        return true;
      } catch {
        toast.error(UNREACHABLE);
        return false;
      }
    };
    return {
      /** Puts a version into the draft. */
      restore: (number: number) =>
        putIntoDraft(number, `Version ${number} is now your draft`, 'What is published has not changed yet.'),
      /** Makes the draft what is published. */
      discardChanges: (published: number) =>
        putIntoDraft(published, 'The changes are discarded', `The draft is version ${published} again.`),
      /** Makes an earlier version the one that answers. */
      republish: async (number: number): Promise<boolean> => {
        const done = await republishVersion(workflowId, number).catch(() => undefined);
        if (done?.ok !== true) {
          toast.error(done?.message ?? UNREACHABLE);
          return false;
        }
        fromOthers.setState({ published: { number: done.number, graph: done.graph } });
        toast.success(`Version ${number} is live again, as version ${done.number}`, {
          description: 'Your draft has not changed.',
        });
        return true;
      },
      unpublish: async (): Promise<boolean> => {
        const done = await unpublishWorkflow(workflowId).catch(() => undefined);
        if (done?.ok !== true) {
          toast.error(done?.message ?? 'The server did not answer. The workflow is still published.');
          return false;
        }
        fromOthers.setState({ published: undefined });
        toast.success('Unpublished: events are kept, nothing runs.');
        return true;
      },
    };
  }, [workflowId, autosave, store, fromOthers]);
};
