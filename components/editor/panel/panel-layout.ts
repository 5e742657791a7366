import { useSyncExternalStore } from 'react';
import { z } from 'zod';

const layout = z.object({
  /** Input, settings and output side by side, over the canvas; undefined: where the window is wide. */
  isWide: z.boolean().optional(),
  /** Widths in pixels. */
  input: z.number().min(200).max(900).default(320),
  output: z.number().min(200).max(900).default(340),
  hasInput: z.boolean().default(true),
  hasOutput: z.boolean().default(true),
});

/** How the node panel is laid out, on every workflow in this browser. */
export type PanelLayout = z.infer<typeof layout>;

const KEY = 'patchbay:node-panel';
const FIRST: PanelLayout = layout.parse({});
const listeners = new Set<() => void>();
let current: PanelLayout | undefined;

const read = (): PanelLayout => {
  if (current !== undefined) return current;
  try {
    current = layout.catch(FIRST).parse(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    current = FIRST;
  }
  return current;
};

/** Changes a part of the layout; sizes beyond what is useful are limited. */
export const setPanelLayout = (part: Partial<PanelLayout>): void => {
  const next = { ...read(), ...part };
  current = { ...next, input: limited(next.input), output: limited(next.output) };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // no room: it holds until the page is closed
  }
  for (const tell of listeners) tell();
};

const limited = (width: number): number => Math.round(Math.max(200, Math.min(900, width)));

export const usePanelLayout = (): PanelLayout =>
  useSyncExternalStore(
    (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    read,
    () => FIRST,
  );
