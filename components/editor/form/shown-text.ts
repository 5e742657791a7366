/** A value of any kind as the text that a field shows. Nothing is lost by showing it: it stays until it is edited. */
export const shownText = (value: unknown): string => {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
};
