'use client';

import { RefreshCw, Unplug } from 'lucide-react';
import Link from 'next/link';
import { toast } from 'sonner';
import { revokeToken, rotateToken } from '#app/actions/workflows.ts';
import { PublicAddress } from '#components/connect/public-address.tsx';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card, CardBody, CardFooter, CardHeader } from '#components/ui/card.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { VapiSteps } from './vapi-steps.tsx';

interface ServerUrlCardProps {
  readonly id: string;
  readonly serverUrl: string;
  readonly isRevoked: boolean;
}

/** The one address of the workflow, what to do with it in Vapi, and how to take it back. */
export function ServerUrlCard({ id, serverUrl, isRevoked }: ServerUrlCardProps) {
  const rotate = async () => {
    const result = await rotateToken(id).catch(() => undefined);
    if (result?.ok) toast.success('This workflow has a new server URL. Paste it into Vapi.');
    else toast.error(result?.message ?? 'The server did not answer. The URL is unchanged.');
  };
  const revoke = async () => {
    const result = await revokeToken(id).catch(() => undefined);
    if (result?.ok) toast.success('The server URL is revoked: it answers 404 now.');
    else toast.error(result?.message ?? 'The server did not answer. The URL still works.');
  };

  return (
    <Card id="server-url">
      <CardHeader
        title={
          <span className="flex items-center gap-2">
            Server URL
            {isRevoked ? <Badge tone="danger">revoked</Badge> : null}
          </span>
        }
        description="Every event of every call goes here. Whoever knows it can post events: treat it like a password."
      />
      <CardBody className="grid gap-4">
        {isRevoked ? (
          <p className="rounded-md bg-danger-soft px-3 py-2 text-danger-text text-sm">
            The URL was revoked and answers 404. Make a new one to receive events again.
          </p>
        ) : (
          <CodeBlock label="Server URL" text={serverUrl} isLabelHidden isWrapped />
        )}
        {isRevoked ? null : <PublicAddress serverUrl={serverUrl} />}
        {isRevoked ? null : <ConnectInstead id={id} />}
        {isRevoked ? null : <VapiSteps />}
      </CardBody>
      <CardFooter>
        <span className="max-w-sm text-pretty">
          {isRevoked
            ? 'A new URL starts working at once.'
            : 'After a leak: a new URL replaces this one at once.'}
        </span>
        <span className="flex flex-wrap gap-2">
          {isRevoked ? (
            <Button size="sm" variant="primary" onClick={() => void rotate()}>
              <RefreshCw />
              Make a new URL
            </Button>
          ) : (
            <>
              <AlertDialog
                trigger={
                  <Button size="sm">
                    <RefreshCw />
                    Rotate
                  </Button>
                }
                title="Replace the server URL?"
                description="The old URL answers 404 from this moment on. Calls that still use it get no answers until you have pasted the new one into Vapi."
                confirmLabel="Replace the URL"
                onConfirm={rotate}
              />
              <AlertDialog
                trigger={
                  <Button size="sm" variant="danger-ghost">
                    <Unplug />
                    Revoke
                  </Button>
                }
                title="Revoke the server URL?"
                description="The URL answers 404 and no event is kept until you make a new one. The workflow, its versions and runs stay."
                confirmLabel="Revoke the URL"
                onConfirm={revoke}
              />
            </>
          )}
        </span>
      </CardFooter>
    </Card>
  );
}

function ConnectInstead({ id }: { id: string }) {
  return (
    <p className="text-sm text-pretty">
      <Link
        className="font-medium text-signal-text underline-offset-4 hover:underline"
        href={`/workflows/${id}/connect`}
      >
        Connect to Vapi
      </Link>{' '}
      sets it for you on assistants, phone numbers, squads and tools. Or enter it by hand:
    </p>
  );
}
