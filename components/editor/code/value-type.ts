import type { EventFields } from '#lib/vapi/event-field.ts';
import { isObject } from '#lib/vapi/message.ts';

const MAX_DEPTH = 8;
const MAX_KEYS = 200;
const MAX_ENTRIES = 20; // of a list; what is further back is mostly the same again
const MAX_EXAMPLE = 60;

/**
 * The TypeScript type of a value that was seen, as text. It stays open: objects may have more fields the next time, and
 * what was null may be anything. Comments show the values.
 */
export const valueType = (value: unknown, depth = 0): string => {
  if (typeof value !== 'object' || value === null || depth > 0) return typeOf(value, depth);
  const known = seen.get(value);
  if (known !== undefined) return known;
  const type = typeOf(value, 0);
  seen.set(value, type);
  return type;
};

// What a step gave last stays the same object while its code is written.
const seen = new WeakMap<object, string>();

const typeOf = (value: unknown, depth: number): string => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return typeof value;
  if (depth >= MAX_DEPTH) return 'any';
  if (Array.isArray(value)) return `Array<${entryType(value.slice(0, MAX_ENTRIES), depth)}>`;
  return isObject(value) ? objectType([value], depth) : 'any';
};

const entryType = (entries: readonly unknown[], depth: number): string => {
  if (entries.length > 0 && entries.every(isObject)) return objectType(entries, depth + 1);
  return oneOf(entries, depth + 1);
};

/** The type that all of the values have, else `any`. */
const oneOf = (values: readonly unknown[], depth: number): string => {
  if (values.length > 1 && values.every(isObject)) return objectType(values, depth);
  const types = new Set(values.filter((value) => value !== null).map((value) => valueType(value, depth)));
  const [only] = types;
  return types.size === 1 && only !== undefined ? only : 'any';
};

/** One type for objects that are alike; a field that not all of them have may be missing. */
const objectType = (objects: readonly Readonly<Record<string, unknown>>[], depth: number): string => {
  const names = [...new Set(objects.flatMap(Object.keys))].slice(0, MAX_KEYS);
  const fields = names.map((name) => {
    const values = objects.filter((object) => Object.hasOwn(object, name)).map((object) => object[name]);
    const optional = values.length < objects.length ? '?' : '';
    return `${exampleOf(values[0])}${JSON.stringify(name)}${optional}: ${oneOf(values, depth + 1)};`;
  });
  return `{\n${fields.join('\n')}\n[more: string]: any;\n}`; // a comment belongs to what follows it on a line of its own
};

const exampleOf = (value: unknown): string => {
  if (typeof value === 'object') return '';
  const text = JSON.stringify(value) ?? '';
  const short = text.length > MAX_EXAMPLE ? `${text.slice(0, MAX_EXAMPLE)}…` : text;
  return `/** Last: \`${short.replaceAll('*/', '* /').replaceAll('`', "'")}\` */\n`;
};

/** The type of what an object has beyond the fields that are described; undefined where that is nothing. */
export const extraType = (value: unknown, fields: EventFields): string | undefined => {
  if (!isObject(value)) return undefined;
  const extras = Object.entries(value).flatMap(([name, own]) => {
    const known = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (known === undefined) return [`${exampleOf(own)}${JSON.stringify(name)}: ${valueType(own, 1)};`];
    const inside = known.fields === undefined ? undefined : extraType(own, known.fields);
    return inside === undefined ? [] : [`${JSON.stringify(name)}${known.isRequired ? '' : '?'}: ${inside};`];
  });
  return extras.length === 0 ? undefined : `{\n${extras.join('\n')}\n}`;
};
