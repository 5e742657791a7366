import { useEffect } from 'react';
import { validate } from '#lib/graph/validate.ts';
import type { Editor } from './editor-context.tsx';

const QUIET_MS = 250;

/** Checks the document a moment after each change, so that opening, typing and dragging never wait for it. */
export const useValidation = ({ store, specs }: Editor): void => {
  useEffect(() => {
    const check = () => store.getState().setIssues(validate(store.getState().document, specs));
    let timer: ReturnType<typeof setTimeout> | undefined = setTimeout(check, QUIET_MS); // the flow is seen first
    const unsubscribe = store.subscribe((now, before) => {
      if (now.document === before.document) return;
      clearTimeout(timer);
      timer = setTimeout(check, QUIET_MS);
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [store, specs]);
};
