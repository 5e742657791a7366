import { LayoutTemplate, ListPlus, type LucideIcon, PhoneIncoming, ScrollText, Wrench } from 'lucide-react';
import { useState } from 'react';
import { EventMenu } from '#components/events/event-menu.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogContent } from '#components/ui/dialog.tsx';
import { useEditor } from '../editor-context.tsx';
import { triggerFor } from '../trigger-for.ts';
import { TemplateDialog } from './template-dialog.tsx';
import { useCanvasActions } from './use-canvas-actions.ts';

/** Nothing is drawn yet: every flow starts with an event. */
export function EmptyCanvas() {
  const { commands, specs } = useEditor();
  const view = useCanvasActions();
  const [isListOpen, setListOpen] = useState(false);
  const [isGalleryOpen, setGalleryOpen] = useState(false);
  const start = (eventType: string) => {
    const trigger = triggerFor(eventType, specs);
    if (trigger !== undefined) commands.addNode({ ...trigger, at: view.firstSpot() });
  };
  return (
    <div className="pointer-events-none absolute inset-0 z-4 grid place-items-center overflow-y-auto p-4 pb-16">
      <section
        aria-labelledby="start-title"
        className="pointer-events-auto grid w-full max-w-xl gap-4 text-center"
      >
        <div className="grid gap-1">
          <h2 id="start-title" className="font-semibold text-xl tracking-[-0.015em]">
            Start with an event
          </h2>
          <p className="text-muted-foreground text-sm text-pretty">
            A flow runs each time Vapi sends its event. What you connect to it does the work and gives the
            answer.
          </p>
        </div>
        <div className="grid gap-2.5 text-left sm:grid-cols-2">
          <StartCard
            icon={Wrench}
            title="Tool call"
            text="The assistant needs something looked up or done while it talks."
            onClick={() => start('tool-calls')}
          />
          <StartCard
            icon={PhoneIncoming}
            title="Call comes in"
            code="assistant-request"
            text="Choose who answers, with what is known of the caller."
            onClick={() => start('assistant-request')}
          />
          <StartCard
            icon={ScrollText}
            title="Call ended: report"
            code="end-of-call-report"
            text="Summary, transcript and cost, for your CRM or your team."
            onClick={() => start('end-of-call-report')}
          />
          <StartCard
            icon={ListPlus}
            title="All events"
            text="Everything that Vapi sends, with what it is for."
            onClick={() => setListOpen(true)}
          />
        </div>
        <Button className="justify-self-center" onClick={() => setGalleryOpen(true)}>
          <LayoutTemplate />
          Begin with a template
        </Button>
      </section>
      <TemplateDialog open={isGalleryOpen} onOpenChange={setGalleryOpen} />
      <Dialog open={isListOpen} onOpenChange={setListOpen}>
        <DialogContent title="Start with an event" size="lg">
          <div className="-mx-2 overflow-hidden rounded-md border">
            <EventMenu label="Start with an event" onPick={start} className="max-h-[60dvh]" />
          </div>
        </DialogContent>
      </Dialog>
    </div>
  );
}

interface StartCardProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
  readonly code?: string;
  readonly onClick: () => void;
}

function StartCard({ icon: Icon, title, text, code, onClick }: StartCardProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="group flex items-start gap-3 rounded-xl border border-border-strong bg-surface p-4 text-left shadow-sm transition-[border-color,box-shadow] hover:border-signal hover:shadow-md"
    >
      <span className="grid size-9 shrink-0 place-items-center rounded-full border-2 border-signal/70 text-signal-text group-hover:bg-signal-soft">
        <Icon className="size-4" aria-hidden="true" />
      </span>
      <span className="grid gap-0.5">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-semibold text-sm">{title}</span>
          {code ? <code className="text-2xs text-faint-foreground">{code}</code> : null}
        </span>
        <span className="text-muted-foreground text-xs text-pretty">{text}</span>
      </span>
    </button>
  );
}
