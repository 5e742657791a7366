/** At most so many characters of a text; it ends in `…` where there are more, as it must for secrets to be hidden there. */
export const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;
