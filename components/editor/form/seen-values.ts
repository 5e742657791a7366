import { shortText } from '../testing/preview-template.ts';
import type { ScopeName } from './scope-names.ts';

const MAX_NAMES = 200;
const MAX_PREVIEW = 40;

/** What stands at a path such as `['steps', 'look_up', 'output', 'orders', '0']`; undefined where nothing does. */
export const seenAt = (seen: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, part) => {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value)) {
      if (part === 'first') return value[0];
      return part === 'last' ? value.at(-1) : value.at(Number(part));
    }
    return Object.hasOwn(value, part) ? Reflect.get(value, part) : undefined;
  }, seen);

/** Names with the values that they have at present; names that nothing describes come behind those that are known. */
export const withSeen = (names: readonly ScopeName[], value: unknown): readonly ScopeName[] => {
  if (Array.isArray(value))
    return names.length > 0 ? names : LIST_NAMES.map((name) => seenName(name, seenAt(value, [name])));
  if (typeof value !== 'object' || value === null) return names;
  const known = new Set(names.map(({ name }) => name));
  const more = Object.entries(value)
    .filter(([name]) => !known.has(name))
    .slice(0, MAX_NAMES);
  return [
    ...names.map((name) =>
      Object.hasOwn(value, name.name) ? { ...name, ...previewOf(Reflect.get(value, name.name)) } : name,
    ),
    ...more.map(([name, own]) => seenName(name, own)),
  ];
};

const LIST_NAMES = ['first', 'last'];

/** A name that was only seen. It goes on with a dot where its value does. */
const seenName = (name: string, value: unknown): ScopeName => ({
  name,
  detail: '',
  ...previewOf(value),
  ...(typeof value === 'object' && value !== null ? { members: withSeen([], value) } : {}),
});

const previewOf = (value: unknown): { readonly value?: string } => {
  if (Array.isArray(value)) return { value: `[${value.length}]` };
  if (typeof value === 'object') return value === null ? { value: 'null' } : {};
  return { value: shortText(typeof value === 'string' ? JSON.stringify(value) : value, MAX_PREVIEW) };
};
