'use client';

import { KeySquare, Plus } from 'lucide-react';
import { type FormEvent, useState, useTransition } from 'react';
import { toast } from 'sonner';
import { addKeyPair, removeKeyPair, setEncryptedPaths } from '#app/actions/credentials.ts';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Field } from '#components/ui/field.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { encryptionPlan } from '#lib/vapi/credentials/what-to-enter.ts';

/** A key pair without the half that decrypts. */
export interface KeyPairRow {
  readonly id: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly publicKeyPem: string;
}

interface EncryptedArgumentsCardProps {
  readonly workflowId: string;
  readonly keyPairs: readonly KeyPairRow[];
  readonly paths: readonly string[];
  /** Whether the workflow asks for a credential, which Vapi's needs for encryption, too. */
  readonly hasCredential: boolean;
}

/** Values of tool arguments that Vapi encrypts for this workflow alone. */
export function EncryptedArgumentsCard({
  workflowId,
  keyPairs,
  paths,
  hasCredential,
}: EncryptedArgumentsCardProps) {
  const [newest, ...older] = keyPairs;
  const isOn = newest !== undefined && paths.length > 0;
  return (
    <Card id="encrypted-arguments">
      <CardHeader
        className="pb-4"
        title={
          <span className="flex items-center gap-2">
            Encrypted tool arguments
            <Badge tone={isOn ? 'success' : 'neutral'}>{isOn ? 'on' : 'off'}</Badge>
          </span>
        }
        description="Vapi encrypts the values you name, such as a card number. Flows see them in clear; stored events keep them encrypted and runs show dots."
        actions={newest === undefined ? null : <MakeKey workflowId={workflowId} label="New key pair" />}
      />
      {newest === undefined ? (
        <EmptyState
          icon={KeySquare}
          title="No key pair"
          description="Patchbay makes one. You give Vapi the public key; the private key never leaves this server."
          actions={<MakeKey workflowId={workflowId} label="Make a key pair" />}
          className="border-t py-8"
        />
      ) : (
        <>
          <CardBody className="grid gap-5 border-t">
            <PathsForm key={paths.join()} workflowId={workflowId} paths={paths} />
            <InVapi newest={newest} paths={paths} hasCredential={hasCredential} />
          </CardBody>
          <Keys workflowId={workflowId} newest={newest} older={older} />
        </>
      )}
    </Card>
  );
}

function MakeKey({ workflowId, label }: { workflowId: string; label: string }) {
  const [isPending, startTransition] = useTransition();
  const make = () =>
    startTransition(async () => {
      const result = await addKeyPair(workflowId).catch(() => undefined);
      if (result?.ok) toast.success('Made a key pair. Give its public key to Vapi.');
      else toast.error(result?.message ?? 'The server did not answer. There is no new key pair.');
    });
  return (
    <Button pending={isPending} onClick={make}>
      <Plus />
      {label}
    </Button>
  );
}

function PathsForm({ workflowId, paths }: { workflowId: string; paths: readonly string[] }) {
  const [text, setText] = useState(paths.join('\n'));
  const [error, setError] = useState<string>();
  const [isPending, startTransition] = useTransition();
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== '');
  const save = (event: FormEvent) => {
    event.preventDefault();
    startTransition(async () => {
      const result = await setEncryptedPaths(workflowId, entries).catch(() => undefined);
      if (result?.ok) toast.success('Saved the encrypted arguments.');
      else setError(result?.message ?? 'The server did not answer. The paths are unchanged.');
    });
  };
  return (
    <form className="grid gap-2" onSubmit={save}>
      <Field
        label="Encrypted arguments"
        error={error}
        help="One a line, as in the tool’s encryption settings in Vapi: ssn, or payment.cardNumber for a nested one."
      >
        {(control) => (
          <Textarea
            {...control}
            value={text}
            rows={2}
            spellCheck={false}
            className="font-mono"
            placeholder="payment.cardNumber"
            onChange={(event) => {
              setText(event.target.value);
              setError(undefined);
            }}
          />
        )}
      </Field>
      <Button
        type="submit"
        size="sm"
        variant="primary"
        className="justify-self-end"
        pending={isPending}
        disabled={entries.join() === paths.join()}
      >
        Save arguments
      </Button>
    </form>
  );
}

interface InVapiProps extends Pick<EncryptedArgumentsCardProps, 'paths' | 'hasCredential'> {
  readonly newest: KeyPairRow;
}

function InVapi({ newest, paths, hasCredential }: InVapiProps) {
  const plan = { encryptionPlan: encryptionPlan(newest.publicKeyPem) };
  const server = { credentialId: '<id of that credential>', encryptedPaths: paths };
  return (
    <div className="grid min-w-0 gap-3">
      <div className="grid gap-0.5">
        <h3 className="font-medium text-sm">What to enter in Vapi</h3>
        <p className="text-muted-foreground text-sm text-pretty">
          In the custom credential of this workflow, switch on <b>Enable Encryption</b>, choose{' '}
          <b>RSA-OAEP-256</b> and <b>SPKI-PEM</b>, and paste the public key. In the tool, choose that
          credential and enter the same arguments under <b>Encryption Settings</b>.
          {hasCredential
            ? ''
            : ' Vapi encrypts only with a credential that authenticates as well: add one above first.'}
        </p>
      </div>
      <CodeBlock label="Public Key PEM" text={newest.publicKeyPem.trim()} />
      <details className="group">
        <summary className="cursor-pointer text-muted-foreground text-sm">With the API instead</summary>
        <div className="grid min-w-0 gap-3 pt-3">
          <CodeBlock
            label="In the credential: POST or PATCH https://api.vapi.ai/credential"
            text={pretty(plan)}
          />
          <CodeBlock label="In server, of the tool" text={pretty(server)} />
        </div>
      </details>
    </div>
  );
}

function Keys({
  workflowId,
  newest,
  older,
}: {
  workflowId: string;
  newest: KeyPairRow;
  older: readonly KeyPairRow[];
}) {
  return (
    <ul className="divide-y border-t" aria-label="Key pairs">
      {[newest, ...older].map((pair, index) => (
        <li key={pair.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5 text-sm sm:px-5">
          <span className="min-w-40 flex-1">
            Key pair <code className="text-xs">{pair.id.slice(0, 6)}</code>
            <span className="text-muted-foreground text-xs">
              {' '}
              · {index === 0 ? 'shown above' : 'still decrypts'} · <RelativeTime at={pair.createdAt} />
            </span>
          </span>
          <RemoveKey workflowId={workflowId} pair={pair} />
        </li>
      ))}
    </ul>
  );
}

function RemoveKey({ workflowId, pair }: { workflowId: string; pair: KeyPairRow }) {
  const remove = async () => {
    const result = await removeKeyPair(workflowId, pair.id).catch(() => undefined);
    if (result?.ok) toast.success('Removed the key pair.');
    else toast.error(result?.message ?? 'The server did not answer. The key pair is still there.');
  };
  return (
    <AlertDialog
      trigger={
        <Button size="sm" variant="danger-ghost" aria-label={`Remove key pair ${pair.id.slice(0, 6)}`}>
          Remove
        </Button>
      }
      title="Remove this key pair?"
      description="What Vapi encrypts with its public key cannot be read any more, in stored events too. Change the credential in Vapi first."
      confirmLabel="Remove the key pair"
      onConfirm={remove}
    />
  );
}

const pretty = (value: unknown): string => JSON.stringify(value, null, 2);
