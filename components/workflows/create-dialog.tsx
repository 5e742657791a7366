'use client';

import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState, useTransition } from 'react';
import { createWorkflow } from '#app/actions/workflows.ts';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Dialog, DialogClose, DialogContent, DialogTrigger } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { type Starter, starters } from './starters.ts';

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
  const [starter, setStarter] = useState<Starter>();
  const [error, setError] = useState<string>();
  const [isPending, startTransition] = useTransition();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    startTransition(async () => {
      const given = name.trim() === '' ? (starter?.name ?? '') : name;
      const result = await createWorkflow(given, starter?.graph).catch(() => undefined);
      if (result?.ok) router.push(`/workflows/${result.id}`);
      else setError(result?.message ?? 'The server did not answer. Try again.');
    });
  };

  return (
    <DialogContent
      title="New workflow"
      description="One workflow has one server URL. It can answer any number of events and tools."
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" form="create-workflow" variant="primary" pending={isPending}>
            Create
          </Button>
        </>
      }
    >
      <form id="create-workflow" className="grid gap-5" onSubmit={submit}>
        <Field label="Name" error={error}>
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={120}
              autoFocus
              placeholder={starter?.name ?? 'Order line'}
              onChange={(event) => {
                setName(event.target.value);
                setError(undefined);
              }}
            />
          )}
        </Field>
        <fieldset className="grid gap-1.5">
          <legend className="mb-1.5 font-medium text-sm">Begin with</legend>
          <StarterChoice
            title="An empty canvas"
            description="Drag the nodes yourself."
            isChosen={starter === undefined}
            onChoose={() => setStarter(undefined)}
          />
          {starters.map((choice) => (
            <StarterChoice
              key={choice.key}
              title={choice.title}
              description={choice.description}
              isChosen={starter?.key === choice.key}
              onChoose={() => setStarter(choice)}
            />
          ))}
        </fieldset>
      </form>
    </DialogContent>
  );
}

function StarterChoice({
  title,
  description,
  isChosen,
  onChoose,
}: {
  title: string;
  description: string;
  isChosen: boolean;
  onChoose: () => void;
}) {
  return (
    <label
      className={cn(
        'flex cursor-pointer items-start gap-3 rounded-md border px-3 py-2.5 transition-colors hover:bg-surface-2 has-focus-visible:outline-2 has-focus-visible:outline-signal has-focus-visible:outline-offset-2',
        isChosen && 'border-signal bg-signal-soft/60 hover:bg-signal-soft/60',
      )}
    >
      <input type="radio" name="starter" className="sr-only" checked={isChosen} onChange={onChoose} />
      <span
        aria-hidden="true"
        className={cn(
          'mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-border-strong bg-surface',
          isChosen && 'border-signal',
        )}
      >
        {isChosen ? <span className="size-2 rounded-full bg-signal" /> : null}
      </span>
      <span className="grid gap-0.5">
        <span className="font-medium text-sm">{title}</span>
        <span className="text-muted-foreground text-xs text-pretty">{description}</span>
      </span>
    </label>
  );
}
