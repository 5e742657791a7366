import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import {
  allOpen,
  initiallyOpen,
  type JsonRow,
  jsonRows,
  openableIn,
  type PathPart,
  pointerOf,
} from './json-rows.ts';

const TYPING_MS = 700; // letters in quicker succession are one word
const LOOKED_THROUGH = 5_000; // rows: typing must answer at once

interface JsonTreeOptions {
  readonly value: unknown;
  /** How many rows are shown at first, at most. */
  readonly rowsAtFirst?: number;
  /** Leaves out the row of the value itself: its members are the tree. */
  readonly isRootless?: boolean;
  /** Brings a row into view. */
  readonly reveal: (index: number) => void;
  /** What Enter does; without it, it opens and closes. */
  readonly onEnter?: (row: JsonRow) => void;
}

/**
 * A JSON value as a tree: what is open, which row is chosen, and the keys of the ARIA tree pattern. Rows are made when
 * they are asked for, so that a value of megabytes costs no more than what is seen of it.
 */
export const useJsonTree = ({
  value,
  rowsAtFirst = 40,
  isRootless = false,
  reveal,
  onEnter,
}: JsonTreeOptions) => {
  const [open, setOpenRows] = useState<ReadonlySet<string>>(() => initiallyOpen(value, rowsAtFirst));
  const [isAsMade, setAsMade] = useState(true); // nobody has opened or closed anything
  const [activePath, setActivePath] = useState<readonly PathPart[]>();
  const [shownValue, setShownValue] = useState(value);
  const typed = useRef({ text: '', at: 0 });
  if (shownValue !== value) {
    setShownValue(value);
    // Another value of the same kind, as a rule: what was opened in the last one is looked for in it, too.
    if (isAsMade) setOpenRows(initiallyOpen(value, rowsAtFirst));
  }
  const setOpen = (next: ReadonlySet<string>): void => {
    setOpenRows(next);
    setAsMade(false);
  };
  const hidden = isRootless ? 1 : 0;
  const rows = useMemo(() => jsonRows(value, open), [value, open]);
  const length = rows.length - hidden;
  const rowAt = (index: number): JsonRow | undefined => rows.at(index + hidden);
  const activeIndex = activePath === undefined ? -1 : rows.indexOf(activePath) - hidden;
  const active = activeIndex < 0 ? undefined : rowAt(activeIndex);

  const moveTo = (wanted: number): void => {
    const index = Math.max(0, Math.min(length - 1, wanted));
    setActivePath(rowAt(index)?.path);
    reveal(index);
  };
  const choose = (row: JsonRow): void => setActivePath(row.path);
  const toggle = (row: JsonRow): void => {
    choose(row);
    if (row.size === 0) return;
    const next = new Set(open);
    if (!next.delete(row.pointer)) next.add(row.pointer);
    setOpen(next);
  };
  const goTo = (path: readonly PathPart[]): void => {
    const next = new Set(open);
    for (let depth = 0; depth < path.length; depth += 1) next.add(pointerOf(path.slice(0, depth)));
    setOpen(next);
    setActivePath(path);
    const index = jsonRows(value, next).indexOf(path) - hidden;
    requestAnimationFrame(() => reveal(index)); // once the rows that were opened have their room
  };
  const openSiblings = ({ path }: JsonRow): void => {
    const parentPath = path.slice(0, -1);
    const parent = rows.at(rows.indexOf(parentPath));
    setOpen(new Set([...open, ...openableIn(parent?.value, pointerOf(parentPath))]));
  };
  const goToTyped = (letter: string): boolean => {
    const now = performance.now();
    const text = (now - typed.current.at < TYPING_MS ? typed.current.text : '') + letter.toLowerCase();
    typed.current = { text, at: now };
    const from = activeIndex + (text.length === 1 ? 1 : 0); // more of a word may still be the same row
    for (let step = 0; step < Math.min(length, LOOKED_THROUGH); step += 1) {
      const index = (Math.max(from, 0) + step) % length;
      if (String(rowAt(index)?.path.at(-1)).toLowerCase().startsWith(text)) {
        moveTo(index);
        return true;
      }
    }
    return false;
  };

  /** True where the key was for the tree. */
  const handleKey = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean => {
    if (ctrlKey || metaKey || altKey) return false;
    const step = STEPS[key];
    if (step !== undefined) moveTo(activeIndex + step);
    else if (key === 'Home') moveTo(0);
    else if (key === 'End') moveTo(length - 1);
    else if (active === undefined) return isLetter(key) && goToTyped(key);
    else if (key === 'Enter' && onEnter !== undefined) onEnter(active);
    else if (key === 'Enter' || key === ' ') toggle(active);
    else if (key === '*') openSiblings(active);
    else if (key === 'ArrowRight' && active.size > 0 && !active.isOpen) toggle(active);
    else if (key === 'ArrowRight') moveTo(activeIndex + (active.size > 0 ? 1 : 0));
    else if (key === 'ArrowLeft' && active.isOpen) toggle(active);
    else if (key === 'ArrowLeft') {
      const parent = rows.indexOf(active.path.slice(0, -1)) - hidden;
      if (active.depth > hidden) moveTo(parent);
    } else return isLetter(key) && goToTyped(key);
    return true;
  };

  return {
    length,
    rowAt,
    active,
    activeIndex,
    choose,
    toggle,
    /** Opens what a path is in, and chooses it. */
    goTo,
    /** For the virtual list: the chosen row exists even out of view, since the tree's `aria-activedescendant` names it. */
    rangeExtractor: (range: Range): number[] => {
      const indexes = defaultRangeExtractor(range);
      if (activeIndex < 0 || indexes.includes(activeIndex)) return indexes;
      return [...indexes, activeIndex].sort((a, b) => a - b);
    },
    openAll: () => setOpen(allOpen(value)),
    closeAll: () => setOpen(new Set([''])),
    handleKey,
  };
};

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15 };

const isLetter = (key: string): boolean => key.length === 1 && key !== ' ';
