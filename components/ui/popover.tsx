'use client';

import { Popover as PopoverPrimitive } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export const Popover = PopoverPrimitive.Root;
export const PopoverTrigger = PopoverPrimitive.Trigger;
export const PopoverAnchor = PopoverPrimitive.Anchor;

export function PopoverContent({
  className,
  align = 'start',
  sideOffset = 4,
  ...props
}: ComponentProps<typeof PopoverPrimitive.Content>) {
  return (
    <PopoverPrimitive.Portal>
      <PopoverPrimitive.Content
        align={align}
        sideOffset={sideOffset}
        collisionPadding={8}
        onOpenAutoFocus={focusContent}
        className={cn(
          'floating animate-floating z-50 max-h-(--radix-popover-content-available-height) w-72 overflow-y-auto p-3 outline-none',
          className,
        )}
        {...props}
      />
    </PopoverPrimitive.Portal>
  );
}

/** Not its first button: that would show its tooltip, and the first Escape would close only that. */
const focusContent = (event: Event): void => {
  const content = event.currentTarget;
  if (!(content instanceof HTMLElement) || content.querySelector('input') !== null) return;
  event.preventDefault();
  content.focus();
};
