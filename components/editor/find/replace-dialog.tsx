import { useMemo, useState } from 'react';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogContent } from '#components/ui/dialog.tsx';
import type { DocumentText } from '#lib/graph/document-texts.ts';
import type { Replaced, TextChange } from '#lib/graph/replace-text.ts';
import { useEditor } from '../editor-context.tsx';
import { textOwners } from './find-owners.ts';
import { lineChanges } from './line-changes.ts';
import { useFinding } from './use-finding.ts';

const SHOWN = 200; // texts; nobody reads more

/** What replacing all changes, before it does. Open while it is mounted. */
export function ReplaceDialog({ onClose }: { onClose: () => void }) {
  const finding = useFinding();
  const { store } = useEditor();
  const [preview] = useState(finding.preview);
  const count = countOf(preview.changes);
  const kept = countOf(preview.skipped);
  const replace = () => {
    const done = finding.replaceAll();
    toast.success(`Replaced ${amount(countOf(done.changes), 'hit')}`, {
      id: 'replace',
      ...(done.skipped.length === 0
        ? {}
        : { description: `${amount(countOf(done.skipped), 'hit')} stayed as before.` }),
      action: { label: 'Undo', onClick: () => store.getState().undo() },
    });
    onClose();
  };
  return (
    <Dialog open onOpenChange={(isOpen) => isOpen || onClose()}>
      <DialogContent
        title={count === 0 ? 'Nothing can be replaced' : `Replace ${amount(count, 'hit')}?`}
        description={
          count === 0
            ? 'Every hit stays as it is.'
            : `In ${amount(preview.changes.length, 'text')}; one step of undo takes all of it back.`
        }
        size="lg"
        isReading
        footer={
          <>
            <Button onClick={onClose}>{count === 0 ? 'Close' : 'Cancel'}</Button>
            {count === 0 ? null : (
              <Button variant="primary" onClick={replace} ref={focusFirst}>
                Replace {amount(count, 'hit')}
              </Button>
            )}
          </>
        }
      >
        <div className="grid gap-4">
          {kept === 0 ? null : <Kept preview={preview} />}
          {count === 0 ? null : <Changes changes={preview.changes} />}
        </div>
      </DialogContent>
    </Dialog>
  );
}

/** Enter goes on: all of it is one step of undo. */
const focusFirst = (button: HTMLButtonElement | null): void => button?.focus();

const countOf = (texts: readonly { readonly count: number }[]): number =>
  texts.reduce((sum, { count }) => sum + count, 0);

const amount = (count: number, what: string): string =>
  `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;

function Changes({ changes }: { changes: readonly TextChange[] }) {
  return (
    <section className="grid gap-1.5">
      <h3 className="font-medium text-sm">What changes</h3>
      <ul className="grid gap-1.5">
        {changes.slice(0, SHOWN).map(({ text, after }) => (
          <li key={text.key} className="grid gap-1 rounded-md border bg-surface-2/50 px-2.5 py-2">
            <Where text={text} />
            {lineChanges(text.text, after).map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two lines may change alike, and the list never does
              <span key={index} className="grid font-mono text-xs">
                <del className="find-line find-old">{line.before}</del>
                <ins className="find-line find-new">{line.after}</ins>
              </span>
            ))}
          </li>
        ))}
      </ul>
      {changes.length > SHOWN ? (
        <p className="text-muted-foreground text-xs">And {amount(changes.length - SHOWN, 'more text')}.</p>
      ) : null}
    </section>
  );
}

function Kept({ preview: { skipped } }: { preview: Replaced }) {
  return (
    <section className="grid gap-1.5">
      <h3 className="font-medium text-sm">What stays as it is</h3>
      <ul className="grid gap-1.5">
        {skipped.slice(0, SHOWN).map(({ text, reason }) => (
          <li key={text.key} className="grid gap-0.5 rounded-md bg-warning-soft px-2.5 py-2">
            <Where text={text} />
            <span className="text-warning-text text-xs">{reason}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Where({ text }: { text: DocumentText }) {
  const { store, specs } = useEditor();
  const [ownerOf] = useState(() => textOwners(store.getState().document, specs));
  const owner = useMemo(() => ownerOf(text), [ownerOf, text]);
  return (
    <span className="text-xs">
      <span className="font-medium">{owner.name}</span>{' '}
      <span className="text-muted-foreground">· {text.label}</span>
    </span>
  );
}
