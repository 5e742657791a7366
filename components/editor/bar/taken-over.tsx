import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { useFromOthers } from '../live/use-live.ts';
import { ReviewDialog } from '../review/review-dialog.tsx';

/** Somebody else saved the draft, and it was taken over here: who, when, and on a click what. */
export function TakenOver() {
  const taken = useFromOthers((state) => state.taken);
  const [isOpen, setOpen] = useState(false);
  if (taken === undefined) return null;
  const who = taken.name ?? 'Somebody';
  return (
    <>
      <Button
        variant="ghost"
        size="sm"
        aria-label={`${who} saved the draft. Show what changed`}
        onClick={() => setOpen(true)}
      >
        <Download />
        <span className="max-md:sr-only" role="status">
          {who} saved <RelativeTime at={taken.at} />
        </span>
      </Button>
      {isOpen ? (
        <ReviewDialog
          title={`What ${who} changed`}
          description="You had nothing unsaved, so the draft was taken over at once. Undo takes back only what you did yourself."
          before={taken.before}
          after={taken.after}
          footer={<Button onClick={() => setOpen(false)}>Close</Button>}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
