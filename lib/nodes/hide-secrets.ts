/** What stands where a secret's value was. */
const HIDDEN = '••••••';
const MIN_LENGTH = 4; // shorter values would blank out half of every text

/** Puts dots where a secret's value stands in any text of `value`. */
export const hideSecrets = (value: unknown, secrets: Readonly<Record<string, string>>): unknown => {
  const hidden = Object.values(secrets)
    .filter(({ length }) => length >= MIN_LENGTH)
    .sort((a, b) => b.length - a.length); // one that contains another disappears whole
  const hide = (part: unknown): unknown => {
    if (typeof part === 'string')
      return hidden.reduce((text, secret) => text.replaceAll(secret, HIDDEN), part);
    if (Array.isArray(part)) return part.map(hide);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [hide(key), hide(item)]));
  };
  return hide(value);
};
