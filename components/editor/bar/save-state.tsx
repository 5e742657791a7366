import { Check, CloudOff, CloudUpload, TriangleAlert } from 'lucide-react';
import { useStore } from 'zustand';
import { Button } from '#components/ui/button.tsx';
import { Popover, PopoverContent, PopoverTrigger } from '#components/ui/popover.tsx';
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
        <Popover defaultOpen>
          <PopoverTrigger asChild>
            <Button variant="ghost" size="sm" className="text-danger-text">
              <TriangleAlert aria-hidden="true" /> <span className="max-sm:sr-only">Not saved</span>
            </Button>
          </PopoverTrigger>
          <PopoverContent align="start" aria-label="Not saved" className="grid w-72 gap-2.5 p-3 text-sm">
            <p role="alert">{state.message}</p>
            <p className="text-muted-foreground text-xs">
              Your changes are in this browser until they are saved.
            </p>
            <Button size="sm" className="justify-self-start" onClick={autosave.tryAgain}>
              Try again
            </Button>
          </PopoverContent>
        </Popover>
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
