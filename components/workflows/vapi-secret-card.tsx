'use client';

import { Dices, ShieldCheck, ShieldOff } from 'lucide-react';
import { type FormEvent, useState, useTransition } from 'react';
import { toast } from 'sonner';
import { setVapiSecret } from '#app/actions/credentials.ts';
import { PasswordInput } from '#components/auth/password-input.tsx';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card, CardBody, CardFooter, CardHeader } from '#components/ui/card.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Field } from '#components/ui/field.tsx';

const RANDOM_BYTES = 24; // 192 bits

/** Text of visible characters that nobody can guess. */
const randomSecret = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(RANDOM_BYTES));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
};

/** Whether events need a secret in `X-Vapi-Secret`, and which. Once saved it cannot be read again. */
export function VapiSecretCard({ id, isSet }: { id: string; isSet: boolean }) {
  const [value, setValue] = useState('');
  const [error, setError] = useState<string>();
  const [isPending, startTransition] = useTransition();

  const save = (event: FormEvent) => {
    event.preventDefault();
    startTransition(async () => {
      const result = await setVapiSecret(id, value).catch(() => undefined);
      if (!result?.ok) {
        setError(result?.message ?? 'The server did not answer. The secret is unchanged.');
        return;
      }
      setValue('');
      toast.success('Saved. Events without this secret are refused from now on.');
    });
  };
  const clear = async () => {
    const result = await setVapiSecret(id, null).catch(() => undefined);
    if (result?.ok) toast.success('Events are taken without a secret now.');
    else toast.error(result?.message ?? 'The server did not answer. The secret is still asked for.');
  };

  return (
    <Card>
      <CardHeader
        title={
          <span className="flex items-center gap-2">
            Secret
            {isSet ? (
              <Badge tone="success">
                <ShieldCheck />
                asked for
              </Badge>
            ) : (
              <Badge>
                <ShieldOff />
                not set
              </Badge>
            )}
          </span>
        }
        description={
          <>
            With a secret, an event must bring it in the header <code className="text-xs">X-Vapi-Secret</code>
            ; others get 401 and show up as refused.
          </>
        }
      />
      <CardBody>
        <form id="vapi-secret" onSubmit={save}>
          <Field
            label={isSet ? 'Replace the secret' : 'Secret'}
            help="In Vapi: create a Bearer credential with the header name X-Vapi-Secret and without the Bearer prefix, and choose it where the server URL is set."
            error={error}
          >
            {(control) => (
              <div className="flex gap-2">
                <div className="min-w-0 flex-1">
                  <PasswordInput
                    {...control}
                    value={value}
                    autoComplete="off"
                    placeholder={isSet ? '••••••••••••' : 'At least 8 characters'}
                    onChange={(event) => {
                      setValue(event.target.value);
                      setError(undefined);
                    }}
                  />
                </div>
                {value === '' ? null : (
                  <CopyButton value={value} label="Copy the secret" variant="secondary" size="icon" />
                )}
                <Button onClick={() => setValue(randomSecret())}>
                  <Dices />
                  Generate
                </Button>
              </div>
            )}
          </Field>
        </form>
      </CardBody>
      <CardFooter>
        <span>Stored encrypted. Copy it before you save: it is not shown again.</span>
        <span className="flex gap-2">
          {isSet ? (
            <AlertDialog
              trigger={
                <Button size="sm" variant="danger-ghost">
                  Remove
                </Button>
              }
              title="Take events without a secret?"
              description="Anyone who knows the server URL can then post events to this workflow."
              confirmLabel="Remove the secret"
              onConfirm={clear}
            />
          ) : null}
          <Button
            type="submit"
            form="vapi-secret"
            size="sm"
            variant="primary"
            pending={isPending}
            disabled={value === ''}
          >
            Save
          </Button>
        </span>
      </CardFooter>
    </Card>
  );
}
