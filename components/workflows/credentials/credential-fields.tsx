import type { CredentialDraft } from './credential-draft.ts';
import { HmacFields, TextField, Toggle } from './hmac-fields.tsx';
import { SecretField } from './secret-field.tsx';

export interface FormPart {
  readonly draft: CredentialDraft;
  readonly errors: Partial<Record<keyof CredentialDraft, string>>;
  readonly set: (change: Partial<CredentialDraft>) => void;
}

const SECRET_LABELS = {
  header: 'Secret',
  bearer: 'Token',
  hmac: 'Secret key',
  oauth2: 'Client secret',
} as const;

/** The fields of the chosen kind. */
export function CredentialFields(part: FormPart) {
  const { draft, errors, set } = part;
  return (
    <div className="grid gap-4">
      <TextField
        part={part}
        name="name"
        label="Name"
        help="Optional. Tells credentials apart, e.g. production."
      />
      <SecretField
        label={SECRET_LABELS[draft.kind]}
        value={draft.secret}
        error={errors.secret}
        isBase64={draft.kind === 'hmac' && draft.secretIsBase64}
        onChange={(secret) => set({ secret })}
      />
      <OwnFields {...part} />
    </div>
  );
}

function OwnFields(part: FormPart) {
  const { draft, set } = part;
  switch (draft.kind) {
    case 'header':
      return <TextField part={part} name="headerName" label="Header name" />;
    case 'bearer':
      return (
        <>
          <TextField part={part} name="bearerHeaderName" label="Header name" />
          <Toggle
            label="Bearer prefix"
            help="The word Bearer and a space come before the token."
            isOn={draft.bearerPrefixEnabled}
            onChange={(bearerPrefixEnabled) => set({ bearerPrefixEnabled })}
          />
        </>
      );
    case 'hmac':
      return <HmacFields {...part} />;
    case 'oauth2':
      return (
        <>
          <TextField part={part} name="tokenLifetimeSeconds" label="Tokens last, in seconds" isNumber />
          <TextField
            part={part}
            name="scope"
            label="Scope"
            help="Optional. Vapi may ask for these scopes only."
          />
        </>
      );
  }
}
