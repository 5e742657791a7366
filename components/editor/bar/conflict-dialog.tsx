import { TriangleAlert } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { mergeGraphs } from '#lib/graph/merge.ts';
import type { MergeConflict, Side } from '#lib/graph/merge-conflict.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import type { Draft } from '../autosave.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { ReviewDialog } from '../review/review-dialog.tsx';
import { ConflictChoices } from './conflict-choices.tsx';

interface ConflictProps {
  readonly theirs: Draft;
  readonly base: GraphDocument | undefined;
}

/** Somebody else, or another tab, saved the draft meanwhile: the person here decides, and can undo either way. */
export function Conflict(props: ConflictProps) {
  const [isOpen, setOpen] = useState(true);
  return (
    <>
      <Button variant="ghost" size="sm" className="text-warning-text" onClick={() => setOpen(true)}>
        <TriangleAlert /> Changed elsewhere
      </Button>
      {isOpen ? <ConflictDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function ConflictDialog({ theirs, base, onClose }: ConflictProps & { onClose: () => void }) {
  const { autosave } = useEditor();
  const mine = useEditorState((editor) => editor.document);
  const [choices, setChoices] = useState<ReadonlyMap<string, Side>>(new Map());
  const merge = useMemo(
    () => (base === undefined ? undefined : mergeGraphs(base, mine, theirs.graph, choices)),
    [base, mine, theirs, choices],
  );
  const merged = merge?.ok ? merge.document : undefined;
  const conflicts = merge?.ok ? merge.conflicts : [];
  const left = conflicts.filter(({ key }) => !choices.has(key)).length;
  const mergeBoth = () => {
    if (merged !== undefined && left === 0) autosave.resolveConflict({ merged });
  };
  return (
    <ReviewDialog
      title="This draft was changed elsewhere"
      description={`Another tab or person saved it after you opened it here. ${explain(merged, conflicts)} Nothing is lost: whichever you choose, Undo brings the other one back while this page is open. Until you decide, your changes stay in this browser.`}
      before={mine}
      after={merged ?? theirs.graph}
      top={
        <>
          {conflicts.length > 0 ? (
            <ConflictChoices
              conflicts={conflicts}
              choices={choices}
              onChoose={(chosen) => setChoices((known) => new Map([...known, ...chosen]))}
            />
          ) : null}
          <h3 className="border-b bg-surface-2/50 px-4 py-2 font-medium text-sm">
            {merged === undefined ? 'What theirs has that yours has not' : 'What merging brings into yours'}
          </h3>
        </>
      }
      footer={
        <>
          <Button onClick={() => autosave.resolveConflict('theirs')}>Load theirs</Button>
          <Button
            variant={merged === undefined ? 'primary' : 'secondary'}
            onClick={() => autosave.resolveConflict('mine')}
          >
            Keep mine
          </Button>
          {merged === undefined ? null : (
            <Button variant="primary" disabled={left > 0} onClick={mergeBoth}>
              {left > 0 ? `Merge both (${left} to choose)` : 'Merge both'}
            </Button>
          )}
        </>
      }
      onSubmit={mergeBoth}
      onClose={onClose}
    />
  );
}

const explain = (merged: GraphDocument | undefined, conflicts: readonly MergeConflict[]): string => {
  if (merged === undefined) return 'The two cannot be brought together here.';
  if (conflicts.length === 0) return 'The two do not contradict each other.';
  return conflicts.length === 1
    ? 'You both changed one thing: choose whose counts.'
    : `You both changed ${conflicts.length} things: choose whose count.`;
};
