'use client';

import { Check, ChevronDown, ChevronUp } from 'lucide-react';
import { Select as SelectPrimitive } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';
import { inputClasses } from './input.tsx';

export const Select = SelectPrimitive.Root;

export function SelectTrigger({
  className,
  size = 'md',
  placeholder,
  icon,
  children,
  ...props
}: ComponentProps<typeof SelectPrimitive.Trigger> & {
  size?: 'sm' | 'md';
  placeholder?: string;
  icon?: ReactNode;
}) {
  return (
    <SelectPrimitive.Trigger
      className={cn(
        inputClasses,
        'inline-flex items-center justify-between gap-2 text-left data-[placeholder]:text-faint-foreground',
        size === 'sm' ? 'h-7 px-2 text-xs pointer-coarse:h-9' : 'h-8 px-2.5 pointer-coarse:h-10',
        className,
      )}
      {...props}
    >
      <span className="flex min-w-0 items-center gap-1.5 truncate">
        {icon}
        <span className="truncate">{children ?? <SelectPrimitive.Value placeholder={placeholder} />}</span>
      </span>
      <ChevronDown className="size-3.5 shrink-0 text-faint-foreground" aria-hidden="true" />
    </SelectPrimitive.Trigger>
  );
}

export function SelectContent({
  className,
  children,
  position = 'popper',
  ...props
}: ComponentProps<typeof SelectPrimitive.Content>) {
  return (
    <SelectPrimitive.Portal>
      <SelectPrimitive.Content
        position={position}
        sideOffset={4}
        collisionPadding={8}
        className={cn(
          // Gone at once: while it fades, it would still take the keys that are meant for what is behind it.
          'floating animate-floating z-50 data-[state=closed]:animate-none max-h-(--radix-select-content-available-height) overflow-hidden',
          position === 'popper' && 'min-w-(--radix-select-trigger-width)',
          className,
        )}
        {...props}
      >
        <SelectPrimitive.ScrollUpButton className="grid h-5 place-items-center text-faint-foreground">
          <ChevronUp className="size-3.5" />
        </SelectPrimitive.ScrollUpButton>
        <SelectPrimitive.Viewport className="p-1">{children}</SelectPrimitive.Viewport>
        <SelectPrimitive.ScrollDownButton className="grid h-5 place-items-center text-faint-foreground">
          <ChevronDown className="size-3.5" />
        </SelectPrimitive.ScrollDownButton>
      </SelectPrimitive.Content>
    </SelectPrimitive.Portal>
  );
}

export function SelectItem({
  className,
  children,
  hint,
  ...props
}: ComponentProps<typeof SelectPrimitive.Item> & { hint?: ReactNode }) {
  return (
    <SelectPrimitive.Item
      className={cn(
        'relative flex cursor-default select-none items-center gap-2 rounded-sm py-1.5 pr-7 pl-2 text-sm outline-none data-[disabled]:opacity-50 data-[highlighted]:bg-surface-3',
        className,
      )}
      {...props}
    >
      <span className="grid min-w-0">
        <SelectPrimitive.ItemText>{children}</SelectPrimitive.ItemText>
        {hint ? <span className="truncate text-muted-foreground text-xs">{hint}</span> : null}
      </span>
      <SelectPrimitive.ItemIndicator className="absolute right-2 text-signal-text">
        <Check className="size-3.5" />
      </SelectPrimitive.ItemIndicator>
    </SelectPrimitive.Item>
  );
}
