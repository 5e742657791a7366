import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';

export function Card({ className, ...props }: ComponentProps<'section'>) {
  return (
    <section
      className={cn(
        'scroll-mt-[calc(var(--bar-height,0px)+1rem)] rounded-lg border bg-surface shadow-xs',
        className,
      )}
      {...props}
    />
  );
}

interface CardHeaderProps extends Omit<ComponentProps<'header'>, 'title'> {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
}

export function CardHeader({ title, description, actions, className, ...props }: CardHeaderProps) {
  return (
    <header
      className={cn('flex flex-wrap items-start justify-between gap-3 px-4 pt-4 sm:px-5', className)}
      {...props}
    >
      <div className="grid min-w-0 gap-0.5">
        <h2 className="font-semibold text-base">{title}</h2>
        {description ? (
          <p className="max-w-prose text-muted-foreground text-sm text-pretty">{description}</p>
        ) : null}
      </div>
      {actions ? <div className="flex shrink-0 items-center gap-2">{actions}</div> : null}
    </header>
  );
}

export function CardBody({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('px-4 py-4 sm:px-5', className)} {...props} />;
}

export function CardFooter({ className, ...props }: ComponentProps<'footer'>) {
  return (
    <footer
      className={cn(
        'flex flex-wrap items-center justify-between gap-2 rounded-b-lg border-t bg-surface-2/60 px-4 py-3 text-muted-foreground text-xs sm:px-5',
        className,
      )}
      {...props}
    />
  );
}
