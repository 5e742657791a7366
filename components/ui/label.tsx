'use client';

import { Label as LabelPrimitive } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export function Label({ className, ...props }: ComponentProps<typeof LabelPrimitive.Root>) {
  return (
    <LabelPrimitive.Root
      className={cn(
        'inline-flex select-none items-center gap-1.5 font-medium text-foreground text-sm',
        className,
      )}
      {...props}
    />
  );
}
