'use client';

import { type FormEvent, useState } from 'react';
import { setupOwner } from '#app/actions/account.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { FormAlert } from './form-alert.tsx';
import { PasswordInput } from './password-input.tsx';
import { passwordStrength } from './password-strength.ts';
import { NO_ANSWER, signIn } from './sign-in.ts';
import { StrengthMeter } from './strength-meter.tsx';

type FieldName = 'name' | 'email' | 'password';

/** Creates the owner, signs in, and goes to the workflows. */
export function SetupForm() {
  const [values, setValues] = useState<Record<FieldName, string>>({ name: '', email: '', password: '' });
  const [errors, setErrors] = useState<Partial<Record<FieldName | 'form', string>>>({});
  const [isPending, setIsPending] = useState(false);

  const set = (field: FieldName) => (event: { target: { value: string } }) => {
    setValues({ ...values, [field]: event.target.value });
    setErrors({ ...errors, [field]: undefined });
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = check(values);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    setIsPending(true);
    const created = await setupOwner(values).catch(() => ({ ok: false, message: NO_ANSWER }) as const);
    if (!created.ok) {
      setErrors({ form: created.message });
      setIsPending(false);
      return;
    }
    const signedIn = await signIn(values.email.trim(), values.password);
    window.location.assign(signedIn.ok ? '/workflows' : '/login');
  };

  return (
    <form className="grid gap-4" noValidate onSubmit={(event) => void submit(event)}>
      {errors.form ? <FormAlert>{errors.form}</FormAlert> : null}
      <Field label="Your name" error={errors.name}>
        {(control) => (
          <Input
            {...control}
            name="name"
            autoComplete="name"
            autoFocus
            value={values.name}
            onChange={set('name')}
            className="h-9"
          />
        )}
      </Field>
      <Field label="E-mail" error={errors.email}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            value={values.email}
            onChange={set('email')}
            className="h-9"
          />
        )}
      </Field>
      <Field label="Password" error={errors.password} help={<StrengthMeter password={values.password} />}>
        {(control) => (
          <PasswordInput
            {...control}
            name="password"
            autoComplete="new-password"
            value={values.password}
            onChange={set('password')}
            className="h-9"
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" pending={isPending}>
        Create the owner account
      </Button>
    </form>
  );
}

const check = (values: Record<FieldName, string>): Partial<Record<FieldName, string>> => ({
  ...(values.name.trim() === '' && { name: 'Say what to call you.' }),
  ...(!/^\S+@\S+\.\S+$/.test(values.email.trim()) && {
    email: 'Write an e-mail address, such as ada@example.com. Nothing is sent to it.',
  }),
  ...(passwordStrength(values.password).score === 0 && {
    password: `Use at least 10 characters. ${passwordStrength(values.password).hint}`,
  }),
});
