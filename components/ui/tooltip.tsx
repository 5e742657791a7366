'use client';

import { Tooltip as TooltipPrimitive } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';

/** Once, around the app. */
export const TooltipProvider = TooltipPrimitive.Provider;

interface TooltipProps {
  content: ReactNode;
  /** The one element that is explained; must take a ref. */
  children: ReactNode;
  side?: ComponentProps<typeof TooltipPrimitive.Content>['side'];
  align?: ComponentProps<typeof TooltipPrimitive.Content>['align'];
  className?: string | undefined;
  /** It comes to be because it is to be seen. */
  isOpenAtFirst?: boolean;
}

/** A short explanation on hover and focus. Not for anything that must be read: touch never shows it. */
export function Tooltip({
  content,
  children,
  side = 'top',
  align = 'center',
  className,
  isOpenAtFirst = false,
}: TooltipProps) {
  return (
    <TooltipPrimitive.Root defaultOpen={isOpenAtFirst}>
      <TooltipPrimitive.Trigger asChild>{children}</TooltipPrimitive.Trigger>
      <TooltipPrimitive.Portal>
        <TooltipPrimitive.Content
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className={cn(
            'animate-floating z-50 max-w-72 rounded-md bg-foreground px-2 py-1 text-background text-xs text-pretty shadow-md',
            className,
          )}
        >
          {content}
        </TooltipPrimitive.Content>
      </TooltipPrimitive.Portal>
    </TooltipPrimitive.Root>
  );
}
