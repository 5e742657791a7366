'use client';

import { X } from 'lucide-react';
import { Dialog as DialogPrimitive } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { Button } from './button.tsx';
import { cn } from './cn.ts';
import { leaveEscape } from './own-escape.ts';
import { useFocusReturn } from './use-focus-return.ts';

export const Dialog = DialogPrimitive.Root;
export const DialogTrigger = DialogPrimitive.Trigger;
export const DialogClose = DialogPrimitive.Close;

export const overlayClasses =
  'fixed inset-0 z-50 bg-overlay backdrop-blur-[1px] data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=closed]:animate-out data-[state=closed]:fade-out-0 duration-150';

export const dialogPanelClasses =
  'floating fixed z-50 grid max-h-[min(85dvh,48rem)] w-full grid-rows-[auto_minmax(0,1fr)_auto] overflow-hidden duration-150 data-[state=closed]:animate-out data-[state=open]:animate-in data-[state=closed]:fade-out-0 data-[state=open]:fade-in-0 max-sm:inset-x-0 max-sm:bottom-0 max-sm:rounded-b-none max-sm:data-[state=open]:slide-in-from-bottom-8 sm:top-[12vh] sm:left-1/2 sm:-translate-x-1/2 sm:data-[state=open]:zoom-in-98';

interface DialogContentProps extends Omit<ComponentProps<typeof DialogPrimitive.Content>, 'title'> {
  title: ReactNode;
  description?: ReactNode;
  /** The row of buttons; stays in view while the body scrolls. */
  footer?: ReactNode;
  /** The body has no control: it takes the focus itself, so that it scrolls by keyboard. */
  isReading?: boolean;
  /** What it shows is never shown again: no stray key or click closes it, only a button of its footer. */
  isOnce?: boolean;
  /** `full` leaves a margin around it. */
  size?: 'sm' | 'md' | 'lg' | 'xl' | 'full';
}

const widths = {
  sm: 'sm:max-w-sm',
  md: 'sm:max-w-lg',
  lg: 'sm:max-w-2xl',
  xl: 'sm:max-w-4xl',
  full: 'h-[calc(100dvh-1rem)] max-h-none sm:top-2 sm:max-w-[calc(100vw-1rem)]',
};

/** A modal panel with title, scrolling body and fixed footer; a bottom sheet on phones. */
export function DialogContent({
  title,
  description,
  footer,
  isReading = false,
  isOnce = false,
  size = 'md',
  className,
  children,
  onOpenAutoFocus,
  onCloseAutoFocus,
  onEscapeKeyDown,
  ...props
}: DialogContentProps) {
  const focus = useFocusReturn({ onOpenAutoFocus, onCloseAutoFocus });
  return (
    <DialogPrimitive.Portal>
      <DialogPrimitive.Overlay className={overlayClasses} />
      <DialogPrimitive.Content
        className={cn(dialogPanelClasses, widths[size], className)}
        {...(description ? {} : { 'aria-describedby': undefined })}
        {...focus}
        {...(isOnce ? { onInteractOutside: prevent } : {})}
        onEscapeKeyDown={(event) => {
          if (isOnce) event.preventDefault();
          leaveEscape(event);
          onEscapeKeyDown?.(event);
        }}
        {...props}
      >
        <header className="flex items-start justify-between gap-4 px-5 pt-4 pb-3">
          <div className="grid gap-1">
            <DialogPrimitive.Title className="font-semibold text-base">{title}</DialogPrimitive.Title>
            {description ? (
              <DialogPrimitive.Description className="text-muted-foreground text-sm text-pretty">
                {description}
              </DialogPrimitive.Description>
            ) : null}
          </div>
          {isOnce ? null : (
            <DialogPrimitive.Close asChild>
              <Button variant="ghost" size="icon-sm" className="-mr-2 -mt-1" aria-label="Close">
                <X />
              </Button>
            </DialogPrimitive.Close>
          )}
        </header>
        <div className="overflow-y-auto px-5 pb-5" tabIndex={isReading ? 0 : undefined}>
          {children}
        </div>
        {footer ? <DialogFooter>{footer}</DialogFooter> : null}
      </DialogPrimitive.Content>
    </DialogPrimitive.Portal>
  );
}

const prevent = (event: Event): void => event.preventDefault();

export function DialogFooter({ className, ...props }: ComponentProps<'footer'>) {
  return (
    <footer
      className={cn('flex items-center justify-end gap-2 border-t bg-surface-2/50 px-5 py-3', className)}
      {...props}
    />
  );
}
