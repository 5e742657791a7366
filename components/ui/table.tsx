import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

/** A table that scrolls inside its own box, never the page. Hide columns below a width with `max-md:hidden`. */
export function Table({ className, ...props }: ComponentProps<'table'>) {
  return (
    <div className="w-full overflow-x-auto">
      <table className={cn('w-full border-separate border-spacing-0 text-sm', className)} {...props} />
    </div>
  );
}

export function TableHead({ className, ...props }: ComponentProps<'thead'>) {
  return <thead className={cn('text-left', className)} {...props} />;
}

export function TableBody(props: ComponentProps<'tbody'>) {
  return <tbody {...props} />;
}

export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return <tr className={cn('group/row transition-colors hover:bg-surface-2/70', className)} {...props} />;
}

export function TableHeader({ className, ...props }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      className={cn(
        'h-8 border-b px-3 text-left font-medium text-faint-foreground text-xs whitespace-nowrap first:pl-4 last:pr-4',
        className,
      )}
      {...props}
    />
  );
}

export function TableCell({ className, ...props }: ComponentProps<'td'>) {
  return (
    <td
      className={cn(
        'h-11 border-b px-3 py-1.5 align-middle first:pl-4 last:pr-4 group-last/row:border-b-0',
        className,
      )}
      {...props}
    />
  );
}
