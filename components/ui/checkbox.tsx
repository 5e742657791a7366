'use client';

import { Check, Minus } from 'lucide-react';
import { Checkbox as CheckboxPrimitive } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export function Checkbox({ className, ...props }: ComponentProps<typeof CheckboxPrimitive.Root>) {
  return (
    <CheckboxPrimitive.Root
      className={cn(
        'group relative grid size-4 shrink-0 place-items-center rounded-sm border border-border-strong bg-surface shadow-xs transition-colors disabled:opacity-50 data-[state=checked]:border-signal data-[state=indeterminate]:border-signal data-[state=checked]:bg-signal data-[state=indeterminate]:bg-signal dark:bg-background/60',
        'before:absolute before:-inset-2 before:content-[""]',
        className,
      )}
      {...props}
    >
      <CheckboxPrimitive.Indicator className="text-signal-foreground">
        <Check className="size-3 group-data-[state=indeterminate]:hidden" strokeWidth={3} />
        <Minus className="hidden size-3 group-data-[state=indeterminate]:block" strokeWidth={3} />
      </CheckboxPrimitive.Indicator>
    </CheckboxPrimitive.Root>
  );
}
