import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';

interface EmptyStateProps {
  icon?: LucideIcon;
  title: ReactNode;
  /** `h1` where it is all that the page has. */
  titleAs?: 'h1' | 'h2';
  description?: ReactNode;
  actions?: ReactNode;
  className?: string | undefined;
  children?: ReactNode;
}

/** Says why there is nothing here, and what to do next. */
export function EmptyState({
  icon: Icon,
  title,
  titleAs: Title = 'h2',
  description,
  actions,
  className,
  children,
}: EmptyStateProps) {
  return (
    <div className={cn('flex flex-col items-center gap-4 px-6 py-14 text-center', className)}>
      {Icon ? (
        <span className="grid size-11 place-items-center rounded-full border border-border-strong border-dashed text-faint-foreground">
          <Icon className="size-5" strokeWidth={1.75} aria-hidden="true" />
        </span>
      ) : null}
      <div className="grid max-w-md gap-1">
        <Title className="font-semibold text-base">{title}</Title>
        {description ? <p className="text-muted-foreground text-sm text-pretty">{description}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap justify-center gap-2">{actions}</div> : null}
      {children}
    </div>
  );
}
