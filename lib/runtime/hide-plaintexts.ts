import { hideValues, MASK, MIN_HIDDEN } from '#lib/nodes/hide-values.ts';
import type { Mask } from './mask.ts';

/**
 * A mask that also hides the values that came encrypted: where they are a whole text value, and those of four
 * characters and more inside other text too. `mask` is given one text value, or JSON text.
 */
export const hidePlaintexts = (mask: Mask, plaintexts: readonly string[]): Mask => {
  const values = plaintexts.filter((value) => value !== '');
  if (values.length === 0) return mask;
  const whole = new Set(values);
  const { long = [], short = [] } = Object.groupBy(values, ({ length }) =>
    length < MIN_HIDDEN ? 'short' : 'long',
  );
  const hideInText = hideValues(long.flatMap((value) => [value, JSON.stringify(value).slice(1, -1)]));
  const hideInJson = (text: string): string =>
    short.reduce((hidden, value) => hidden.replaceAll(JSON.stringify(value), `"${MASK}"`), text);
  return (text) => (whole.has(text) ? MASK : mask(hideInJson(hideInText(text))));
};
