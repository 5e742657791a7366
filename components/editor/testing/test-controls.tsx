import { ChevronDown, FlaskConical, Play, Radio, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Popover, PopoverContent, PopoverTrigger } from '#components/ui/popover.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { useEditorState } from '../editor-context.tsx';
import { modifierKey } from '../modifier-key.ts';
import { EventPicker } from './event-picker.tsx';
import { effectivePick, pickLabel } from './picked-event.ts';
import type { Listening } from './use-listening.ts';
import { useTesting, useTestingState } from './use-testing.ts';

/** In the bar above the canvas: the event that is tested with, and the button that runs the draft for it. */
export function TestControls({ listening }: { listening: Listening }) {
  const testing = useTesting();
  const isRunning = useTestingState((state) => state.running !== undefined);
  const label = usePickLabel();
  const [isOpen, setOpen] = useState(false);
  useRunKey();
  const close = () => setOpen(false);
  return (
    <div className="flex min-w-0 items-center max-sm:shrink-0">
      <Popover open={isOpen} onOpenChange={setOpen}>
        <PopoverTrigger asChild>
          <Button
            size="sm"
            className="min-w-0 shrink rounded-r-none border-r-0 max-sm:px-2"
            aria-label={`Test event: ${label}`}
          >
            {listening.state === 'off' ? (
              <FlaskConical />
            ) : (
              <Radio className="animate-pulse text-signal-text motion-reduce:animate-none" />
            )}
            <span className="max-w-44 truncate max-md:hidden">{label}</span>
            <ChevronDown className="text-faint-foreground max-sm:hidden" />
          </Button>
        </PopoverTrigger>
        <PopoverContent
          align="end"
          aria-label="Test with"
          data-test-picker=""
          className="w-[min(30rem,calc(100vw-1rem))] overflow-hidden p-0"
        >
          <EventPicker listening={listening} onClose={close} />
        </PopoverContent>
      </Popover>
      {/* One button, so that the focus stays on it when a test begins and ends. */}
      <Tooltip
        content={isRunning ? 'Stop the test' : `Run the draft with this event (${modifierKey()}+Enter)`}
      >
        <Button
          size="sm"
          className="group rounded-l-none max-sm:px-2"
          aria-label={isRunning ? 'Stop the test' : 'Run the flow'}
          data-run-test=""
          onClick={() => (isRunning ? testing.cancel() : void testing.run({ kind: 'flow' }))}
        >
          {isRunning ? (
            <>
              <Spinner className="group-hover:hidden" />
              <Square className="hidden group-hover:block" />
            </>
          ) : (
            <Play className="text-signal-text" />
          )}{' '}
          <span className="max-sm:hidden">{isRunning ? 'Stop' : 'Run'}</span>
        </Button>
      </Tooltip>
    </div>
  );
}

const usePickLabel = (): string => {
  const picked = useTestingState((state) => state.picked);
  return useEditorState(({ document }) => {
    const pick = effectivePick(picked, document);
    return pick === undefined ? 'No event yet' : pickLabel(pick, document);
  });
};

/** Ctrl or Cmd and Enter runs the flow, in fields too, but not in those that use it, nor in dialogs of something else. */
const useRunKey = (): void => {
  const testing = useTesting();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isKey = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
      if (!isKey || event.altKey || event.shiftKey || !(event.target instanceof Element)) return;
      const dialog = event.target.closest('[role="dialog"]');
      const isOurs = dialog?.matches('[data-editor-panel], [data-test-picker]') ?? true;
      if (!isOurs || event.target.closest('[data-own-run-key]') !== null) return;
      event.preventDefault();
      event.stopPropagation(); // a list would take what is chosen in it
      void testing.run({ kind: 'flow' });
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [testing]);
};
