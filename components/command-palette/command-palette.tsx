'use client';

import { useParams, useRouter } from 'next/navigation';
import { useTheme } from 'next-themes';
import { Dialog } from 'radix-ui';
import { useEffect, useRef } from 'react';
import { hasModifierKey } from '#components/editor/modifier-key.ts';
import type { WorkflowLink } from '#components/shell/workflow-link.ts';
import './command-palette.css';
import { PaletteList } from './palette-list.tsx';
import { restoreFocus, setPaletteOpen, togglePalette, useIsPaletteOpen } from './palette-store.ts';

/** Everything that can be gone to and done, by typing a part of its name. Opens with Ctrl or ⌘+K from anywhere. */
export function CommandPalette({ workflows }: { workflows: readonly WorkflowLink[] }) {
  const isOpen = useIsPaletteOpen();
  const router = useRouter();
  const { id } = useParams<{ id?: string }>();
  const { theme, setTheme } = useTheme();
  const chosen = useRef<() => void>(undefined);
  usePaletteKey();
  return (
    <Dialog.Root open={isOpen} onOpenChange={setPaletteOpen}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 bg-overlay" />
        <Dialog.Content
          aria-describedby={undefined}
          className="command-palette floating"
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            const run = chosen.current;
            chosen.current = undefined;
            restoreFocus();
            // Only now: what opens a dialog or goes to a card must have the last word on the focus.
            run?.();
          }}
        >
          <Dialog.Title className="sr-only">Command palette</Dialog.Title>
          <PaletteList
            app={{
              workflows,
              current: workflows.find((workflow) => workflow.id === id),
              theme,
              setTheme,
              go: router.push,
            }}
            onChoose={(run) => {
              chosen.current = run;
              setPaletteOpen(false);
            }}
          />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** In fields and code too: no field of the app has a use for the key, and on a Mac Ctrl+K stays theirs. */
const usePaletteKey = (): void => {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || event.shiftKey || !hasModifierKey(event)) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) togglePalette();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => {
      window.removeEventListener('keydown', onKeyDown, { capture: true });
      setPaletteOpen(false);
    };
  }, []);
};
