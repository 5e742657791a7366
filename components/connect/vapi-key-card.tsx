'use client';

import { type FormEvent, useState, useTransition } from 'react';
import { toast } from 'sonner';
import { removeVapiKey, saveVapiKey } from '#app/actions/vapi.ts';
import { PasswordInput } from '#components/auth/password-input.tsx';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx';
import { Field } from '#components/ui/field.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Select, SelectContent, SelectItem, SelectTrigger } from '#components/ui/select.tsx';
import { StatusDot } from '#components/ui/status-dot.tsx';

/** The connection as the browser may know it: never the key. */
export interface ConnectionInfo {
  readonly region: 'us' | 'eu';
  readonly keyHint: string;
  readonly orgId: string | null;
  /** ISO 8601. */
  readonly checkedAt: string | null;
}

type Region = ConnectionInfo['region'];
const regions: Record<Region, string> = { us: 'United States', eu: 'European Union' };

/** The private key of the organisation in Vapi: entered once, tested, kept encrypted. */
export function VapiKeyCard({ connection }: { connection: ConnectionInfo | undefined }) {
  const [isReplacing, setIsReplacing] = useState(false);
  const showsForm = connection === undefined || isReplacing;
  return (
    <Card id="vapi">
      <CardHeader
        title="Vapi account"
        description="With a private key, Patchbay lists what you have in Vapi and sets server URLs there. The key is kept encrypted and never shown again."
      />
      <CardBody>
        {showsForm ? (
          <KeyForm
            region={connection?.region ?? 'us'}
            onDone={() => setIsReplacing(false)}
            {...(connection === undefined ? {} : { onCancel: () => setIsReplacing(false) })}
          />
        ) : (
          <Connected connection={connection} onReplace={() => setIsReplacing(true)} />
        )}
      </CardBody>
    </Card>
  );
}

function Connected({ connection, onReplace }: { connection: ConnectionInfo; onReplace: () => void }) {
  const remove = async () => {
    const result = await removeVapiKey().catch(() => undefined);
    if (result?.ok) toast.success('The key is removed. What is set in Vapi stays.');
    else toast.error(result?.message ?? 'The server did not answer. The key is still there.');
  };
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5 text-sm">
        <StatusDot tone="success" />
        <span className="font-medium">Connected</span>
        <span className="text-muted-foreground">
          {regions[connection.region]} · key <code className="text-xs">…{connection.keyHint}</code>
          {connection.checkedAt === null ? null : (
            <>
              {' '}
              · checked <RelativeTime at={connection.checkedAt} />
            </>
          )}
        </span>
      </p>
      <div className="flex gap-2">
        <Button size="sm" onClick={onReplace}>
          Replace key
        </Button>
        <AlertDialog
          trigger={
            <Button size="sm" variant="danger-ghost">
              Remove key
            </Button>
          }
          title="Remove the key?"
          description="Patchbay can no longer see or change anything in Vapi, and steps that call Vapi fail. Server URLs that are set there go on working."
          confirmLabel="Remove the key"
          onConfirm={remove}
        />
      </div>
    </div>
  );
}

interface KeyFormProps {
  readonly region: Region;
  readonly onDone: () => void;
  readonly onCancel?: () => void;
}

function KeyForm({ region: given, onDone, onCancel }: KeyFormProps) {
  const [key, setKey] = useState('');
  const [region, setRegion] = useState<Region>(given);
  const [error, setError] = useState<string>();
  const [isPending, startTransition] = useTransition();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    startTransition(async () => {
      const result = await saveVapiKey({ key, region }).catch(() => undefined);
      if (result?.ok) {
        toast.success('Connected to Vapi');
        onDone();
        return;
      }
      setError(result?.message ?? 'The server did not answer. Try again.');
    });
  };
  return (
    <form onSubmit={submit} className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_11rem_auto]">
      <Field
        label="Private key"
        help="In the Vapi dashboard: your organisation › API Keys › Private key."
        error={error}
        required
      >
        {(control) => (
          <PasswordInput
            {...control}
            value={key}
            autoComplete="off"
            onChange={(event) => {
              setKey(event.target.value);
              setError(undefined);
            }}
          />
        )}
      </Field>
      <Field label="Region">
        {(control) => (
          <Select value={region} onValueChange={(value) => setRegion(value === 'eu' ? 'eu' : 'us')}>
            <SelectTrigger {...control}>{regions[region]}</SelectTrigger>
            <SelectContent>
              <SelectItem value="us">{regions.us}</SelectItem>
              <SelectItem value="eu">{regions.eu}</SelectItem>
            </SelectContent>
          </Select>
        )}
      </Field>
      <div className="flex items-start gap-2 sm:pt-6.25">
        <Button type="submit" variant="primary" pending={isPending} disabled={key.trim() === ''}>
          Connect
        </Button>
        {onCancel === undefined ? null : <Button onClick={onCancel}>Cancel</Button>}
      </div>
    </form>
  );
}
