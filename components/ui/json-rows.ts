export type PathPart = string | number;

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null' | 'other';

export interface JsonRow {
  /** JSON Pointer (RFC 6901): unique, and the key of the set of open rows. */
  readonly pointer: string;
  readonly path: readonly PathPart[];
  readonly depth: number;
  readonly value: unknown;
  readonly kind: JsonKind;
  /** Members of an object, elements of an array; 0 else. */
  readonly size: number;
  readonly isOpen: boolean;
  /** Which of how many members of what it is in, counted from 1: what assistive technology says of a row. */
  readonly place: number;
  readonly of: number;
}

/** The rows to show, in order: of closed values only the row itself. Each is made when it is asked for. */
export interface JsonRows {
  readonly length: number;
  readonly at: (index: number) => JsonRow | undefined;
  /** Where the row of a path is; -1 where it is in something closed, or nowhere. */
  readonly indexOf: (path: readonly PathPart[]) => number;
}

export const kindOf = (value: unknown): JsonKind => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  if (type === 'object' || type === 'string' || type === 'number' || type === 'boolean') return type;
  return 'other';
};

const keysKnown = new WeakMap<object, readonly string[]>();

/** The keys of an object. Of one with thousands they are asked for with every row that is drawn. */
const keysOf = (value: object): readonly string[] => {
  const known = keysKnown.get(value);
  if (known !== undefined) return known;
  const keys = Object.keys(value);
  keysKnown.set(value, keys);
  return keys;
};

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

const sizeOf = (value: unknown): number => {
  if (Array.isArray(value)) return value.length;
  return isContainer(value) ? keysOf(value).length : 0;
};

const keyAt = (value: object, index: number): PathPart =>
  Array.isArray(value) ? index : (keysOf(value)[index] ?? '');

const memberOf = (value: unknown, key: PathPart): unknown =>
  isContainer(value) && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;

const indexOfKey = (value: object, key: PathPart): number => {
  if (!Array.isArray(value)) return keysOf(value).indexOf(String(key));
  const index = Number(key);
  return Number.isInteger(index) && index >= 0 && index < value.length ? index : -1;
};

const escaped = (part: PathPart): string =>
  typeof part === 'number' ? `${part}` : part.replaceAll('~', '~0').replaceAll('/', '~1');

export const pointerOf = (path: readonly PathPart[]): string =>
  path.map((part) => `/${escaped(part)}`).join('');

/** An open value: its members take a row each, and those of them that are open the rows of their own members. */
interface Opened {
  readonly value: object;
  readonly path: readonly PathPart[];
  /** The members that are open, in order: which member each is, and its row among all rows of this value. */
  readonly open: readonly { readonly index: number; readonly row: number; readonly opened: Opened }[];
  readonly rows: number;
}

/**
 * The rows of a value. Opening a list of 50,000 costs no more than opening one of five: only what is open is gone
 * through, and a row is found by the counts of rows in what is open before it.
 */
export const jsonRows = (value: unknown, open: ReadonlySet<string>): JsonRows => {
  const root = open.has('') && sizeOf(value) > 0 && isContainer(value) ? value : undefined;
  const opened = root && openValue(root, [], '', openBelow(open));
  const rowOf = (path: readonly PathPart[], shown: unknown, isOpen: boolean, place: number, of: number) => ({
    pointer: pointerOf(path),
    path,
    depth: path.length,
    value: shown,
    kind: kindOf(shown),
    size: sizeOf(shown),
    isOpen,
    place,
    of,
  });
  const rowIn = (parent: Opened, row: number): JsonRow => {
    const before = lastUpTo(parent.open, row);
    const behind = before === undefined ? row : row - before.row - before.opened.rows;
    if (before !== undefined && behind <= 0 && row > before.row)
      return rowIn(before.opened, row - before.row - 1);
    const index = before === undefined ? row : before.index + Math.max(behind, 0);
    const key = keyAt(parent.value, index);
    const isOpen = before?.row === row;
    return rowOf([...parent.path, key], memberOf(parent.value, key), isOpen, index + 1, sizeOf(parent.value));
  };
  const length = 1 + (opened?.rows ?? 0);
  return {
    length,
    at: (index) => {
      if (index < 0 || index >= length) return undefined;
      if (index === 0) return rowOf([], value, opened !== undefined, 1, 1);
      return opened && rowIn(opened, index - 1);
    },
    indexOf: (path) => {
      let row = 0;
      let parent = opened;
      for (const key of path) {
        const index = parent === undefined ? -1 : indexOfKey(parent.value, key);
        if (parent === undefined || index < 0) return -1;
        const before = parent.open.findLast((each) => each.index <= index);
        row += 1 + (before === undefined ? index : before.row + index - before.index);
        if (before !== undefined && before.index < index) row += before.opened.rows;
        parent = before?.index === index ? before.opened : undefined;
      }
      return row;
    },
  };
};

/** By the pointer of a value: the last parts of the pointers of the open values in it. */
const openBelow = (open: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> => {
  const below = new Map<string, string[]>();
  for (const pointer of open) {
    const slash = pointer.lastIndexOf('/');
    if (slash < 0) continue;
    const parent = pointer.slice(0, slash);
    const siblings = below.get(parent);
    if (siblings === undefined) below.set(parent, [pointer.slice(slash + 1)]);
    else siblings.push(pointer.slice(slash + 1));
  }
  return below;
};

const openValue = (
  value: object,
  path: readonly PathPart[],
  pointer: string,
  below: ReadonlyMap<string, readonly string[]>,
): Opened => {
  const places = placesOf(value, below.get(pointer) ?? []);
  const open: { index: number; row: number; opened: Opened }[] = [];
  let rowsBefore = 0;
  for (const { index, part } of places) {
    const key = keyAt(value, index);
    const member = memberOf(value, key);
    if (!isContainer(member) || sizeOf(member) === 0) continue;
    const opened = openValue(member, [...path, key], `${pointer}/${part}`, below);
    open.push({ index, row: index + rowsBefore, opened });
    rowsBefore += opened.rows;
  }
  return { value, path, open, rows: sizeOf(value) + rowsBefore };
};

const FEW = 8;

/** Which members parts of pointers name, in the order of the members. */
const placesOf = (value: object, parts: readonly string[]) => {
  const keys = parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const isLookedUp = !Array.isArray(value) && keys.length > FEW;
  const places = isLookedUp ? new Map(keysOf(value).map((key, index) => [key, index])) : undefined;
  return keys
    .map((key, at) => ({ index: places?.get(key) ?? indexOfKey(value, key), part: parts[at] ?? '' }))
    .filter(({ index }) => index >= 0)
    .sort((a, b) => a.index - b.index);
};

/** The last open member whose row is not behind `row`. */
const lastUpTo = (open: Opened['open'], row: number): Opened['open'][number] | undefined => {
  let from = 0;
  let to = open.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((open[middle]?.row ?? 0) <= row) from = middle + 1;
    else to = middle;
  }
  return open[from - 1];
};

/** What is open at first: level by level, until the next level would show more than `maxRows` rows. */
export const initiallyOpen = (value: unknown, maxRows = 40): ReadonlySet<string> =>
  openLevels(value, (rows, isFirst) => isFirst || rows <= maxRows);

const MOST_OPEN = 300_000; // rows; browsers draw no box that is much higher, and what is deeper is opened by hand

/** Everything open, level by level. */
export const allOpen = (value: unknown): ReadonlySet<string> =>
  openLevels(value, (rows, isFirst) => isFirst || rows <= MOST_OPEN);

const openLevels = (
  value: unknown,
  fits: (rows: number, isFirst: boolean) => boolean,
): ReadonlySet<string> => {
  const open = new Set<string>();
  let level: { value: object; pointer: string }[] =
    isContainer(value) && sizeOf(value) > 0 ? [{ value, pointer: '' }] : [];
  let rows = 1;
  while (level.length > 0) {
    rows += level.reduce((sum, item) => sum + sizeOf(item.value), 0);
    if (!fits(rows, open.size === 0)) break;
    for (const { pointer } of level) open.add(pointer);
    if (!fits(rows + 1, false)) break; // nothing below could be shown
    level = level.flatMap(({ value: parent, pointer }) =>
      containersIn(parent).map(([key, child]) => ({ value: child, pointer: `${pointer}/${escaped(key)}` })),
    );
  }
  return open;
};

/** The pointers of what can be opened right in a value. */
export const openableIn = (value: unknown, pointer: string): readonly string[] =>
  isContainer(value) ? containersIn(value).map(([key]) => `${pointer}/${escaped(key)}`) : [];

const containersIn = (parent: object): (readonly [PathPart, object])[] => {
  const found: (readonly [PathPart, object])[] = [];
  for (let index = 0, size = sizeOf(parent); index < size; index += 1) {
    const key = keyAt(parent, index);
    const child = memberOf(parent, key);
    if (isContainer(child) && sizeOf(child) > 0) found.push([key, child]);
  }
  return found;
};

const identifier = /^[A-Za-z_$][\w$]*$/;

/** The path as templates and code write it: `event.call.id`, `steps.search.output[0]["first name"]`. */
export const formatPath = (root: string, path: readonly PathPart[]): string =>
  path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    if (!identifier.test(part)) return `${text}[${JSON.stringify(part)}]`;
    return text === '' ? part : `${text}.${part}`;
  }, root);

const PREVIEW_LENGTH = 90;

/** A closed object or array in a few words. */
export const previewOf = (value: unknown): string => {
  const parts: string[] = [];
  let length = 0;
  for (let index = 0, size = sizeOf(value); isContainer(value) && index < size; index += 1) {
    const key = keyAt(value, index);
    const text = shorten(memberOf(value, key));
    const part = typeof key === 'number' ? text : `${key.slice(0, PREVIEW_LENGTH)}: ${text}`;
    parts.push(part);
    length += part.length + 2;
    if (length > PREVIEW_LENGTH) {
      if (index < size - 1) parts.push('…');
      break;
    }
  }
  return Array.isArray(value) ? `[${parts.join(', ')}]` : `{ ${parts.join(', ')} }`;
};

const shorten = (value: unknown): string => {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${value.length}]`;
  if (typeof value === 'object' && value !== null) return sizeOf(value) === 0 ? '{}' : '{…}';
  if (typeof value === 'string') return JSON.stringify(value.length > 32 ? `${value.slice(0, 32)}…` : value);
  return String(value);
};

/** Where the text occurs, in keys or scalar values, case-insensitively, in order of appearance; at most `limit`. */
export const findInJson = (value: unknown, text: string, limit = 500): readonly (readonly PathPart[])[] => {
  const needle = text.trim().toLowerCase();
  if (needle === '') return [];
  const found: (readonly PathPart[])[] = [];
  const path: PathPart[] = []; // one that grows and shrinks: of millions of values, few are found
  const look = (inside: unknown): void => {
    const key = path.at(-1);
    const isKeyHit = typeof key === 'string' && key.toLowerCase().includes(needle);
    if (!isContainer(inside)) {
      if (isKeyHit || String(inside).toLowerCase().includes(needle)) found.push([...path]);
      return;
    }
    if (isKeyHit) found.push([...path]);
    for (let index = 0, size = sizeOf(inside); index < size && found.length < limit; index += 1) {
      const next = keyAt(inside, index);
      path.push(next);
      look(memberOf(inside, next));
      path.pop();
    }
  };
  look(value);
  return found;
};
