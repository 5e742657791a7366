import { useEffect, useMemo, useState } from 'react';
import { toast } from 'sonner';
import { nextVersionNumber, publishDraft } from '#app/actions/editor.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogContent } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import type { GraphIssue } from '#lib/graph/node-spec.ts';
import { emptyGraph } from '#lib/graph/schema.ts';
import { draftIssues } from '../draft-issues.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { useFromOthers } from '../live/use-live.ts';
import { modifierKey } from '../modifier-key.ts';
import { ReviewDialog } from '../review/review-dialog.tsx';
import { IssueList } from './issue-list.tsx';
import { useVersionActions } from './use-version-actions.ts';

interface PublishDialogProps {
  /** Kept by the bar, so that it is still there where the dialog was closed by mistake. */
  readonly note: string;
  readonly onNote: (note: string) => void;
  readonly onShowVersion: (number: number) => void;
  readonly onClose: () => void;
}

const EMPTY = emptyGraph();

/** What publishing changes, and what stands in its way. Open while it is mounted. */
export function PublishDialog({ note, onNote, onShowVersion, onClose }: PublishDialogProps) {
  const editor = useEditor();
  const { autosave, store, workflowId, fromOthers } = editor;
  const published = useFromOthers((state) => state.published);
  const document = useEditorState((state) => state.document);
  const known = useEditorState((state) => state.issues); // it changes when more becomes known of the code
  const actions = useVersionActions();
  const [refused, setRefused] = useState<readonly GraphIssue[]>([]);
  const [pending, setPending] = useState<'publish' | 'discard'>();
  const next = useNextNumber(workflowId);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `known` says when to look again
  const found = useMemo(() => draftIssues(document, editor), [document, editor, known]);
  const issues = refused.length > 0 ? refused : found;
  const errors = issues.filter((issue) => issue.severity === 'error');
  const warnings = issues.filter((issue) => issue.severity === 'warning');

  const publish = async () => {
    if (pending !== undefined) return;
    setPending('publish');
    try {
      if (!(await autosave.flush())) {
        toast.error('The draft could not be saved, so it was not published. Try again when it says “Saved”.');
        return;
      }
      const done = await publishDraft(workflowId, note, autosave.revision());
      if (done.ok) {
        fromOthers.setState({ published: { number: done.number, graph: done.graph } });
        onNote('');
        toast.success(`Version ${done.number} is live`, {
          description: 'It answers Vapi from now on.',
          action: { label: 'View version', onClick: () => onShowVersion(done.number) },
        });
        onClose();
      } else if (done.issues.length > 0) {
        setRefused(done.issues);
        store.getState().setStrict();
      } else toast.error(done.message);
    } catch {
      toast.error('The server could not be reached. Nothing was published.');
    } finally {
      setPending(undefined);
    }
  };
  const discard = async () => {
    if (published === undefined) return;
    setPending('discard');
    const isDone = await actions.discardChanges(published.number);
    setPending(undefined);
    if (isDone) onClose();
  };

  const discardButton =
    published === undefined ? null : (
      <Button
        variant="ghost"
        className="mr-auto"
        pending={pending === 'discard'}
        onClick={() => void discard()}
      >
        Discard changes
      </Button>
    );

  if (errors.length > 0) {
    return (
      <Dialog open onOpenChange={(isOpen) => isOpen || onClose()}>
        <DialogContent
          title="Not ready to publish"
          description={`${errors.length === 1 ? 'One thing has' : `${errors.length} things have`} to be mended first. Choose one to go there.`}
          footer={
            <>
              {discardButton}
              <Button onClick={onClose}>Close</Button>
            </>
          }
        >
          <IssueList issues={errors} onJump={onClose} />
          {warnings.length > 0 ? (
            <section className="mt-4 grid gap-1">
              <h3 className="font-medium text-sm">Worth a look</h3>
              <IssueList issues={warnings} onJump={onClose} />
            </section>
          ) : null}
        </DialogContent>
      </Dialog>
    );
  }
  return (
    <ReviewDialog
      title={next === undefined ? 'Publish' : `Publish version ${next}`}
      description={
        <>
          {published === undefined
            ? 'The first version: the server URL answers with it from now on.'
            : `Changes since version ${published.number}. The server URL answers with the new one at once; calls that are being answered finish with the old one.`}
        </>
      }
      before={published?.graph ?? EMPTY}
      after={document}
      top={
        warnings.length > 0 ? (
          <section className="grid gap-1 border-b px-1.5 py-2.5">
            <h3 className="px-2.5 font-medium text-sm">Worth a look</h3>
            <IssueList issues={warnings} onJump={onClose} />
          </section>
        ) : null
      }
      bottom={
        <div className="border-t bg-surface px-4 pt-2.5 pb-3">
          <Field label="Note" aside="optional">
            {(control) => (
              <Textarea
                {...control}
                maxLength={2000}
                rows={2}
                placeholder="What is new, for the list of versions"
                value={note}
                onChange={({ target }) => onNote(target.value)}
              />
            )}
          </Field>
        </div>
      }
      footer={
        <>
          {discardButton}
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            pending={pending === 'publish'}
            title={`${modifierKey()}+Enter`}
            onClick={() => void publish()}
          >
            Publish
          </Button>
        </>
      }
      onSubmit={() => void publish()}
      onClose={onClose}
    />
  );
}

/** Undefined until it is known: a version that was taken back has its number still. */
const useNextNumber = (workflowId: string): number | undefined => {
  const [next, setNext] = useState<number>();
  useEffect(() => {
    nextVersionNumber(workflowId).then(setNext, () => undefined); // the dialog says “Publish” without it
  }, [workflowId]);
  return next;
};
