/** What stands where a secret's value was. */
export const MASK = '••••••';

/** Shorter values are not masked: they would blank out half of every text. */
const MIN_LENGTH = 4;

/** Replaces the values of secrets in text, in JSON text and in URLs. */
export type Mask = (text: string) => string;

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * A mask for these secrets: a value is found as it is, as JSON would escape it and as URLs and forms would encode
 * it. Longer values first, so that one that contains another disappears whole.
 */
export const createMask = (secrets: Readonly<Record<string, string>>): Mask => {
  const values = Object.values(secrets)
    .filter((value) => value.length >= MIN_LENGTH)
    .flatMap(formsOf)
    .sort((a, b) => b.length - a.length);
  if (values.length === 0) return (text) => text;
  const pattern = new RegExp([...new Set(values)].map(escapeRegExp).join('|'), 'g');
  return (text) => text.replace(pattern, MASK);
};

const formsOf = (value: string): string[] => {
  const inUrl = value.toWellFormed(); // `encodeURI` throws at half of a surrogate pair
  const inForm = new URLSearchParams({ '': inUrl }).toString().slice(1);
  return [value, JSON.stringify(value).slice(1, -1), encodeURI(inUrl), encodeURIComponent(inUrl), inForm];
};
