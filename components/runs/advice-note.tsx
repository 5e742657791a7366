import { CircleX, Info, TriangleAlert } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import type { Advice } from './run-advice.ts';

const tones = {
  danger: { Icon: CircleX, className: 'bg-danger-soft dark:bg-danger-soft/55', icon: 'text-danger' },
  warning: {
    Icon: TriangleAlert,
    className: 'bg-warning-soft dark:bg-warning-soft/60',
    icon: 'text-warning-text',
  },
  info: { Icon: Info, className: 'bg-info-soft dark:bg-info-soft/60', icon: 'text-info-text' },
};

interface AdviceNoteProps {
  readonly advice: Advice;
  /** The step that failed is open beside it; in a narrow window that is further down. */
  readonly isShown: boolean;
  readonly onShow: (() => void) | undefined;
}

/** What went wrong, why, and what to do: on top of the run. */
export function AdviceNote({ advice, isShown, onShow }: AdviceNoteProps) {
  const { Icon, className, icon } = tones[advice.tone];
  return (
    <div
      role="note"
      className={cn('flex items-start gap-2.5 border-b px-4 py-2.5 max-sm:flex-wrap', className)}
    >
      <Icon className={cn('mt-0.5 size-4 shrink-0', icon)} aria-hidden="true" />
      <div className="grid min-w-0 flex-1 gap-0.5 text-sm max-sm:basis-4/5">
        <p className="font-medium">{advice.title}</p>
        {advice.reason ? <p className="line-clamp-6 break-words">{advice.reason}</p> : null}
        {advice.advice ? <p className="text-muted-foreground text-pretty">{advice.advice}</p> : null}
      </div>
      {onShow ? (
        <Button size="sm" className={cn(isShown && 'lg:hidden')} onClick={onShow}>
          Show the step
        </Button>
      ) : null}
    </div>
  );
}
