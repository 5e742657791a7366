import { useEffect } from 'react';
import type { Autosave } from './autosave.ts';

/** Asks before the window closes on a draft that is not saved, and saves when it goes into the background. */
export const useLeaveGuard = (autosave: Autosave): void => {
  useEffect(() => {
    const onBeforeUnload = (event: BeforeUnloadEvent) => {
      if (autosave.state.getState().kind === 'saved') return;
      void autosave.flush();
      event.preventDefault();
    };
    const onHide = () => {
      if (document.visibilityState === 'hidden') void autosave.flush();
    };
    addEventListener('beforeunload', onBeforeUnload);
    document.addEventListener('visibilitychange', onHide);
    return () => {
      removeEventListener('beforeunload', onBeforeUnload);
      document.removeEventListener('visibilitychange', onHide);
    };
  }, [autosave]);
};
