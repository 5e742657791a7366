'use client';

import { KeyRound, Plus } from 'lucide-react';
import { type FormEvent, useState, useTransition } from 'react';
import { toast } from 'sonner';
import { createApiKey, revokeApiKey } from '#app/actions/api-keys.ts';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card, CardHeader } from '#components/ui/card.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Dialog, DialogClose, DialogContent, DialogTrigger } from '#components/ui/dialog.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';

/** A key of the HTTP API as it is listed. Times are ISO 8601. */
export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  /** Its first characters. */
  readonly start: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly isRevoked: boolean;
}

export function ApiKeysCard({ keys }: { keys: readonly ApiKeyRow[] }) {
  return (
    <Card id="api-keys">
      <CardHeader
        title="API keys"
        description="For scripts and CI: everything the editor can do, at /api/v1."
        actions={<NewKeyDialog />}
        className="pb-4"
      />
      {keys.length === 0 ? (
        <EmptyState
          icon={KeyRound}
          title="No API keys"
          description="Make one to publish flows from a script or to read runs."
          className="border-t py-8"
        />
      ) : (
        <ul className="divide-y border-t">
          {keys.map((key) => (
            <KeyRow key={key.id} apiKey={key} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function KeyRow({ apiKey }: { apiKey: ApiKeyRow }) {
  const revoke = async () => {
    const result = await revokeApiKey(apiKey.id).catch(() => undefined);
    if (result?.ok) toast.success(`“${apiKey.name}” is revoked`);
    else toast.error(result?.message ?? 'The server did not answer. The key still works.');
  };
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 sm:px-5">
      <div className="grid min-w-0 flex-1 gap-0.5">
        <span className="flex items-center gap-2">
          <span
            className={
              apiKey.isRevoked ? 'truncate text-muted-foreground line-through' : 'truncate font-medium'
            }
          >
            {apiKey.name}
          </span>
          {apiKey.isRevoked ? <Badge tone="danger">revoked</Badge> : null}
        </span>
        <span className="flex flex-wrap gap-x-3 text-muted-foreground text-xs">
          <code>{apiKey.start}…</code>
          <span>
            made <RelativeTime at={apiKey.createdAt} />
          </span>
          <span>
            {apiKey.lastUsedAt === null ? (
              'never used'
            ) : (
              <>
                used <RelativeTime at={apiKey.lastUsedAt} />
              </>
            )}
          </span>
        </span>
      </div>
      {apiKey.isRevoked ? null : (
        <AlertDialog
          trigger={
            <Button size="sm" variant="danger-ghost" aria-label={`Revoke ${apiKey.name}`}>
              Revoke
            </Button>
          }
          title={`Revoke “${apiKey.name}”?`}
          description="Scripts that use it get 401 from now on. This cannot be undone."
          confirmLabel="Revoke the key"
          onConfirm={revoke}
        />
      )}
    </li>
  );
}

function NewKeyDialog() {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>
          <Plus />
          New key
        </Button>
      </DialogTrigger>
      {open ? <NewKey /> : null}
    </Dialog>
  );
}

function NewKey() {
  const [name, setName] = useState('');
  const [key, setKey] = useState<string>();
  const [error, setError] = useState<string>();
  const [isPending, startTransition] = useTransition();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    startTransition(async () => {
      const result = await createApiKey(name).catch(() => undefined);
      if (result?.ok) setKey(result.key);
      else setError(result?.message ?? 'The server did not answer. Try again.');
    });
  };

  if (key !== undefined) {
    return (
      <DialogContent
        title="Copy the key now"
        description="It is shown this once. Only its hash is stored."
        isOnce
        footer={
          <DialogClose asChild>
            <Button variant="primary">I have copied it</Button>
          </DialogClose>
        }
      >
        <CodeBlock label="API key" text={key} isLabelHidden isWrapped />
      </DialogContent>
    );
  }
  return (
    <DialogContent
      title="New API key"
      size="sm"
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" form="new-api-key" variant="primary" pending={isPending}>
            Create
          </Button>
        </>
      }
    >
      <form id="new-api-key" onSubmit={submit}>
        <Field label="Name" help="What will use it." error={error}>
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={80}
              autoFocus
              placeholder="Deploy script"
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
