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
}

export const kindOf = (value: unknown): JsonKind => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  if (type === 'object' || type === 'string' || type === 'number' || type === 'boolean') return type;
  return 'other';
};

const entriesOf = (value: unknown): readonly (readonly [PathPart, unknown])[] => {
  if (Array.isArray(value)) return value.map((item, index) => [index, item] as const);
  if (typeof value === 'object' && value !== null) return Object.entries(value);
  return [];
};

const sizeOf = (value: unknown): number => {
  if (Array.isArray(value)) return value.length;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length;
  return 0;
};

export const pointerOf = (path: readonly PathPart[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** The rows to show, in order: of closed values only the row itself. */
export const flattenJson = (value: unknown, open: ReadonlySet<string>): readonly JsonRow[] => {
  const rows: JsonRow[] = [];
  const stack: { path: readonly PathPart[]; value: unknown; pointer: string }[] = [
    { path: [], value, pointer: '' },
  ];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const size = sizeOf(next.value);
    const isOpen = size > 0 && open.has(next.pointer);
    rows.push({
      pointer: next.pointer,
      path: next.path,
      depth: next.path.length,
      value: next.value,
      kind: kindOf(next.value),
      size,
      isOpen,
    });
    if (!isOpen) continue;
    const { path, pointer } = next;
    for (const [key, child] of entriesOf(next.value).toReversed()) {
      stack.push({ path: [...path, key], value: child, pointer: pointer + pointerOf([key]) });
    }
  }
  return rows;
};

/** What is open at first: level by level, until the next level would show more than `maxRows` rows. */
export const initiallyOpen = (value: unknown, maxRows = 40): ReadonlySet<string> => {
  const open = new Set<string>();
  let level: { value: unknown; pointer: string }[] = [{ value, pointer: '' }];
  let rows = 1;
  while (level.length > 0) {
    const added = level.reduce((sum, item) => sum + sizeOf(item.value), 0);
    if (added === 0 || (rows + added > maxRows && open.size > 0)) break;
    rows += added;
    const below: typeof level = [];
    for (const item of level) {
      if (sizeOf(item.value) > 0) open.add(item.pointer);
      for (const [key, child] of entriesOf(item.value)) {
        if (sizeOf(child) > 0) below.push({ value: child, pointer: item.pointer + pointerOf([key]) });
      }
    }
    level = below;
  }
  return open;
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
  for (const [key, child] of entriesOf(value)) {
    const text = shorten(child);
    const part = typeof key === 'number' ? text : `${key}: ${text}`;
    parts.push(part);
    length += part.length + 2;
    if (length > PREVIEW_LENGTH) {
      parts.push('…');
      break;
    }
  }
  return Array.isArray(value) ? `[${parts.join(', ')}]` : `{ ${parts.join(', ')} }`;
};

const shorten = (value: unknown): string => {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${value.length}]`;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0 ? '{}' : '{…}';
  if (typeof value === 'string') return JSON.stringify(value.length > 32 ? `${value.slice(0, 32)}…` : value);
  return String(value);
};

/** Where the text occurs, in keys or scalar values, case-insensitively, in order of appearance; at most `limit`. */
export const findInJson = (value: unknown, text: string, limit = 500): readonly (readonly PathPart[])[] => {
  const needle = text.trim().toLowerCase();
  if (needle === '') return [];
  const found: (readonly PathPart[])[] = [];
  const stack: { path: readonly PathPart[]; value: unknown }[] = [{ path: [], value }];
  for (let next = stack.pop(); next !== undefined && found.length < limit; next = stack.pop()) {
    const { path } = next;
    const key = path.at(-1);
    const isKeyHit = typeof key === 'string' && key.toLowerCase().includes(needle);
    const isScalar = typeof next.value !== 'object' || next.value === null;
    if (isKeyHit || (isScalar && String(next.value).toLowerCase().includes(needle))) found.push(path);
    for (const [childKey, child] of entriesOf(next.value).toReversed()) {
      stack.push({ path: [...path, childKey], value: child });
    }
  }
  return found;
};
