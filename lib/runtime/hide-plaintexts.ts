import { QUOTED_CHARACTERS } from '#lib/nodes/kind-of.ts';
import { MASK, type Mask } from './mask.ts';

const MIN_LENGTH = 4; // inside other text; shorter ones are only hidden where they are the whole value

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * A mask that also hides the values that came encrypted: where they are a whole text value, and those of four
 * characters and more inside other text too. `mask` is given one text value, or JSON text.
 */
export const hidePlaintexts = (mask: Mask, plaintexts: readonly string[]): Mask => {
  if (plaintexts.length === 0) return mask;
  const values = plaintexts
    .flatMap((value) => [value, value.slice(0, QUOTED_CHARACTERS)]) // messages quote the beginning of a text
    .filter((value) => value !== '')
    .sort((a, b) => b.length - a.length);
  if (values.length === 0) return mask;
  const whole = new Set(values);
  const inJson = values.map((value) => escapeRegExp(JSON.stringify(value)));
  const inText = values
    .filter((value) => value.length >= MIN_LENGTH)
    .flatMap((value) => [value, JSON.stringify(value).slice(1, -1)])
    .map(escapeRegExp);
  const pattern = new RegExp([...inText, ...inJson].join('|'), 'g');
  return (text) =>
    whole.has(text)
      ? MASK
      : mask(
          text.replace(pattern, (found) => (found.startsWith('"') && !whole.has(found) ? `"${MASK}"` : MASK)),
        );
};
