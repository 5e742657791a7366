import { useMemo, useState } from 'react';
import { type ComparedItem, type Comparison, compareGraphs } from '#lib/graph/compare.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { outputsOf } from '../document/handles.ts';
import { useEditor } from '../editor-context.tsx';

const OPEN_AT_FIRST = 12; // with more changes than this, all of them open would be a wall of text

/** A review of two documents: what is shown of it, and at which change the reader is. */
export interface Review {
  readonly comparison: Comparison;
  /** The changes to go through. */
  readonly items: readonly ComparedItem[];
  /** The same by key. */
  readonly shown: ReadonlyMap<string, ComparedItem>;
  readonly layoutCount: number;
  readonly hasLayout: boolean;
  readonly setHasLayout: (hasLayout: boolean) => void;
  readonly currentKey: string | undefined;
  /** Goes to a change, and opens it in the list. */
  readonly goTo: (key: string) => void;
  /** To the next change, or the one before. */
  readonly step: (by: 1 | -1) => void;
  readonly isOpen: (item: ComparedItem) => boolean;
  readonly toggle: (item: ComparedItem) => void;
}

export const useReview = (before: GraphDocument, after: GraphDocument): Review => {
  const { specs } = useEditor();
  const comparison = useMemo(
    () =>
      compareGraphs(before, after, (node, handle) => {
        const output = outputsOf(node, specs[node.type]).find(({ id }) => id === handle);
        return output?.label ?? handle;
      }),
    [before, after, specs],
  );
  const [wantsLayout, setHasLayout] = useState(false);
  const [currentKey, setCurrentKey] = useState<string>();
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());

  const layoutCount = comparison.items.filter((item) => item.isLayout).length;
  // Where there is nothing else, hiding it would leave an empty list.
  const hasLayout = wantsLayout || layoutCount === comparison.items.length;
  const items = useMemo(
    () => comparison.items.filter((item) => hasLayout || !item.isLayout),
    [comparison, hasLayout],
  );
  const shown = useMemo(() => new Map(items.map((item) => [item.key, item])), [items]);
  const open = (key: string, isOpen: boolean) => setToggled((known) => new Map(known).set(key, isOpen));
  const isOpen = (item: ComparedItem) =>
    toggled.get(item.key) ?? (item.state === 'changed' && items.length <= OPEN_AT_FIRST);
  const goTo = (key: string) => {
    setCurrentKey(key);
    open(key, true);
  };
  return {
    comparison,
    items,
    shown,
    layoutCount,
    hasLayout,
    setHasLayout,
    currentKey: currentKey !== undefined && shown.has(currentKey) ? currentKey : undefined,
    goTo,
    step: (by) => {
      const at = items.findIndex(({ key }) => key === currentKey);
      const next = at === -1 ? (by === 1 ? 0 : items.length - 1) : (at + by + items.length) % items.length;
      const item = items[next];
      if (item !== undefined) goTo(item.key);
    },
    isOpen,
    toggle: (item) => {
      const wasOpen = isOpen(item);
      setCurrentKey(item.key);
      open(item.key, !wasOpen);
    },
  };
};
