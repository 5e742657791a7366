import { formatPath, type PathPart } from '#components/ui/json-rows.ts';
import { isRecord } from '../document/edits.ts';

/** A list of objects, which can be shown as a table. */
export interface ObjectList {
  /** As templates write it: `steps.orders.output.items`. */
  readonly path: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** The names of the fields, in the order in which they first occur. */
  readonly columns: readonly string[];
}

const MAX_LISTS = 20;
const MAX_VALUES = 20_000; // looked at; lists stand near the top of what services answer
const ROWS_FOR_COLUMNS = 50;
const MAX_COLUMNS = 30;

/** The lists of objects in a value, those nearest to the top first. */
export const objectLists = (value: unknown, root: string): readonly ObjectList[] => {
  const found: ObjectList[] = [];
  let level: { value: unknown; path: readonly PathPart[] }[] = [{ value, path: [] }];
  let seen = 0;
  while (level.length > 0 && found.length < MAX_LISTS && seen < MAX_VALUES) {
    const below: typeof level = [];
    for (const entry of level) {
      seen += 1;
      if (Array.isArray(entry.value)) {
        const rows = entry.value.filter(isRecord);
        if (rows.length > 0 && rows.length === entry.value.length) {
          found.push({ path: formatPath(root, entry.path), rows, columns: columnsOf(rows) });
        }
        for (const [index, item] of entry.value.slice(0, 3).entries()) {
          below.push({ value: item, path: [...entry.path, index] });
        }
      } else if (isRecord(entry.value)) {
        for (const [key, item] of Object.entries(entry.value))
          below.push({ value: item, path: [...entry.path, key] });
      }
    }
    level = below;
  }
  return found.slice(0, MAX_LISTS);
};

const columnsOf = (rows: readonly Readonly<Record<string, unknown>>[]): readonly string[] =>
  [...new Set(rows.slice(0, ROWS_FOR_COLUMNS).flatMap((row) => Object.keys(row)))].slice(0, MAX_COLUMNS);
