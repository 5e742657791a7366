import { isSame } from './same-json.ts';

type Path = readonly (string | number)[];

/** A value that both changed; an absent one was not there. */
export interface FieldValues {
  readonly base?: unknown;
  readonly mine?: unknown;
  readonly theirs?: unknown;
}

/**
 * Brings together two changes of one object, field by field, as deep as all three are objects, or lists of the same
 * length. `choose` is asked about each field that both changed differently.
 */
export const mergeFields = <Fields extends object>(
  base: Fields,
  mine: Fields,
  theirs: Fields,
  choose: (path: Path, values: FieldValues) => 'mine' | 'theirs',
): Fields => {
  const merge = (old: unknown, own: unknown, other: unknown, path: Path): unknown => {
    if (isSame(own, other) || isSame(other, old)) return own;
    if (isSame(own, old)) return other;
    if (isObject(old) && isObject(own) && isObject(other)) return mergeObjects(old, own, other, path);
    if (Array.isArray(old) && Array.isArray(own) && Array.isArray(other)) {
      // A list that grew or shrank is one value: its places shift.
      if (old.length === own.length && old.length === other.length)
        return own.map((item, index) => merge(old[index], item, other[index], [...path, index]));
    }
    const values: FieldValues = {
      ...(old === undefined ? {} : { base: old }),
      ...(own === undefined ? {} : { mine: own }),
      ...(other === undefined ? {} : { theirs: other }),
    };
    return choose(path, values) === 'mine' ? own : other;
  };
  const mergeObjects = (old: object, own: object, other: object, path: Path): Record<string, unknown> =>
    Object.fromEntries(
      [...new Set([...Object.keys(own), ...Object.keys(other)])]
        .map((key): [string, unknown] => [
          key,
          merge(ownValue(old, key), ownValue(own, key), ownValue(other, key), [...path, key]),
        ])
        .filter(([, value]) => value !== undefined),
    );
  const merged = mergeObjects(base, mine, theirs, []);
  const result = { ...mine, ...merged };
  for (const key of Object.keys(mine)) if (!Object.hasOwn(merged, key)) Reflect.deleteProperty(result, key);
  return result;
};

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const ownValue = (record: object, key: string): unknown =>
  Object.hasOwn(record, key) ? Reflect.get(record, key) : undefined;
