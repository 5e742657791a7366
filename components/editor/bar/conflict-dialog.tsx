import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogContent } from '#components/ui/dialog.tsx';
import type { Draft } from '../autosave.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { ChangeList } from './change-list.tsx';

/** Somebody else, or another tab, saved the draft meanwhile: the person here decides, and can undo either way. */
export function Conflict({ theirs }: { theirs: Draft }) {
  const { autosave } = useEditor();
  const document = useEditorState((editor) => editor.document);
  const [isOpen, setOpen] = useState(true);
  return (
    <>
      <Button variant="ghost" size="sm" className="text-warning-text" onClick={() => setOpen(true)}>
        <TriangleAlert /> Changed elsewhere
      </Button>
      <Dialog open={isOpen} onOpenChange={setOpen}>
        <DialogContent
          title="This draft was changed elsewhere"
          description="Another tab or person saved it after you opened it here. Nothing is lost: whichever you keep, Undo brings the other one back while this page is open. Until you decide, your changes stay in this browser."
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
          <ChangeList before={theirs.graph} after={document} />
        </DialogContent>
      </Dialog>
    </>
  );
}
