'use client';

import { Plus, ShieldAlert, ShieldCheck, TriangleAlert } from 'lucide-react';
import { toast } from 'sonner';
import { removeCredential, startCredentialsAnew } from '#app/actions/credentials.ts';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card, CardFooter, CardHeader } from '#components/ui/card.tsx';
import { Dialog, DialogContent, DialogTrigger } from '#components/ui/dialog.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { CredentialView } from '#lib/vapi/credentials/credential-view.ts';
import { type EnterAddresses, whatToEnter } from '#lib/vapi/credentials/what-to-enter.ts';
import { CredentialDialog } from './credential-dialog.tsx';
import { credentialKinds, summaryOf } from './credential-kinds.ts';
import { CredentialWarnings } from './credential-warnings.tsx';
import { WhatToEnterPanel } from './what-to-enter-panel.tsx';

/** A credential as it is listed, and where Vapi has to be told of it. */
export interface CredentialRow {
  readonly view: CredentialView;
  readonly addresses: EnterAddresses;
}

interface CredentialsCardProps {
  readonly workflowId: string;
  readonly isReadable: boolean;
  /** Whether only some addresses may post. */
  readonly hasAddressList: boolean;
  readonly credentials: readonly CredentialRow[];
}

/** How Vapi proves that an event comes from it. */
export function CredentialsCard({
  workflowId,
  isReadable,
  hasAddressList,
  credentials,
}: CredentialsCardProps) {
  return (
    <Card id="credentials">
      <CardHeader
        className="pb-4"
        title={
          <span className="flex items-center gap-2">
            Credentials
            <State isReadable={isReadable} count={credentials.length} />
          </span>
        }
        description="How Vapi proves that an event is its own. One that fits is enough."
        actions={
          isReadable ? (
            <CredentialDialog workflowId={workflowId} isFirst={credentials.length === 0}>
              <Button variant={credentials.length === 0 ? 'primary' : 'secondary'}>
                <Plus />
                Add credential
              </Button>
            </CredentialDialog>
          ) : null
        }
      />
      {!isReadable ? (
        <Unreadable workflowId={workflowId} />
      ) : credentials.length === 0 ? (
        <EmptyState
          icon={ShieldAlert}
          title="Nothing is asked for"
          description={
            hasAddressList
              ? 'From the allowed addresses below, anyone who knows the server URL can post events to this workflow.'
              : 'Anyone who knows the server URL can post events to this workflow. Add a credential to let only Vapi in.'
          }
          className="border-t py-8"
        />
      ) : (
        <ul className="divide-y border-t" aria-label="Credentials">
          {credentials.map((row) => (
            <Row key={row.view.id} workflowId={workflowId} row={row} isLast={credentials.length === 1} />
          ))}
        </ul>
      )}
      <CardFooter>
        Events without a fitting credential get 401 and are listed under Events with the reason. To rotate
        without a gap, have two for a while.
      </CardFooter>
    </Card>
  );
}

function State({ isReadable, count }: { isReadable: boolean; count: number }) {
  if (!isReadable) return <Badge tone="danger">unreadable</Badge>;
  return count === 0 ? (
    <Badge tone="warning">
      <ShieldAlert />
      open
    </Badge>
  ) : (
    <Badge tone="success">
      <ShieldCheck />
      asked for
    </Badge>
  );
}

function Row({ workflowId, row, isLast }: { workflowId: string; row: CredentialRow; isLast: boolean }) {
  const { view } = row;
  const { label, icon: Icon } = credentialKinds[view.kind];
  const title = view.name === '' ? label : view.name;
  const remove = async () => {
    const result = await removeCredential(workflowId, view.id).catch(() => undefined);
    if (result?.ok) toast.success(`Removed: ${title}`);
    else toast.error(result?.message ?? 'The server did not answer. The credential is still in force.');
  };
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3 sm:px-5">
      <Icon className="size-4 shrink-0 text-muted-foreground" aria-hidden="true" />
      <div className="grid min-w-40 flex-1 gap-0.5">
        <span className="truncate font-medium text-sm">{title}</span>
        <span className="text-muted-foreground text-xs">
          {view.name === '' ? '' : `${label} · `}
          <code className="break-all">{summaryOf(view)}</code>
          {view.secretHint === null ? null : (
            <>
              {' · '}ends in <code>{view.secretHint}</code>
            </>
          )}
          {' · '}
          <RelativeTime at={view.createdAt} />
        </span>
      </div>
      <div className="flex flex-wrap gap-2">
        <EnterDialog row={row} />
        <CredentialDialog workflowId={workflowId} replaces={view}>
          <Button size="sm" aria-label={`Replace ${title}`}>
            Replace
          </Button>
        </CredentialDialog>
        <AlertDialog
          trigger={
            <Button size="sm" variant="danger-ghost" aria-label={`Remove ${title}`}>
              Remove
            </Button>
          }
          title={isLast ? 'Take events without a credential?' : `Remove ${title}?`}
          description={
            isLast
              ? 'This is the only credential. Anyone who knows the server URL can then post events to this workflow.'
              : 'What Vapi sends with it is refused from now on, unless another credential fits.'
          }
          confirmLabel="Remove the credential"
          onConfirm={remove}
        />
      </div>
      {view.warnings.length === 0 ? null : (
        <div className="grid w-full gap-2">
          <CredentialWarnings warnings={view.warnings} />
        </div>
      )}
    </li>
  );
}

function EnterDialog({ row: { view, addresses } }: { row: CredentialRow }) {
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button size="sm">What to enter in Vapi</Button>
      </DialogTrigger>
      <DialogContent
        size="lg"
        title="What to enter in Vapi"
        description="Everything but the secret, which was shown when the credential was added."
      >
        <WhatToEnterPanel inVapi={whatToEnter(view, undefined, addresses)} />
      </DialogContent>
    </Dialog>
  );
}

function Unreadable({ workflowId }: { workflowId: string }) {
  const start = async () => {
    const result = await startCredentialsAnew(workflowId).catch(() => undefined);
    if (result?.ok) toast.success('Start anew: add a credential now.');
    else toast.error(result?.message ?? 'The server did not answer. Nothing was changed.');
  };
  return (
    <div className="grid justify-items-start gap-3 border-t px-4 py-4 sm:px-5">
      <p className="flex items-start gap-2 text-danger-text text-sm text-pretty">
        <TriangleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden="true" />
        What is stored cannot be decrypted, so every event is refused. Bring back the encryption key that
        belongs to this database, or start anew.
      </p>
      <AlertDialog
        trigger={<Button variant="danger-ghost">Start anew</Button>}
        title="Throw the stored credentials away?"
        description="The list of allowed addresses and the key pairs go with them. Until you add a credential, anyone who knows the server URL can post events."
        confirmLabel="Start anew"
        onConfirm={start}
      />
    </div>
  );
}
