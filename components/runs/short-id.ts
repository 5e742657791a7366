/** The end of an id: the start of a time-ordered one is the same for a whole day. */
export const shortId = (id: string): string => (id.length > 12 ? `…${id.slice(-8)}` : id);
