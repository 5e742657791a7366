'use client';

import { Switch as SwitchPrimitive } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export function Switch({ className, ...props }: ComponentProps<typeof SwitchPrimitive.Root>) {
  return (
    <SwitchPrimitive.Root
      className={cn(
        'relative inline-flex h-4.5 w-8 shrink-0 items-center rounded-full bg-border-strong p-0.5 transition-colors disabled:opacity-50 data-[state=checked]:bg-signal',
        'before:absolute before:-inset-2 before:content-[""]',
        className,
      )}
      {...props}
    >
      <SwitchPrimitive.Thumb className="size-3.5 rounded-full bg-white shadow-sm transition-transform duration-150 ease-out data-[state=checked]:translate-x-3.5 dark:data-[state=checked]:bg-signal-foreground" />
    </SwitchPrimitive.Root>
  );
}
