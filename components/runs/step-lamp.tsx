import { Ban, CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';
import type { StepView } from './run-view.ts';

const lamps = {
  completed: { Icon: CircleCheck, className: 'text-success', label: 'Completed' },
  failed: { Icon: CircleX, className: 'text-danger', label: 'Failed' },
  cancelled: { Icon: Ban, className: 'text-warning-text', label: 'Cancelled' },
  skipped: {
    Icon: CircleDashed,
    className: 'text-faint-foreground',
    label: 'Skipped: the flow went another way',
  },
} as const;

/** How a step went, as an icon. Undefined: the run did not come to it. */
export function StepLamp({ status }: { status: StepView['status'] | undefined }) {
  const { Icon, className, label } = lamps[status ?? 'skipped'];
  return <Icon className={cn('size-4 shrink-0', className)} aria-label={label} role="img" />;
}
