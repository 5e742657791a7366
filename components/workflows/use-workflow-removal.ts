'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { deleteWorkflow, undeleteWorkflow } from '#app/actions/workflows.ts';

const UNDO_MS = 12_000;

interface Removable {
  readonly id: string;
  readonly name: string;
}

/** Deletes with a way back: the row goes at once, and a message offers Undo. */
export const useWorkflowRemoval = (): {
  hidden: ReadonlySet<string>;
  remove: (workflow: Removable) => void;
} => {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const show = (id: string) => setHidden((now) => new Set([...now].filter((other) => other !== id)));

  const undo = async ({ id, name }: Removable) => {
    const result = await undeleteWorkflow(id).catch(() => undefined);
    if (result?.ok) show(id);
    else
      toast.error(result?.message ?? `“${name}” could not be brought back. Reload the page and try again.`);
  };

  const remove = (workflow: Removable) => {
    const { id, name } = workflow;
    setHidden((now) => new Set(now).add(id));
    void deleteWorkflow(id)
      .catch(
        () => ({ ok: false, message: 'The server did not answer. The workflow is still there.' }) as const,
      )
      .then((result) => {
        if (!result.ok) {
          show(id);
          toast.error(result.message);
          return;
        }
        toast(`Deleted “${name}”`, {
          description: 'Its server URL answers 404 now.',
          duration: UNDO_MS,
          action: { label: 'Undo', onClick: () => void undo(workflow) },
        });
      });
  };

  return { hidden, remove };
};
