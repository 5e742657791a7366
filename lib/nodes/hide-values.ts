import { CUT } from './cut.ts';

/** What stands where a hidden value was. */
export const MASK = '••••••';

/** Shorter values stay inside other text: they would blank out half of it. */
export const MIN_HIDDEN = 4;

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const anyOf = (values: Iterable<string>): RegExp => new RegExp([...values].map(escapeRegExp).join('|'), 'g');

/**
 * Puts dots where one of the values stands in a text, or what a cut has left of one. Longer values first, so that one
 * that contains another disappears whole.
 */
export const hideValues = (values: readonly string[]): ((text: string) => string) => {
  const hidden = [...new Set(values)]
    .filter(({ length }) => length >= MIN_HIDDEN)
    .sort((a, b) => b.length - a.length);
  if (hidden.length === 0) return (text) => text;
  const hideBeginnings = hideBeginningsOf(hidden);
  const pattern = anyOf(hidden);
  return (text) => hideBeginnings(text).replace(pattern, MASK);
};

/** Where a text was cut inside of a value, its beginning stands before `…`, and nothing else is hidden there. */
const hideBeginningsOf = (values: readonly string[]): ((text: string) => string) => {
  const byHead = Map.groupBy(values, (value) => value.slice(0, MIN_HIDDEN));
  const heads = anyOf(byHead.keys());
  return (text) => {
    if (!text.includes(CUT)) return text;
    let shown = '';
    let from = 0;
    let end = -1;
    heads.lastIndex = 0;
    for (let found = heads.exec(text); found !== null; found = heads.exec(text)) {
      const { index } = found;
      if (end < index) end = text.indexOf(CUT, index);
      if (end < 0) break;
      const left = text.slice(index, end);
      const isBeginning = byHead.get(found[0])?.some((value) => value.startsWith(left)) === true;
      if (isBeginning) {
        shown += text.slice(from, index) + MASK;
        from = end;
      }
      heads.lastIndex = isBeginning ? end : index + 1;
    }
    return shown + text.slice(from);
  };
};
