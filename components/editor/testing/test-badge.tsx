import { Ban, CircleCheck, CircleDashed, CircleX, Pin } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';
import { formatDuration } from '#components/ui/format-time.ts';
import { LazyTooltip } from '#components/ui/lazy-tooltip.tsx';
import type { NodeResult } from './step-results.ts';
import type { TestStep } from './test-outcome.ts';

const LOOKS = {
  completed: { Icon: CircleCheck, tone: 'text-success-text', text: 'Completed' },
  failed: { Icon: CircleX, tone: 'text-danger-text', text: 'Failed' },
  cancelled: { Icon: Ban, tone: 'text-warning-text', text: 'Cancelled' },
  skipped: { Icon: CircleDashed, tone: 'text-faint-foreground', text: 'Skipped: the flow went another way' },
} as const;

/** Under a card: how the node went in the last test, and whether its output is pinned. */
export function TestBadge({
  result,
  isStale,
  isPinned,
}: {
  result: NodeResult | undefined;
  isStale: boolean;
  isPinned: boolean;
}) {
  const explanation = [
    isPinned ? 'Pinned: in tests it gives what is pinned and does not run.' : '',
    result === undefined ? '' : `Last test: ${textOf(result)}.`,
    isStale ? 'Changed since, so the result may no longer hold.' : '',
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <LazyTooltip content={explanation} side="bottom">
      <span
        role="note"
        aria-label={explanation}
        className="absolute top-full left-2 mt-1 flex items-center gap-1.5 whitespace-nowrap text-2xs tabular-nums"
      >
        {isPinned ? <Pin className="size-3 fill-current text-signal-text" aria-hidden="true" /> : null}
        {result === undefined ? null : <Outcome result={result} isStale={isStale} />}
      </span>
    </LazyTooltip>
  );
}

function Outcome({ result, isStale }: { result: NodeResult; isStale: boolean }) {
  const status = worstOf(result.passes);
  const { Icon, tone } = LOOKS[status];
  return (
    <span className={cn('flex items-center gap-1', tone, isStale && 'opacity-60')}>
      <Icon className="size-3" aria-hidden="true" />
      <span className={cn(isStale && 'line-through decoration-dotted')}>
        {status === 'skipped' ? 'skipped' : formatDuration(tookMs(result))}
        {result.passes.length > 1 ? ` · ${result.passes.length}×` : ''}
      </span>
      {isStale ? <span>stale</span> : null}
    </span>
  );
}

const ORDER: readonly TestStep['status'][] = ['failed', 'cancelled', 'completed', 'skipped'];

const worstOf = (passes: readonly TestStep[]): TestStep['status'] =>
  ORDER.find((status) => passes.some((step) => step.status === status)) ?? 'skipped';

const tookMs = ({ passes }: NodeResult): number => passes.reduce((sum, step) => sum + step.durationMs, 0);

const textOf = (result: NodeResult): string => {
  const { text } = LOOKS[worstOf(result.passes)];
  const passes = result.passes.length > 1 ? `, ${result.passes.length} passes` : '';
  return `${text}${passes}, ${formatDuration(tookMs(result))}`;
};
