import type { ComponentProps } from 'react';
import { cn } from './cn.ts';
import { inputClasses } from './input.tsx';

/** Grows with its text where the browser can (`field-sizing`), else it is resized by hand. */
export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      className={cn(
        inputClasses,
        'field-sizing-content min-h-16 px-2.5 py-1.5 read-only:bg-surface-2',
        className,
      )}
      {...props}
    />
  );
}
