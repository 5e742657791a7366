import { useCallback, useEffect, useState } from 'react';
import { type LookedUp, lookUp } from '#app/actions/look-up.ts';

const PAUSE_MS = 200; // of typing, before the server is asked
const SHORTEST_ID = 6; // characters; ids are pasted, and words are not asked for

export interface LookUp {
  readonly state: 'idle' | 'loading' | 'failed' | 'done';
  readonly found: LookedUp;
  readonly retry: () => void;
}

const NOTHING: LookedUp = { records: [], secrets: [], apiKeys: [] };

/** What the server knows: what is new in the workflow for an empty text, else what has that id. */
export const useLookUp = (text: string | undefined, workflowId: string | undefined): LookUp => {
  const asked = text?.trim() ?? '';
  const isAsked = text !== undefined && (asked === '' || isLikeAnId(asked));
  const [answer, setAnswer] = useState<Omit<LookUp, 'retry'>>({ state: 'idle', found: NOTHING });
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try asks the same again
  useEffect(() => {
    if (!isAsked) {
      setAnswer({ state: 'idle', found: NOTHING });
      return;
    }
    let isOver = false;
    setAnswer({ state: 'loading', found: NOTHING });
    const ask = async () => {
      const found = await lookUp({ text: asked, ...(workflowId === undefined ? {} : { workflowId }) }).catch(
        () => undefined,
      );
      if (isOver) return;
      setAnswer(found === undefined ? { state: 'failed', found: NOTHING } : { state: 'done', found });
    };
    const timer = setTimeout(() => void ask(), asked === '' ? 0 : PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [asked, isAsked, workflowId, tries]);
  const retry = useCallback(() => setTries((count) => count + 1), []);
  return { ...answer, retry };
};

/** Ids have no spaces, and a digit or a sign somewhere. */
const isLikeAnId = (text: string): boolean =>
  text.length >= SHORTEST_ID && text.length <= 200 && !/\s/.test(text) && /[\d_-]/.test(text);
