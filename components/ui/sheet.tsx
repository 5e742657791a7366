'use client';

import { X } from 'lucide-react';
import { Dialog as DialogPrimitive } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { Button } from './button.tsx';
import { cn } from './cn.ts';
import { overlayClasses } from './dialog.tsx';
import { leaveEscape } from './own-escape.ts';
import { useFocusReturn } from './use-focus-return.ts';

export const Sheet = DialogPrimitive.Root;

const sides = {
  right:
    'inset-y-0 right-0 w-[min(100vw,40rem)] border-l data-[state=open]:slide-in-from-right data-[state=closed]:slide-out-to-right',
  left: 'inset-y-0 left-0 w-[min(85vw,18rem)] border-r data-[state=open]:slide-in-from-left data-[state=closed]:slide-out-to-left',
  bottom:
    'inset-x-0 bottom-0 max-h-[85dvh] rounded-t-xl border-t data-[state=open]:slide-in-from-bottom data-[state=closed]:slide-out-to-bottom',
};

interface SheetContentProps extends Omit<ComponentProps<typeof DialogPrimitive.Content>, 'title'> {
  title: ReactNode;
  description?: ReactNode;
  side?: keyof typeof sides;
  /** Keeps the title for screen readers only. */
  isTitleHidden?: boolean;
  actions?: ReactNode;
}

/** A panel from an edge of the window, with its own scrolling body. */
export function SheetContent({
  title,
  description,
  side = 'right',
  isTitleHidden = false,
  actions,
  className,
  children,
  onOpenAutoFocus,
  onCloseAutoFocus,
  ...props
}: SheetContentProps) {
  const focus = useFocusReturn({ onOpenAutoFocus, onCloseAutoFocus });
  return (
    <DialogPrimitive.Portal>
      <DialogPrimitive.Overlay className={overlayClasses} />
      <DialogPrimitive.Content
        className={cn(
          'fixed z-50 flex flex-col bg-surface shadow-lg outline-none duration-200 data-[state=closed]:animate-out data-[state=open]:animate-in',
          sides[side],
          className,
        )}
        {...(description ? {} : { 'aria-describedby': undefined })}
        {...focus}
        onEscapeKeyDown={leaveEscape}
        {...props}
      >
        <header
          className={cn(
            'flex items-start justify-between gap-3 border-b px-4 py-3',
            isTitleHidden && 'border-b-0 pb-0',
          )}
        >
          <div className="grid min-w-0 gap-0.5">
            <DialogPrimitive.Title
              className={cn('truncate font-semibold text-base', isTitleHidden && 'sr-only')}
            >
              {title}
            </DialogPrimitive.Title>
            {description ? (
              <DialogPrimitive.Description asChild>
                <div className="text-muted-foreground text-xs">{description}</div>
              </DialogPrimitive.Description>
            ) : null}
          </div>
          <div className="ml-auto flex items-center gap-1.5">
            {actions}
            <DialogPrimitive.Close asChild>
              <Button variant="ghost" size="icon-sm" aria-label="Close">
                <X />
              </Button>
            </DialogPrimitive.Close>
          </div>
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
      </DialogPrimitive.Content>
    </DialogPrimitive.Portal>
  );
}
