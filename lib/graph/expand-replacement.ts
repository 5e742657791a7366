import type { TextMatch } from './text-query.ts';

/** What takes the place of a match: `template` word for word, unless it `hasGroups` and goes with a pattern. */
export const expandReplacement = (template: string, match: TextMatch, hasGroups: boolean): string =>
  hasGroups ? template.replace(PART, (part, ...rest) => partOf(part, rest[0], rest[1], match)) : template;

/** As in JavaScript, `$1`, `$<name>`, `$&` and `$$`; as in code editors, `\n`, `\t` and `\\` too. */
const PART = /\$(?:\$|&|(\d{1,2})|<([^>]*)>)|\\[nt\\]/g;

const ESCAPES: Readonly<Record<string, string>> = { $$: '$', '\\n': '\n', '\\t': '\t', '\\\\': '\\' };

const partOf = (part: string, digits: unknown, name: unknown, { groups, names }: TextMatch): string => {
  if (part === '$&') return groups[0] ?? '';
  if (typeof name === 'string') return Object.hasOwn(names, name) ? (groups[names[name] ?? 0] ?? '') : part;
  if (typeof digits !== 'string') return ESCAPES[part] ?? part;
  // `$12` is the group 12 where there is one, else the group 1 and a 2.
  const both = Number(digits);
  if (both > 0 && both < groups.length) return groups[both] ?? '';
  const first = Number(digits[0]);
  const isFirst = digits.length === 2 && first > 0 && first < groups.length;
  return isFirst ? (groups[first] ?? '') + digits.slice(1) : part;
};
