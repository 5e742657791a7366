'use client';

import { Check } from 'lucide-react';
import { PasswordInput } from '#components/auth/password-input.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { needKey } from '#lib/flow-templates/fill-template.ts';
import type { TemplateNeed } from '#lib/flow-templates/flow-template.ts';

/** Keys and webhook addresses let whoever has them in: they are hidden while they are typed. */
const isHidden = (name: string): boolean => name.endsWith('_KEY') || name.endsWith('WEBHOOK_URL');

interface TemplateFieldsProps {
  readonly needs: readonly TemplateNeed[];
  readonly secretNames: readonly string[];
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (key: string, value: string) => void;
}

/** A field for each value that a template wants; what is stored already is only named. */
export function TemplateFields({ needs, secretNames, values, errors, onChange }: TemplateFieldsProps) {
  return (
    <div className="grid gap-4">
      {needs.map((need) => {
        const key = needKey(need);
        if (need.kind === 'secret' && secretNames.includes(need.name)) {
          return <StoredSecret key={key} label={need.label} name={need.name} />;
        }
        const shared = {
          value: values[key] ?? '',
          maxLength: 2000,
          placeholder: need.example,
          autoComplete: 'off',
          onChange: (event: { target: { value: string } }) => onChange(key, event.target.value),
        };
        return (
          <Field
            key={key}
            label={need.label}
            help={need.help}
            error={errors[key]}
            aside={need.kind === 'secret' ? <code className="text-2xs">{need.name}</code> : undefined}
          >
            {(control) =>
              need.kind === 'secret' && isHidden(need.name) ? (
                <PasswordInput {...control} {...shared} autoComplete="new-password" />
              ) : (
                <Input {...control} {...shared} spellCheck={false} />
              )
            }
          </Field>
        );
      })}
    </div>
  );
}

function StoredSecret({ label, name }: { label: string; name: string }) {
  return (
    <p className="flex items-start gap-2 text-sm">
      <Check className="mt-0.5 size-4 shrink-0 text-success-text" aria-hidden="true" />
      <span>
        {label}: the secret <code className="text-xs">{name}</code> is there already and will be used.
      </span>
    </p>
  );
}
