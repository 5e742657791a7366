import { useStore } from 'zustand';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogContent } from '#components/ui/dialog.tsx';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { ChangeList } from './change-list.tsx';

/** Somebody else, or another tab, saved the draft meanwhile: the person here decides, and can undo either way. */
export function ConflictDialog() {
  const { autosave } = useEditor();
  const state = useStore(autosave.state);
  const document = useEditorState((editor) => editor.document);
  if (state.kind !== 'conflict') return null;
  return (
    <Dialog open>
      <DialogContent
        title="This draft was changed elsewhere"
        description="Another tab or person saved it after you opened it here. Nothing is lost: whichever you keep, Undo brings the other one back while this page is open."
        footer={
          <>
            <Button onClick={() => autosave.resolveConflict('theirs')}>Load theirs</Button>
            <Button variant="primary" onClick={() => autosave.resolveConflict('mine')}>
              Keep mine
            </Button>
          </>
        }
      >
        <h3 className="mb-2 font-medium text-sm">What yours changes in theirs</h3>
        <ChangeList before={state.theirs.graph} after={document} />
      </DialogContent>
    </Dialog>
  );
}
