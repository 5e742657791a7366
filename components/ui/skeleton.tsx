import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

/** Stands where something is loading, with its size. */
export function Skeleton({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div aria-hidden="true" className={cn('animate-pulse rounded-md bg-surface-3', className)} {...props} />
  );
}
