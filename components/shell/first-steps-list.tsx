import { Check, Copy } from 'lucide-react';
import Link from 'next/link';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { copyToClipboard } from '#components/ui/copy-to-clipboard.ts';
import type { FirstStepItem, StepAction } from './first-steps-items.ts';

interface FirstStepsListProps {
  readonly items: readonly FirstStepItem[];
  readonly onCopied: () => void;
  /** A link was followed. */
  readonly onGo: () => void;
  readonly onDismiss: () => void;
}

/** The steps with ticks; only the next one says more and can be acted on. */
export function FirstStepsList({ items, onCopied, onGo, onDismiss }: FirstStepsListProps) {
  const next = items.findIndex(({ isDone }) => !isDone);
  return (
    <div className="grid gap-3">
      <div className="grid gap-0.5">
        <h2 className="font-semibold text-sm">{next === -1 ? 'All done' : 'First steps'}</h2>
        <p className="text-muted-foreground text-xs text-pretty">
          {next === -1
            ? 'Your workflow answers, and you know where to look.'
            : 'From an empty page to an answered call. They tick themselves off.'}
        </p>
      </div>
      <ol className="grid gap-2.5">
        {items.map((item, index) => (
          <li key={item.title} className="flex gap-2.5" aria-current={index === next ? 'step' : undefined}>
            <Tick isDone={item.isDone} number={index + 1} isNext={index === next} />
            <div className="grid min-w-0 flex-1 gap-1.5">
              <span className={cn('text-sm', item.isDone ? 'text-muted-foreground' : 'font-medium')}>
                {item.title}
                {item.isDone ? <span className="sr-only"> (done)</span> : null}
              </span>
              {index === next ? (
                <>
                  <span className="-mt-1 text-muted-foreground text-xs text-pretty">{item.text}</span>
                  <span className="flex flex-wrap gap-1.5">
                    {item.actions.map((action) => (
                      <ActionButton key={action.label} action={action} onCopied={onCopied} onGo={onGo} />
                    ))}
                  </span>
                </>
              ) : null}
            </div>
          </li>
        ))}
      </ol>
      <div className="flex justify-end border-t pt-3">
        <Button variant="ghost" size="sm" onClick={onDismiss}>
          {next === -1 ? 'Close' : 'Hide for good'}
        </Button>
      </div>
    </div>
  );
}

function ActionButton({
  action,
  onCopied,
  onGo,
}: {
  action: StepAction;
  onCopied: () => void;
  onGo: () => void;
}) {
  if (action.kind === 'go') {
    return (
      <Button asChild size="xs">
        <Link href={action.href} onClick={onGo}>
          {action.label}
        </Link>
      </Button>
    );
  }
  const copy = async () => {
    if (await copyToClipboard(action.text)) {
      toast.success('Copied the server URL');
      onCopied();
    } else toast.error('The browser did not allow copying. Select the text and copy it by hand.');
  };
  return (
    <Button size="xs" onClick={() => void copy()}>
      <Copy />
      {action.label}
    </Button>
  );
}

function Tick({ isDone, isNext, number }: { isDone: boolean; isNext: boolean; number: number }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        'grid size-5 shrink-0 place-items-center rounded-full border text-2xs tabular-nums',
        isDone && 'border-transparent bg-success-soft text-success-text',
        isNext && 'border-signal text-signal-text',
        !isDone && !isNext && 'border-border-strong text-muted-foreground',
      )}
    >
      {isDone ? <Check className="size-3" /> : number}
    </span>
  );
}
