/** What stands where a secret's value was. */
export const MASK = '••••••';

/** Shorter values are not masked: they would blank out half of every text. */
const MIN_LENGTH = 4;

/** Replaces the values of secrets in text and in JSON text. */
export type Mask = (text: string) => string;

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * A mask for these secrets, for JSON text: a value is found as it is and as JSON would escape it. Longer values
 * first, so that one that contains another disappears whole.
 */
export const createMask = (secrets: Readonly<Record<string, string>>): Mask => {
  const values = Object.values(secrets)
    .filter((value) => value.length >= MIN_LENGTH)
    .flatMap((value) => [value, JSON.stringify(value).slice(1, -1)])
    .sort((a, b) => b.length - a.length);
  if (values.length === 0) return (text) => text;
  const pattern = new RegExp([...new Set(values)].map(escapeRegExp).join('|'), 'g');
  return (text) => text.replace(pattern, MASK);
};
