/** Stands behind what is left of a text that was cut. `hideValues` looks there for the beginning of a secret. */
export const CUT = '…';

/** At most so many characters of a text; it ends in `…` where there are more. */
export const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}${CUT}` : text;
