'use client';

import { Tabs as TabsPrimitive } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export const Tabs = TabsPrimitive.Root;

export function TabsList({ className, ...props }: ComponentProps<typeof TabsPrimitive.List>) {
  return (
    <TabsPrimitive.List
      className={cn(
        'flex items-center gap-4 overflow-x-auto border-b px-3 [scrollbar-width:none]',
        className,
      )}
      {...props}
    />
  );
}

export const tabClasses =
  "relative -mb-px inline-flex h-9 min-w-6 shrink-0 items-center justify-center gap-1.5 border-b-2 border-transparent text-sm font-medium text-muted-foreground transition-colors hover:text-foreground data-[state=active]:border-signal data-[state=active]:text-foreground aria-[current=page]:border-signal aria-[current=page]:text-foreground focus-visible:outline-offset-[-2px] disabled:opacity-45 [&_svg:not([class*='size-'])]:size-3.5";

export function TabsTrigger({ className, ...props }: ComponentProps<typeof TabsPrimitive.Trigger>) {
  return <TabsPrimitive.Trigger className={cn(tabClasses, className)} {...props} />;
}

export function TabsContent({ className, ...props }: ComponentProps<typeof TabsPrimitive.Content>) {
  return <TabsPrimitive.Content className={cn('outline-none', className)} {...props} />;
}
