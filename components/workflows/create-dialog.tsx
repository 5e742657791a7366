'use client';

import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState, useTransition } from 'react';
import { createWorkflow } from '#app/actions/workflows.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose, DialogContent, DialogTrigger } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { TemplateLinks } from './template-links.tsx';

/** The button that opens the dialog for a new workflow. */
export function CreateDialog({ label = 'New workflow' }: { label?: string }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="primary">
          <Plus />
          {label}
        </Button>
      </DialogTrigger>
      {open ? <CreateForm /> : null}
    </Dialog>
  );
}

function CreateForm() {
  const router = useRouter();
  const [name, setName] = useState('');
  const [error, setError] = useState<string>();
  const [isPending, startTransition] = useTransition();

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const field = event.currentTarget.querySelector('input');
    startTransition(async () => {
      const result = await createWorkflow(name).catch(() => undefined);
      if (result?.ok) router.push(`/workflows/${result.id}`);
      else {
        setError(result?.message ?? 'The server did not answer. Try again.');
        field?.focus();
      }
    });
  };

  return (
    <DialogContent
      size="xl"
      title="New workflow"
      description="One workflow has one server URL. It can answer any number of events and tools."
      footer={
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
      }
    >
      <div className="grid gap-6 pt-1">
        <form className="flex items-start gap-2" onSubmit={submit}>
          <Field label="Name" error={error} className="min-w-0 flex-1">
            {(control) => (
              <Input
                {...control}
                value={name}
                maxLength={120}
                autoFocus
                placeholder="Order line"
                onChange={(event) => {
                  setName(event.target.value);
                  setError(undefined);
                }}
              />
            )}
          </Field>
          <Button type="submit" variant="primary" pending={isPending} className="mt-[1.625rem]">
            Create empty
          </Button>
        </form>
        <section className="grid gap-3">
          <h3 className="font-medium text-sm">Or begin with a template</h3>
          <TemplateLinks name={name} heading="h3" />
        </section>
      </div>
    </DialogContent>
  );
}
