import { Dices } from 'lucide-react';
import { PasswordInput } from '#components/auth/password-input.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { randomSecret } from '#lib/vapi/credentials/credential.ts';

interface SecretFieldProps {
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly isBase64: boolean;
  readonly onChange: (value: string) => void;
}

/** A secret to type, to generate here, or to leave to the server. */
export function SecretField({ label, value, error, isBase64, onChange }: SecretFieldProps) {
  return (
    <Field
      label={label}
      error={error}
      help="Leave it empty and Patchbay makes one of 256 random bits. You see it once, after saving."
    >
      {(control) => (
        <div className="flex gap-2">
          <div className="min-w-0 flex-1">
            <PasswordInput
              {...control}
              value={value}
              autoComplete="off"
              placeholder="Made by Patchbay"
              className="font-mono"
              onChange={(event) => onChange(event.target.value)}
            />
          </div>
          <Button onClick={() => onChange(randomSecret(isBase64 ? 'base64' : 'text'))}>
            <Dices />
            Generate
          </Button>
        </div>
      )}
    </Field>
  );
}
