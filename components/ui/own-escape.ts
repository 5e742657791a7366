/**
 * For a field inside a sheet or dialog that does something of its own on Escape: closing what is around it would come
 * first, since Radix hears the key before any field does.
 */
export const ownEscape = { 'data-own-escape': '' } as const;

/** Leaves Escape to a field that has a use for it. */
export const leaveEscape = (event: KeyboardEvent): void => {
  if (event.target instanceof Element && event.target.matches('[data-own-escape]')) event.preventDefault();
};
