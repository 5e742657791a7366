import { useState } from 'react';
import { toast } from 'sonner';
import { publishDraft } from '#app/actions/editor.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogContent } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import type { GraphIssue } from '#lib/graph/node-spec.ts';
import { emptyGraph, type GraphDocument } from '#lib/graph/schema.ts';
import { validate } from '#lib/graph/validate.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { ChangeList } from './change-list.tsx';
import { IssueList } from './issue-list.tsx';

export interface Published {
  readonly number: number;
  readonly graph: GraphDocument;
}

interface PublishDialogProps {
  readonly published: Published | undefined;
  readonly onPublished: (published: Published) => void;
  readonly onClose: () => void;
}

/** What publishing changes, and what stands in its way. Open while it is mounted. */
export function PublishDialog({ published, onPublished, onClose }: PublishDialogProps) {
  const { autosave, specs, store, workflowId } = useEditor();
  const document = useEditorState((state) => state.document);
  const [refused, setRefused] = useState<readonly GraphIssue[]>([]);
  const [note, setNote] = useState('');
  const [isPending, setPending] = useState(false);

  const issues = refused.length > 0 ? refused : validate(document, specs);
  const errors = issues.filter((issue) => issue.severity === 'error');
  const warnings = issues.filter((issue) => issue.severity === 'warning');
  const isBlocked = errors.length > 0;

  const publish = async () => {
    setPending(true);
    try {
      if (!(await autosave.flush())) {
        toast.error('The draft could not be saved, so it was not published. Try again when it says “Saved”.');
        return;
      }
      const done = await publishDraft(workflowId, note, autosave.revision());
      if (done.ok) {
        onPublished({ number: done.number, graph: done.graph });
        toast.success(`Version ${done.number} is live`, { description: 'It answers Vapi from now on.' });
        onClose();
      } else if (done.issues.length > 0) {
        setRefused(done.issues);
        store.getState().setStrict();
      } else toast.error(done.message);
    } catch {
      toast.error('The server could not be reached. Nothing was published.');
    } finally {
      setPending(false);
    }
  };

  return (
    <Dialog open onOpenChange={(isOpen) => isOpen || onClose()}>
      <DialogContent
        title={isBlocked ? 'Not ready to publish' : `Publish version ${(published?.number ?? 0) + 1}`}
        description={
          isBlocked
            ? `${errors.length === 1 ? 'One thing has' : `${errors.length} things have`} to be mended first. Choose one to go there.`
            : 'The server URL answers with this version at once; calls that are being answered finish with the old one.'
        }
        footer={
          <>
            <Button onClick={onClose}>{isBlocked ? 'Close' : 'Cancel'}</Button>
            {isBlocked ? null : (
              <Button variant="primary" pending={isPending} onClick={() => void publish()}>
                Publish
              </Button>
            )}
          </>
        }
      >
        {isBlocked ? (
          <IssueList issues={errors} onJump={onClose} />
        ) : (
          <div className="grid gap-4">
            <section className="grid gap-2">
              <h3 className="font-medium text-sm">
                {published === undefined
                  ? 'In the first version'
                  : `Changes since version ${published.number}`}
              </h3>
              <ChangeList before={published?.graph ?? emptyGraph()} after={document} />
            </section>
            {warnings.length > 0 ? (
              <section className="grid gap-1">
                <h3 className="font-medium text-sm">Worth a look</h3>
                <IssueList issues={warnings} onJump={onClose} />
              </section>
            ) : null}
            <Field label="Note" aside="optional">
              {(control) => (
                <Textarea
                  {...control}
                  maxLength={2000}
                  placeholder="What is new, for the list of versions"
                  value={note}
                  onChange={({ target }) => setNote(target.value)}
                />
              )}
            </Field>
          </div>
        )}
      </DialogContent>
    </Dialog>
  );
}
