import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Command } from './command.ts';

type ReadCommands = () => readonly Command[];

interface PaletteState {
  readonly isOpen: boolean;
  /** What had the focus when it was opened. */
  readonly focused: Element | null;
  /** Where commands come from beside the app's own: the editor that is open, for one. */
  readonly sources: ReadonlySet<ReadCommands>;
}

// There is one palette in the window; the editor, which is drawn below it, hands it its commands.
const palette = createStore<PaletteState>()(() => ({ isOpen: false, focused: null, sources: new Set() }));

export const setPaletteOpen = (isOpen: boolean): void =>
  palette.setState(isOpen ? { isOpen, focused: document.activeElement } : { isOpen });

export const togglePalette = (): void => setPaletteOpen(!palette.getState().isOpen);

/** Gives the focus back to what had it. */
export const restoreFocus = (): void => {
  const { focused } = palette.getState();
  const canFocus = focused instanceof HTMLElement || focused instanceof SVGElement; // a connection of the canvas
  if (canFocus && focused.isConnected) focused.focus();
};

export const useIsPaletteOpen = (): boolean => useStore(palette, (state) => state.isOpen);

/** What the parts of the page that are there now have to offer. */
export const sourcedCommands = (): readonly Command[] =>
  [...palette.getState().sources].flatMap((read) => read());

/** Offers commands in the palette while the component is there. `read` is asked each time that the palette opens. */
export const useCommandSource = (read: ReadCommands): void => {
  const newest = useRef(read);
  newest.current = read;
  useEffect(() => {
    const source: ReadCommands = () => newest.current();
    palette.setState(({ sources }) => ({ sources: new Set([...sources, source]) }));
    return () =>
      palette.setState(({ sources }) => ({
        sources: new Set([...sources].filter((other) => other !== source)),
      }));
  }, []);
};
