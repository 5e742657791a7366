'use client';

import { TriangleAlert } from 'lucide-react';
import { useEffect, useState, useTransition } from 'react';
import { applyVapi, previewVapi } from '#app/actions/vapi.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose, DialogContent } from '#components/ui/dialog.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { Changed, Preview } from '#lib/connect/change-vapi.ts';
import type { OperationInput } from '#lib/connect/operation.ts';
import { ChangeLines } from './change-lines.tsx';

interface ChangeDialogProps {
  readonly workflowId: string;
  /** What is to be done; shown while it is there. */
  readonly operation: OperationInput | undefined;
  /** Whether the flows have something for `phone-call-control`. */
  readonly flows: { readonly controlCalls: boolean };
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** Shows a change of something in Vapi before it is sent, sends it, and shows what Vapi kept of it. */
export function ChangeDialog({ operation, onClose, ...props }: ChangeDialogProps) {
  return (
    <Dialog open={operation !== undefined} onOpenChange={(open) => (open ? undefined : onClose())}>
      {operation === undefined ? null : (
        <Steps key={JSON.stringify(operation)} operation={operation} {...props} />
      )}
    </Dialog>
  );
}

const FAILED = 'The server did not answer. Nothing is known to be changed: try again.';

function Steps({
  workflowId,
  operation: given,
  flows,
  onChanged,
}: Omit<ChangeDialogProps, 'onClose' | 'operation'> & { operation: OperationInput }) {
  const [operation, setOperation] = useState(given);
  const [preview, setPreview] = useState<Preview>();
  const [changed, setChanged] = useState<Changed>();
  const [error, setError] = useState<string>();
  const [isAccepted, setIsAccepted] = useState(false);
  const [round, setRound] = useState(0);
  const [isPending, startTransition] = useTransition();

  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks for the preview once more
  useEffect(() => {
    let isCurrent = true;
    void previewVapi(workflowId, operation)
      .catch(() => undefined)
      .then((result) => {
        if (!isCurrent) return;
        setPreview(result?.ok ? result.preview : undefined);
        if (!result?.ok) setError(result?.message ?? FAILED);
      });
    return () => {
      isCurrent = false;
    };
  }, [workflowId, operation, round]);

  const ask = (wanted: OperationInput) => {
    setError(undefined);
    setOperation(wanted);
    setRound(round + 1);
  };
  const send = () => {
    if (preview === undefined) return;
    startTransition(async () => {
      const { fingerprint } = preview;
      const result = await applyVapi(workflowId, operation, {
        fingerprint,
        isUnreachableAccepted: isAccepted,
      }).catch(() => undefined);
      if (result?.ok) {
        setChanged(result.changed);
        setError(undefined);
        onChanged();
        return;
      }
      setError(result?.message ?? FAILED);
      if (result?.code === 'changed-meanwhile') setRound(round + 1);
    });
  };

  const isUnknown = preview === undefined && error !== undefined;
  const nothingToSend = preview !== undefined && preview.differences.length === 0;
  const isBlocked = preview === undefined || nothingToSend || (preview.unreachable !== null && !isAccepted);
  return (
    <DialogContent
      size="lg"
      title={isUnknown ? 'What is there could not be read' : titleOf(operation, preview, changed)}
      description={
        changed !== undefined
          ? resultOf(changed)
          : isUnknown
            ? 'Nothing was sent.'
            : 'Everything else stays as it is. What is there now is kept for Restore.'
      }
      footer={
        changed === undefined ? (
          <>
            <DialogClose asChild>
              <Button>{nothingToSend ? 'Close' : 'Cancel'}</Button>
            </DialogClose>
            {isUnknown ? (
              <Button variant="primary" onClick={() => ask(operation)}>
                Try again
              </Button>
            ) : nothingToSend ? null : (
              <Button variant="primary" pending={isPending} disabled={isBlocked} onClick={send}>
                {given.kind === 'restore' ? 'Restore' : 'Send to Vapi'}
              </Button>
            )}
          </>
        ) : (
          <DialogClose asChild>
            <Button variant="primary">Done</Button>
          </DialogClose>
        )
      }
    >
      <div className="grid content-start gap-3">
        {error === undefined ? null : (
          <p
            role="alert"
            className="rounded-md bg-danger-soft px-3 py-2 text-danger-text text-sm text-pretty"
          >
            {error}
          </p>
        )}
        {changed === undefined && preview !== undefined ? (
          <>
            <Notes texts={preview.warnings} />
            <Choices operation={operation} flows={flows} onChange={ask} />
            {preview.unreachable === null ? null : (
              <Choice checked={isAccepted} onChange={setIsAccepted}>
                {preview.unreachable} Set it anyway, e.g. because the name changes later.
              </Choice>
            )}
          </>
        ) : null}
        {preview === undefined && error === undefined ? <Loading /> : null}
        {changed !== undefined || preview !== undefined ? (
          <ChangeLines differences={(changed ?? preview)?.differences ?? []} />
        ) : null}
      </div>
    </DialogContent>
  );
}

const titleOf = (operation: OperationInput, preview?: Preview, changed?: Changed): string => {
  const name = changed?.targetName ?? preview?.targetName ?? '';
  if (changed !== undefined) return `${name}: ${changed.isKept ? 'done' : 'not everything was kept'}`;
  if (preview === undefined) return 'Looking at what is there…';
  switch (operation.kind) {
    case 'connect':
      return `Connect ${name}`;
    case 'push-tool':
      return preview.isNew ? `Create the tool ${name} in Vapi` : `Update the tool ${name} in Vapi`;
    case 'use-tool':
      return `Give ${name} the tool`;
    case 'restore':
      return `Restore ${name}`;
  }
};

const resultOf = ({ isKept }: Changed): string =>
  isKept
    ? 'Vapi was asked again and has it.'
    : 'Vapi accepted it, but says something else when asked again. Look at the lines marked “not kept”, and set those in the Vapi dashboard.';

function Notes({ texts }: { texts: readonly string[] }) {
  return texts.map((text) => (
    <p key={text} className="flex items-start gap-2 rounded-md bg-warning-soft px-3 py-2 text-sm text-pretty">
      <TriangleAlert className="mt-0.5 size-3.5 shrink-0 text-warning-text" aria-hidden="true" />
      {text}
    </p>
  ));
}

interface ChoicesProps {
  readonly operation: OperationInput;
  readonly flows: ChangeDialogProps['flows'];
  readonly onChange: (operation: OperationInput) => void;
}

/** What is never done unasked. */
function Choices({ operation, flows, onChange }: ChoicesProps) {
  if (operation.kind !== 'connect') return null;
  const { kind } = operation.target;
  const canControl = flows.controlCalls && (kind === 'assistant' || kind === 'squad');
  return (
    <>
      {canControl ? (
        <Choice
          checked={operation.takeCallControl ?? false}
          onChange={(takeCallControl) => onChange({ ...operation, takeCallControl })}
        >
          Switch on <code className="text-xs">phone-call-control</code>: this workflow hangs up and forwards
          calls from now on, Vapi does not.
        </Choice>
      ) : null}
      {kind === 'phone-number' ? (
        <Choice
          checked={operation.askWhoAnswers ?? false}
          onChange={(askWhoAnswers) => onChange({ ...operation, askWhoAnswers })}
        >
          Ask this workflow who answers each call: takes the fixed assistant or squad from the number.
        </Choice>
      ) : null}
    </>
  );
}

interface ChoiceProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: React.ReactNode;
}

function Choice({ checked, onChange, children }: ChoiceProps) {
  return (
    <label className="flex cursor-pointer items-start gap-2.5 rounded-md border px-3 py-2 text-sm text-pretty">
      <input
        type="checkbox"
        className="mt-0.5 size-4 shrink-0 accent-signal"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>{children}</span>
    </label>
  );
}

function Loading() {
  return (
    <div className="grid gap-2" role="status" aria-label="Asking Vapi">
      <Skeleton className="h-12" />
      <Skeleton className="h-12" />
      <Skeleton className="h-12" />
    </div>
  );
}
