import { isRecord } from '../document/edits.ts';
import { chipPlaces, partsOf } from './chip-places.ts';

/** What a step gave last, in the last test or as its pinned output; undefined where that says nothing. */
export type LastOutput = (
  stepId: string,
) => { readonly name: string; readonly isPinned: boolean; readonly output: unknown } | undefined;

interface MissingValue {
  readonly from: number;
  readonly to: number;
  readonly severity: 'warning';
  readonly message: string;
}

/**
 * References to what the last output of a step did not have: most likely misspelt. Where a template says itself what to
 * do without the value, with the filter `default`, nothing is missing.
 */
export const missingValues = (source: string, lastOutput: LastOutput): readonly MissingValue[] =>
  chipPlaces(source).flatMap(({ from, path, filters }): MissingValue[] => {
    const [root, stepId = '', field, ...keys] = partsOf(path);
    if (root !== 'steps' || field !== 'output' || keys.length === 0 || /^\|\s*default\b/.test(filters))
      return [];
    const last = lastOutput(stepId);
    const missing = last && missingKey(last.output, keys);
    if (last === undefined || missing === undefined) return [];
    const start = source.indexOf(path, from);
    const given = last.isPinned ? 'pinned output' : 'last output';
    return [
      {
        from: start,
        to: start + path.length,
        severity: 'warning',
        message: `The ${given} of “${last.name}” had no “${missing.key}”${placeOf(missing.before)}; it had: ${missing.had}.`,
      },
    ];
  });

interface MissingKey {
  readonly key: string;
  /** What leads to it. */
  readonly before: readonly string[];
  /** What was there in its place. */
  readonly had: string;
}

/** The first key of a path that an object does not have. What is nothing, or a list, may have it another time. */
const missingKey = (output: unknown, keys: readonly string[]): MissingKey | undefined => {
  let value = output;
  for (const [index, key] of keys.entries()) {
    if (!isRecord(value) || key === 'size') return undefined;
    if (!Object.hasOwn(value, key)) return { key, before: keys.slice(0, index), had: namesIn(value) };
    value = value[key];
  }
  return undefined;
};

const placeOf = (before: readonly string[]): string =>
  before.length === 0 ? '' : ` in “${before.join('.')}”`;

const MOST_NAMES = 8;

const namesIn = (value: Readonly<Record<string, unknown>>): string => {
  const names = Object.keys(value);
  if (names.length === 0) return 'nothing';
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown;
};
