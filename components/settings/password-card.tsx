'use client';

import { type FormEvent, useState, useTransition } from 'react';
import { toast } from 'sonner';
import { FormAlert } from '#components/auth/form-alert.tsx';
import { PasswordInput } from '#components/auth/password-input.tsx';
import { passwordStrength } from '#components/auth/password-strength.ts';
import { StrengthMeter } from '#components/auth/strength-meter.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card, CardBody, CardFooter, CardHeader } from '#components/ui/card.tsx';
import { Field } from '#components/ui/field.tsx';
import { changePassword } from './change-password.ts';

/** Another password for the one who is signed in; every other session ends. */
export function PasswordCard({ name, email }: { name: string; email: string }) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [error, setError] = useState<string>();
  const [isPending, startTransition] = useTransition();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    startTransition(async () => {
      const result = await changePassword(current, next);
      if (!result.ok) {
        setError(result.message);
        return;
      }
      setCurrent('');
      setNext('');
      toast.success('Password changed. Other browsers are signed out.');
    });
  };

  return (
    <Card id="account">
      <CardHeader title="Account" description={`${name} · ${email}`} />
      <CardBody>
        <form id="change-password" className="grid gap-4" onSubmit={submit}>
          {error ? <FormAlert>{error}</FormAlert> : null}
          <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Current password">
              {(control) => (
                <PasswordInput
                  {...control}
                  autoComplete="current-password"
                  required
                  value={current}
                  onChange={(event) => setCurrent(event.target.value)}
                />
              )}
            </Field>
            <Field label="New password" help={<StrengthMeter password={next} />}>
              {(control) => (
                <PasswordInput
                  {...control}
                  autoComplete="new-password"
                  required
                  value={next}
                  onChange={(event) => setNext(event.target.value)}
                />
              )}
            </Field>
          </div>
        </form>
      </CardBody>
      <CardFooter>
        <span>Changing it signs out every other browser.</span>
        <Button
          type="submit"
          form="change-password"
          size="sm"
          variant="primary"
          pending={isPending}
          disabled={current === '' || passwordStrength(next).score === 0}
        >
          Change password
        </Button>
      </CardFooter>
    </Card>
  );
}
