'use client';

import { LockKeyhole, Plus } from 'lucide-react';
import { type FormEvent, useState, useTransition } from 'react';
import { toast } from 'sonner';
import { deleteSecret, setSecret } from '#app/actions/secrets.ts';
import { PasswordInput } from '#components/auth/password-input.tsx';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card, CardHeader } from '#components/ui/card.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Dialog, DialogClose, DialogContent, DialogTrigger } from '#components/ui/dialog.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';

/** A secret as it is listed: never with its value. */
export interface SecretRow {
  readonly name: string;
  /** ISO 8601. */
  readonly updatedAt: string;
}

export function SecretsCard({ secrets }: { secrets: readonly SecretRow[] }) {
  return (
    <Card id="secrets">
      <CardHeader
        title="Secrets"
        description={
          <>
            Flows read them as <code className="text-xs">{'{{ secrets.NAME }}'}</code>. Values go in and never
            come out; where runs would show one, it is masked.
          </>
        }
        actions={
          <SecretDialog>
            <Button>
              <Plus />
              New secret
            </Button>
          </SecretDialog>
        }
        className="pb-4"
      />
      {secrets.length === 0 ? (
        <EmptyState
          icon={LockKeyhole}
          title="No secrets"
          description="Keep tokens and passwords here instead of in a step."
          className="border-t py-8"
        />
      ) : (
        <ul className="divide-y border-t">
          {secrets.map((secret) => (
            <Row key={secret.name} secret={secret} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Row({ secret }: { secret: SecretRow }) {
  const remove = async () => {
    const result = await deleteSecret(secret.name).catch(() => undefined);
    if (result?.ok) toast.success(`Deleted ${secret.name}`);
    else toast.error(result?.message ?? 'The server did not answer. The secret is still there.');
  };
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 sm:px-5">
      <div className="grid min-w-0 flex-1 gap-0.5">
        <span className="flex items-center gap-1">
          <code className="truncate text-sm">{secret.name}</code>
          <CopyButton value={`{{ secrets.${secret.name} }}`} label="Copy as a template" size="icon-xs" />
        </span>
        <span className="text-muted-foreground text-xs">
          set <RelativeTime at={secret.updatedAt} />
        </span>
      </div>
      <div className="flex gap-2">
        <SecretDialog name={secret.name}>
          <Button size="sm" aria-label={`Replace ${secret.name}`}>
            Replace
          </Button>
        </SecretDialog>
        <AlertDialog
          trigger={
            <Button size="sm" variant="danger-ghost" aria-label={`Delete ${secret.name}`}>
              Delete
            </Button>
          }
          title={`Delete ${secret.name}?`}
          description="Steps that read it fail from now on. The value cannot be brought back."
          confirmLabel="Delete the secret"
          onConfirm={remove}
        />
      </div>
    </li>
  );
}

/** Sets a secret: a new one, or with `name` another value for that one. */
function SecretDialog({ name, children }: { name?: string; children: React.ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>{children}</DialogTrigger>
      {open ? <SecretForm name={name} onDone={() => setOpen(false)} /> : null}
    </Dialog>
  );
}

function SecretForm({ name: given, onDone }: { name: string | undefined; onDone: () => void }) {
  const [name, setName] = useState(given ?? '');
  const [value, setValue] = useState('');
  const [errors, setErrors] = useState<{ name?: string; value?: string }>({});
  const [isPending, startTransition] = useTransition();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    startTransition(async () => {
      const result = await setSecret(name, value).catch(() => undefined);
      if (result?.ok) {
        toast.success(`Saved ${name}`);
        onDone();
        return;
      }
      setErrors(errorsOf(result));
    });
  };

  return (
    <DialogContent
      title={given === undefined ? 'New secret' : `Replace ${given}`}
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" form="set-secret" variant="primary" pending={isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id="set-secret" className="grid gap-4" onSubmit={submit}>
        {given === undefined ? (
          <Field label="Name" help="Letters, digits and _." error={errors.name}>
            {(control) => (
              <Input
                {...control}
                value={name}
                autoFocus
                spellCheck={false}
                autoComplete="off"
                className="font-mono"
                placeholder="CRM_TOKEN"
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        <Field label="Value" help="Stored encrypted. It cannot be read back." error={errors.value}>
          {(control) => (
            <PasswordInput
              {...control}
              value={value}
              autoFocus={given !== undefined}
              autoComplete="off"
              className="font-mono"
              onChange={(event) => setValue(event.target.value)}
            />
          )}
        </Field>
      </form>
    </DialogContent>
  );
}

const errorsOf = (
  result:
    | { message: string; issues: readonly { path: readonly (string | number)[]; message: string }[] }
    | undefined,
): { name?: string; value?: string } => {
  const issues = result?.issues ?? [];
  const name = issues.find(({ path }) => path[0] === 'name')?.message;
  const value = issues.find(({ path }) => path[0] === 'value')?.message;
  if (name === undefined && value === undefined) {
    return { value: result?.message ?? 'The server did not answer. Nothing was saved.' };
  }
  return { ...(name && { name }), ...(value && { value }) };
};
