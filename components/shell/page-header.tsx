import type { ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';

const widths = { full: 'max-w-[100rem]', wide: 'max-w-6xl', narrow: 'max-w-3xl' } as const;

/** The page's margins and width. `wide` for tables, `narrow` for forms, `full` for canvases. */
export function PageBody({ width = 'wide', children }: { width?: keyof typeof widths; children: ReactNode }) {
  return (
    <div className={cn('mx-auto flex w-full flex-1 flex-col gap-5 px-4 py-6 sm:px-6 lg:py-8', widths[width])}>
      {children}
    </div>
  );
}

export function PageHeader({
  title,
  description,
  actions,
}: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-4 gap-y-3">
      <div className="grid min-w-0 gap-0.5">
        <h1 className="truncate font-semibold text-xl tracking-[-0.015em]">{title}</h1>
        {description ? (
          <p className="max-w-prose text-muted-foreground text-sm text-pretty">{description}</p>
        ) : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}
