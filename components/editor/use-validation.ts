import { useEffect } from 'react';
import { draftIssues } from './draft-issues.ts';
import type { Editor } from './editor-context.tsx';

const QUIET_MS = 250;

/** Checks the document a moment after each change, so that opening, typing and dragging never wait for it. */
export const useValidation = ({ store, specs, secretNames, codeCheck }: Editor): void => {
  useEffect(() => {
    let isOver = false;
    const check = () => {
      const { document, setIssues } = store.getState();
      setIssues(draftIssues(document, { specs, secretNames, codeCheck }));
      void codeCheck.learn(document).then((isNew) => {
        if (isNew && !isOver) check();
      });
    };
    let timer: ReturnType<typeof setTimeout> | undefined = setTimeout(check, QUIET_MS); // the flow is seen first
    const unsubscribe = store.subscribe((now, before) => {
      if (now.document === before.document) return;
      clearTimeout(timer);
      timer = setTimeout(check, QUIET_MS);
    });
    return () => {
      isOver = true;
      clearTimeout(timer);
      unsubscribe();
    };
  }, [store, specs, secretNames, codeCheck]);
};
