import { useId } from 'react';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Label } from '#components/ui/label.tsx';
import { Select, SelectContent, SelectItem, SelectTrigger } from '#components/ui/select.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { credentialWarnings } from '#lib/vapi/credentials/credential-warnings.ts';
import type { CredentialDraft } from './credential-draft.ts';
import type { FormPart } from './credential-fields.tsx';
import { CredentialWarnings } from './credential-warnings.tsx';

const ALGORITHMS: readonly CredentialDraft['algorithm'][] = ['sha256', 'sha512', 'sha1'];
const ENCODINGS: readonly CredentialDraft['signatureEncoding'][] = ['hex', 'base64'];

/** Every option of Vapi's HMAC plan. What is set at first is what Vapi sets. */
export function HmacFields({ draft, errors, set }: FormPart) {
  return (
    <>
      <p className="text-muted-foreground text-sm text-pretty">
        The settings below are Vapi’s own defaults. Change them only where the credential in Vapi differs.
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        <Choice
          label="Algorithm"
          value={draft.algorithm}
          options={ALGORITHMS}
          onChange={(algorithm) => set({ algorithm })}
        />
        <Choice
          label="Signature encoding"
          value={draft.signatureEncoding}
          options={ENCODINGS}
          onChange={(signatureEncoding) => set({ signatureEncoding })}
        />
        <TextField part={{ draft, errors, set }} name="signatureHeader" label="Signature header" />
        <TextField
          part={{ draft, errors, set }}
          name="signaturePrefix"
          label="Signature prefix"
          help="In front of the signature, e.g. sha256="
        />
      </div>
      <TextField
        part={{ draft, errors, set }}
        name="payloadFormat"
        label="Payload format"
        help="What is signed, from {timestamp} {body} {method} {url} {svix-id}."
      />
      {draft.payloadFormat.includes('{svix-id}') ? (
        <TextField part={{ draft, errors, set }} name="messageIdHeader" label="Message ID header" />
      ) : null}
      <Toggle
        label="Secret is Base64"
        help="The secret is decoded before it is used."
        isOn={draft.secretIsBase64}
        onChange={(secretIsBase64) => set({ secretIsBase64 })}
      />
      <Toggle
        label="Include timestamp"
        help="Events that are too old are refused, so that a recorded one cannot be sent again."
        isOn={draft.includeTimestamp}
        onChange={(includeTimestamp) => set({ includeTimestamp })}
      />
      {draft.includeTimestamp ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField part={{ draft, errors, set }} name="timestampHeader" label="Timestamp header" />
          <TextField
            part={{ draft, errors, set }}
            name="toleranceSeconds"
            label="Oldest event, in seconds"
            isNumber
          />
        </div>
      ) : null}
      <CredentialWarnings warnings={credentialWarnings({ ...draft, kind: 'hmac' })} />
    </>
  );
}

interface TextFieldProps {
  readonly part: FormPart;
  readonly name: TextName;
  readonly label: string;
  readonly help?: string;
  readonly isNumber?: boolean;
}

type TextName = {
  [Name in keyof CredentialDraft]: string extends CredentialDraft[Name] ? Name : never;
}[keyof CredentialDraft];

/** One line of text in the form. */
export function TextField({
  part: { draft, errors, set },
  name,
  label,
  help,
  isNumber = false,
}: TextFieldProps) {
  return (
    <Field label={label} help={help} error={errors[name]}>
      {(control) => (
        <Input
          {...control}
          value={draft[name]}
          spellCheck={false}
          autoComplete="off"
          inputMode={isNumber ? 'numeric' : 'text'}
          className="font-mono"
          onChange={(event) => set({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Value[];
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  const choose = (text: string): void => {
    const chosen = options.find((option) => option === text);
    if (chosen !== undefined) onChange(chosen);
  };
  return (
    <Field label={label}>
      {(control) => (
        <Select value={value} onValueChange={choose}>
          <SelectTrigger {...control} />
          <SelectContent>
            {options.map((option) => (
              <SelectItem key={option} value={option}>
                {option}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </Field>
  );
}

interface ToggleProps {
  readonly label: string;
  readonly help: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** A switch with its label in front. */
export function Toggle({ label, help, isOn, onChange }: ToggleProps) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="grid gap-0.5">
        <Label htmlFor={id}>{label}</Label>
        <p id={`${id}-help`} className="text-muted-foreground text-xs text-pretty">
          {help}
        </p>
      </div>
      <Switch
        id={id}
        aria-describedby={`${id}-help`}
        className="mt-0.5"
        checked={isOn}
        onCheckedChange={onChange}
      />
    </div>
  );
}
