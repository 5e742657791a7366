import { useSyncExternalStore } from 'react';

const NARROW = '(max-width: 63.99rem)'; // below Tailwind's lg there is no room for panels beside the canvas

/** True in a window too narrow for panels beside the canvas. False on the server. */
export const useIsNarrow = (): boolean =>
  useSyncExternalStore(
    (onChange) => {
      const query = matchMedia(NARROW);
      query.addEventListener('change', onChange);
      return () => query.removeEventListener('change', onChange);
    },
    () => matchMedia(NARROW).matches,
    () => false,
  );
