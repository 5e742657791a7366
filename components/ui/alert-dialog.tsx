'use client';

import { AlertDialog as AlertDialogPrimitive } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { cn } from './cn.ts';
import { DialogFooter, dialogPanelClasses, overlayClasses } from './dialog.tsx';

interface AlertDialogProps {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactNode;
  title: ReactNode;
  /** What will happen, and what cannot be undone. */
  description: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  tone?: 'danger' | 'default';
  /** The dialog stays open with a spinner until it resolves; a rejection leaves it open. */
  onConfirm: () => Promise<void> | void;
  children?: ReactNode;
  confirmDisabled?: boolean;
}

/** Asks before something that matters. Focus starts on Cancel; Escape cancels. */
export function AlertDialog({
  open: givenOpen,
  onOpenChange,
  trigger,
  title,
  description,
  confirmLabel,
  cancelLabel = 'Cancel',
  tone = 'danger',
  onConfirm,
  children,
  confirmDisabled = false,
}: AlertDialogProps) {
  const [ownOpen, setOwnOpen] = useState(false);
  const [isPending, setIsPending] = useState(false);
  const open = givenOpen ?? ownOpen;
  const setOpen = (next: boolean) => {
    if (isPending) return;
    setOwnOpen(next);
    onOpenChange?.(next);
  };

  const confirm = async () => {
    setIsPending(true);
    try {
      await onConfirm();
      setOwnOpen(false);
      onOpenChange?.(false);
    } finally {
      setIsPending(false);
    }
  };

  return (
    <AlertDialogPrimitive.Root open={open} onOpenChange={setOpen}>
      {trigger ? <AlertDialogPrimitive.Trigger asChild>{trigger}</AlertDialogPrimitive.Trigger> : null}
      <AlertDialogPrimitive.Portal>
        <AlertDialogPrimitive.Overlay className={overlayClasses} />
        <AlertDialogPrimitive.Content className={cn(dialogPanelClasses, 'sm:max-w-md')}>
          <header className="grid gap-1.5 px-5 pt-4 pb-4">
            <AlertDialogPrimitive.Title className="font-semibold text-base">
              {title}
            </AlertDialogPrimitive.Title>
            <AlertDialogPrimitive.Description asChild>
              <div className="text-muted-foreground text-sm text-pretty">{description}</div>
            </AlertDialogPrimitive.Description>
          </header>
          {children ? <div className="overflow-y-auto px-5 pb-4">{children}</div> : <div />}
          <DialogFooter>
            <AlertDialogPrimitive.Cancel asChild>
              <Button disabled={isPending}>{cancelLabel}</Button>
            </AlertDialogPrimitive.Cancel>
            <Button
              variant={tone === 'danger' ? 'danger' : 'primary'}
              pending={isPending}
              disabled={confirmDisabled}
              onClick={() => void confirm()}
            >
              {confirmLabel}
            </Button>
          </DialogFooter>
        </AlertDialogPrimitive.Content>
      </AlertDialogPrimitive.Portal>
    </AlertDialogPrimitive.Root>
  );
}
