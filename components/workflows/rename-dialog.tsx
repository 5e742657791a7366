'use client';

import { type FormEvent, useState, useTransition } from 'react';
import { renameWorkflow } from '#app/actions/workflows.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose, DialogContent } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';

interface RenameDialogProps {
  readonly workflow: { readonly id: string; readonly name: string };
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function RenameDialog({ workflow, open, onOpenChange }: RenameDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      {open ? <RenameForm workflow={workflow} onDone={() => onOpenChange(false)} /> : null}
    </Dialog>
  );
}

function RenameForm({ workflow, onDone }: { workflow: RenameDialogProps['workflow']; onDone: () => void }) {
  const [name, setName] = useState(workflow.name);
  const [error, setError] = useState<string>();
  const [isPending, startTransition] = useTransition();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    startTransition(async () => {
      const result = await renameWorkflow(workflow.id, name).catch(() => undefined);
      if (result?.ok) onDone();
      else setError(result?.message ?? 'The server did not answer. Try again.');
    });
  };

  return (
    <DialogContent
      title="Rename the workflow"
      size="sm"
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" form="rename-workflow" variant="primary" pending={isPending}>
            Rename
          </Button>
        </>
      }
    >
      <form id="rename-workflow" onSubmit={submit}>
        <Field label="Name" error={error}>
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={120}
              autoFocus
              onFocus={(event) => event.target.select()}
              onChange={(event) => {
                setName(event.target.value);
                setError(undefined);
              }}
            />
          )}
        </Field>
      </form>
    </DialogContent>
  );
}
