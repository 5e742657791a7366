/** Longer than any id or name of Vapi's; four bytes a character still fit a Postgres index entry (2,704 bytes). */
const MAX_INDEXED = 400;

/**
 * Text from outside in a form that both databases keep: Postgres refuses U+0000 and lone surrogates, and an index
 * entry that is too long. Both sides of a look-up go through it.
 */
export const storableText = (text: string, maxLength = MAX_INDEXED): string => {
  const cut = text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
  return cut.replaceAll('\0', '␀').toWellFormed();
};

/** `storableText`, and null stays null. */
export const storableOrNull = (text: string | null | undefined, maxLength?: number): string | null =>
  text === null || text === undefined ? null : storableText(text, maxLength);
