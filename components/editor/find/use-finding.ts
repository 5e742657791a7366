import { type RefCallback, useCallback } from 'react';
import { useStore } from 'zustand';
import { useEditor } from '../editor-context.tsx';
import { type Finding, type FindingState, findingOf, ownerOf } from './finding.ts';

/** Find and replace of the editor around a component. */
export const useFinding = (): Finding => findingOf(useEditor());

/** A part of its state. The component is drawn again when it changes. */
export const useFindingState = <Part>(select: (state: FindingState) => Part): Part =>
  useStore(useFinding().store, select);

/**
 * Marks the element of a node, note or connection, by its canvas id or edge id, as `data-find`: the one that is shown,
 * one with a hit, or one without. Past React: a letter more in the search is not to draw hundreds of cards again.
 */
export const useFindMark = (id: string): RefCallback<HTMLElement> => {
  const { store } = useFinding();
  return useCallback(
    (element) => {
      const mark = () => {
        const next = markOf(store.getState(), id);
        if (element === null || element.dataset.find === next) return;
        if (next === undefined) delete element.dataset.find;
        else element.dataset.find = next;
      };
      mark();
      return store.subscribe(mark);
    },
    [store, id],
  );
};

const markOf = (
  { marked, shown, found, current }: FindingState,
  id: string,
): 'current' | 'hit' | 'miss' | undefined => {
  if (marked === undefined) return undefined;
  if (!marked.has(id)) return 'miss';
  const hit = shown === undefined ? undefined : found.hits[current];
  return hit !== undefined && ownerOf(hit.text) === id ? 'current' : 'hit';
};
