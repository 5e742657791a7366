import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export const inputClasses =
  'field-ring w-full min-w-0 rounded-md border border-border-strong bg-surface text-sm text-foreground shadow-xs placeholder:text-faint-foreground/80 disabled:cursor-not-allowed disabled:opacity-60 dark:bg-background/60';

export function Input({ className, type = 'text', ...props }: ComponentProps<'input'>) {
  return (
    <input
      type={type}
      className={cn(inputClasses, 'h-8 px-2.5 read-only:bg-surface-2 pointer-coarse:h-10', className)}
      {...props}
    />
  );
}
