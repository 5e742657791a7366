import { hideValues } from './hide-values.ts';

/** Puts dots where a secret's value stands in any text of `value`, or what a cut has left of one. */
export const hideSecrets = (value: unknown, secrets: Readonly<Record<string, string>>): unknown => {
  const hideIn = hideValues(Object.values(secrets));
  const hide = (part: unknown): unknown => {
    if (typeof part === 'string') return hideIn(part);
    if (Array.isArray(part)) return part.map(hide);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [hide(key), hide(item)]));
  };
  return hide(value);
};
