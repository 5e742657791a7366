import { useRef } from 'react';

interface FocusHandlers {
  readonly onOpenAutoFocus?: ((event: Event) => void) | undefined;
  readonly onCloseAutoFocus?: ((event: Event) => void) | undefined;
}

/**
 * Radix gives the focus of a closed dialog to its trigger, and to nothing where a key or a command opened it. These
 * handlers give it back to what had it, unless it is gone or something else took the focus meanwhile.
 */
export const useFocusReturn = ({ onOpenAutoFocus, onCloseAutoFocus }: FocusHandlers) => {
  const from = useRef<Element>(null);
  return {
    onOpenAutoFocus: (event: Event) => {
      from.current = document.activeElement;
      onOpenAutoFocus?.(event);
    },
    onCloseAutoFocus: (event: Event) => {
      onCloseAutoFocus?.(event);
      const before = from.current;
      from.current = null;
      const isHomeless = document.activeElement === null || document.activeElement === document.body;
      if (event.defaultPrevented || !isHomeless || before === document.body || !isFocusable(before)) return;
      event.preventDefault();
      before.focus({ preventScroll: true });
    },
  };
};

const isFocusable = (element: Element | null): element is HTMLElement | SVGElement =>
  (element instanceof HTMLElement || element instanceof SVGElement) && element.isConnected;
