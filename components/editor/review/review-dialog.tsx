import './review.css';
import { X } from 'lucide-react';
import { Dialog as DialogPrimitive } from 'radix-ui';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { DialogFooter, overlayClasses } from '#components/ui/dialog.tsx';
import { useFocusReturn } from '#components/ui/use-focus-return.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { ReviewView } from './review-view.tsx';
import { useReview } from './use-review.ts';

interface ReviewDialogProps {
  readonly title: ReactNode;
  readonly description: ReactNode;
  readonly before: GraphDocument;
  readonly after: GraphDocument;
  /** Beside the title: what is compared. */
  readonly header?: ReactNode;
  readonly top?: ReactNode;
  readonly bottom?: ReactNode;
  readonly footer: ReactNode;
  /** Ctrl or Cmd and Enter. */
  readonly onSubmit?: (() => void) | undefined;
  readonly onClose: () => void;
}

/** A review that fills the window. Open while it is mounted. */
export function ReviewDialog({
  title,
  description,
  before,
  after,
  header,
  top,
  bottom,
  footer,
  onSubmit,
  onClose,
}: ReviewDialogProps) {
  const review = useReview(before, after);
  const panel = useRef<HTMLDivElement>(null);
  const focus = useFocusReturn({
    onOpenAutoFocus: (event) => {
      // Who is typing when it opens must not press a button with it.
      event.preventDefault();
      panel.current?.focus();
    },
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSubmit?.();
      return;
    }
    const by = STEPS[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    event.preventDefault();
    review.step(by);
  };
  return (
    <DialogPrimitive.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <DialogPrimitive.Portal>
        <DialogPrimitive.Overlay className={overlayClasses} />
        <DialogPrimitive.Content
          ref={panel}
          className={cn(
            'floating fixed inset-0 z-50 flex flex-col overflow-hidden outline-none sm:inset-3 lg:inset-6',
            'max-sm:rounded-none data-[state=open]:animate-in data-[state=open]:fade-in-0',
          )}
          {...focus}
          onKeyDown={onKeyDown}
        >
          <header className="flex items-start gap-3 px-4 pt-3 pb-2.5">
            <div className="grid min-w-0 flex-1 gap-0.5">
              <DialogPrimitive.Title className="font-semibold text-base">{title}</DialogPrimitive.Title>
              <DialogPrimitive.Description asChild>
                <div className="max-w-prose text-muted-foreground text-sm text-pretty">{description}</div>
              </DialogPrimitive.Description>
              {header}
            </div>
            <DialogPrimitive.Close asChild>
              <Button variant="ghost" size="icon-sm" aria-label="Close">
                <X />
              </Button>
            </DialogPrimitive.Close>
          </header>
          <ReviewView review={review} top={top} bottom={bottom} />
          <DialogFooter className="flex-wrap px-4 py-2.5">{footer}</DialogFooter>
        </DialogPrimitive.Content>
      </DialogPrimitive.Portal>
    </DialogPrimitive.Root>
  );
}

const STEPS: Readonly<Record<string, 1 | -1 | undefined>> = { ']': 1, n: 1, '[': -1, p: -1 };

const isWriting = (target: EventTarget): boolean =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, [contenteditable], [role="combobox"], [role="listbox"]') !== null;
