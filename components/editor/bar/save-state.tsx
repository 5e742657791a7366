import { Check, CloudOff, CloudUpload, TriangleAlert } from 'lucide-react';
import { useStore } from 'zustand';
import { Button } from '#components/ui/button.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { useEditor } from '../editor-context.tsx';
import { Conflict } from './conflict-dialog.tsx';
import { TakenOver } from './taken-over.tsx';

/** Whether the draft is kept on the server yet. */
export function SaveState() {
  const { autosave } = useEditor();
  const state = useStore(autosave.state);
  switch (state.kind) {
    case 'saved':
      return (
        <>
          <Shown icon={<Check className="size-3.5 text-success-text" />} text="Saved" />
          <TakenOver />
        </>
      );
    case 'waiting':
      return <Shown icon={<CloudUpload className="size-3.5" />} text="Unsaved changes" />;
    case 'saving':
      return <Shown icon={<Spinner />} text="Saving…" />;
    case 'retrying':
      return (
        <Tooltip content="The server cannot be reached. The draft is kept in this browser and saved when it answers again.">
          <Button
            variant="ghost"
            size="sm"
            className="text-warning-text"
            onClick={() => void autosave.flush()}
          >
            <CloudOff /> <span className="max-sm:sr-only">Offline, trying again</span>
          </Button>
        </Tooltip>
      );
    case 'conflict':
      return <Conflict theirs={state.theirs} base={state.base} />;
    case 'refused':
      return (
        <Tooltip content={state.message}>
          <span className="flex items-center gap-1.5 text-danger-text text-xs" role="alert">
            <TriangleAlert className="size-3.5" aria-hidden="true" /> Not saved
          </span>
        </Tooltip>
      );
    default:
      return state satisfies never;
  }
}

function Shown({ icon, text }: { icon: React.ReactNode; text: string }) {
  return (
    <span role="status" aria-label={text} className="flex items-center gap-1.5 text-muted-foreground text-xs">
      {icon}
      <span className="max-sm:hidden">{text}</span>
    </span>
  );
}
