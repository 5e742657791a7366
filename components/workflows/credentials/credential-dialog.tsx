import { type FormEvent, useState, useTransition } from 'react';
import { type MadeCredential, saveCredential } from '#app/actions/credentials.ts';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Dialog, DialogClose, DialogContent, DialogTrigger } from '#components/ui/dialog.tsx';
import { FieldError } from '#components/ui/field.tsx';
import type { CredentialKind } from '#lib/vapi/credentials/credential.ts';
import type { CredentialView } from '#lib/vapi/credentials/credential-view.ts';
import type { WhatToEnter } from '#lib/vapi/credentials/what-to-enter.ts';
import { type CredentialDraft, draftFrom, fieldOf, inputOf } from './credential-draft.ts';
import { CredentialFields } from './credential-fields.tsx';
import { credentialKinds } from './credential-kinds.ts';
import { WhatToEnterPanel } from './what-to-enter-panel.tsx';

interface CredentialDialogProps {
  readonly workflowId: string;
  /** The credential whose place the new one takes. */
  readonly replaces?: CredentialView;
  /** Until now nothing is asked for. */
  readonly isFirst?: boolean;
  readonly children: React.ReactNode;
}

/** Adds a credential, or replaces one, and then shows what to enter in Vapi, this once with the secret. */
export function CredentialDialog({ workflowId, replaces, isFirst = false, children }: CredentialDialogProps) {
  const [open, setOpen] = useState(false);
  const [inVapi, setInVapi] = useState<WhatToEnter>();
  const change = (next: boolean) => {
    setOpen(next);
    if (next) setInVapi(undefined);
  };
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogTrigger asChild>{children}</DialogTrigger>
      {!open ? null : inVapi === undefined ? (
        <CredentialForm workflowId={workflowId} replaces={replaces} isFirst={isFirst} onMade={setInVapi} />
      ) : (
        <Made inVapi={inVapi} />
      )}
    </Dialog>
  );
}

function Made({ inVapi }: { inVapi: WhatToEnter }) {
  return (
    <DialogContent
      size="lg"
      title="Now enter it in Vapi"
      description="The credential is in force from now on. Its secret is shown this once: copy it before you close."
      isOnce
      footer={
        <DialogClose asChild>
          <Button variant="primary">I have copied it</Button>
        </DialogClose>
      }
    >
      <WhatToEnterPanel inVapi={inVapi} />
    </DialogContent>
  );
}

interface CredentialFormProps {
  readonly workflowId: string;
  readonly replaces: CredentialView | undefined;
  readonly isFirst: boolean;
  readonly onMade: (inVapi: WhatToEnter) => void;
}

function CredentialForm({ workflowId, replaces, isFirst, onMade }: CredentialFormProps) {
  const [draft, setDraft] = useState(() => draftFrom(replaces));
  const [errors, setErrors] = useState<Errors>({});
  const [isPending, startTransition] = useTransition();
  const set = (change: Partial<CredentialDraft>) => {
    setDraft((before) => ({ ...before, ...change }));
    setErrors({});
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    startTransition(async () => {
      const result = await saveCredential(workflowId, inputOf(draft), replaces?.id).catch(() => undefined);
      if (result?.ok) onMade(result.inVapi);
      else setErrors(errorsOf(draft.kind, result));
    });
  };
  const verb = replaces === undefined ? 'Add' : 'Replace';
  return (
    <DialogContent
      size="lg"
      title={`${verb} ${replaces === undefined ? 'a' : 'the'} credential`}
      description={
        isFirst
          ? 'From the moment it is added, events without it are refused: have the Vapi dashboard open, and enter it there at once.'
          : replaces === undefined
            ? 'Those that are there go on working: to rotate, add the new one, change Vapi, then remove the old one.'
            : 'What Vapi sends with the old one is refused at once.'
      }
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" form="credential" variant="primary" pending={isPending}>
            {verb} credential
          </Button>
        </>
      }
    >
      <form id="credential" className="grid gap-5 pt-1" onSubmit={submit}>
        <KindChoice kind={draft.kind} onChange={(kind) => set({ kind })} />
        <CredentialFields draft={draft} errors={errors} set={set} />
        {errors.form === undefined ? null : <FieldError>{errors.form}</FieldError>}
      </form>
    </DialogContent>
  );
}

function KindChoice({ kind, onChange }: { kind: CredentialKind; onChange: (kind: CredentialKind) => void }) {
  const kinds: readonly CredentialKind[] = ['header', 'bearer', 'hmac', 'oauth2'];
  return (
    <fieldset className="grid gap-2 sm:grid-cols-2">
      <legend className="mb-1.5 font-medium text-sm">How Vapi proves that it is Vapi</legend>
      {kinds.map((each) => {
        const { label, help, icon: Icon } = credentialKinds[each];
        return (
          <label
            key={each}
            className={cn(
              'flex cursor-pointer items-start gap-2.5 rounded-md border px-3 py-2.5 transition-colors hover:bg-surface-2 has-focus-visible:outline-2 has-focus-visible:outline-signal',
              each === kind ? 'border-signal bg-signal-soft/40' : 'border-border-strong',
            )}
          >
            <input
              type="radio"
              name="kind"
              value={each}
              checked={each === kind}
              onChange={() => onChange(each)}
              className="sr-only"
              aria-label={label}
            />
            <Icon className="mt-0.5 size-4 shrink-0 text-muted-foreground" aria-hidden="true" />
            <span className="grid gap-0.5">
              <span className="font-medium text-sm">{label}</span>
              <span className="text-muted-foreground text-xs text-pretty">{help}</span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

type Errors = Partial<Record<keyof CredentialDraft | 'form', string>>;

const errorsOf = (
  kind: CredentialKind,
  result: Exclude<MadeCredential, { ok: true }> | undefined,
): Errors => {
  if (result === undefined) return { form: 'The server did not answer. Nothing was saved.' };
  const errors: Errors = {};
  for (const { path, message } of result.issues) errors[fieldOf(kind, String(path[0])) ?? 'form'] = message;
  return result.issues.length === 0 ? { form: result.message } : errors;
};
