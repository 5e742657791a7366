import { z } from 'zod';
import type { FieldMeta } from './node-spec.ts';

type Schema = z.core.SomeType;
type Path = readonly (string | number)[];

/** The seam to zod's own way of telling schemas apart: https://zod.dev/packages/core#traversing-schemas */
const defOf = (schema: Schema) => (schema as z.core.$ZodTypes)._zod.def;

/** The form hints of a field, also where they were given before `.optional()`, `.default()` and the like. */
export const fieldMeta = (schema: Schema): FieldMeta | undefined => {
  const own = z.globalRegistry.get(schema as z.core.$ZodType); // SomeType is zod's loose name for the same
  if (own?.label !== undefined || own?.control !== undefined) return own;
  const def = defOf(schema);
  return 'innerType' in def ? (fieldMeta(def.innerType) ?? own) : own;
};

/** A field of a config by its key, which may be any text: a `constructor` is no field of it. */
export const fieldOf = (config: z.ZodObject, key: string): Schema | undefined =>
  Object.hasOwn(config.shape, key) ? config.shape[key] : undefined;

/**
 * Whether the form shows a top-level field for these values (`showWhen`). What it hides is not used by the step, so
 * it is not checked either.
 */
export const isVisible = (
  config: z.ZodObject,
  values: Readonly<Record<string, unknown>>,
  key: string,
): boolean => {
  const field = fieldOf(config, key);
  const conditions = (field === undefined ? undefined : fieldMeta(field)?.showWhen) ?? {};
  return Object.entries(conditions).every(
    ([other, allowed]) =>
      allowed.includes(values[other] ?? defaultOf(config, other)) && isVisible(config, values, other),
  );
};

const defaultOf = (config: z.ZodObject, key: string): unknown => {
  const field = fieldOf(config, key);
  const def = field === undefined ? undefined : defOf(field);
  return def?.type === 'default' ? def.defaultValue : undefined;
};

/** The schemas that may describe what stands at `path`; several where a union leaves it open. */
export const schemasAt = (schema: Schema, path: Path): Schema[] => {
  const [key, ...rest] = path;
  if (key === undefined) return [schema];
  return childrenOf(schema, key).flatMap((child) => schemasAt(child, rest));
};

const childrenOf = (schema: Schema, key: string | number): Schema[] => {
  const def = defOf(schema);
  switch (def.type) {
    case 'object': {
      const child = Object.hasOwn(def.shape, key) ? def.shape[key] : def.catchall;
      return child === undefined ? [] : [child];
    }
    case 'array':
      return [def.element];
    case 'record':
      return [def.valueType];
    case 'union':
      return def.options.flatMap((option) => childrenOf(option, key));
    case 'pipe':
      return childrenOf(def.in, key);
    default:
      return 'innerType' in def ? childrenOf(def.innerType, key) : [];
  }
};

/** A field that the schema does not know, and those that it knows beside it. */
export interface UnknownField {
  readonly path: Path;
  readonly known: readonly string[];
}

/** The fields of a value that an object's schema drops without a word, wherever they are in it. */
export const unknownFields = (schema: Schema, value: unknown, path: Path = []): UnknownField[] => {
  const def = defOf(schema);
  switch (def.type) {
    case 'object':
      return fieldsOf(value).flatMap(([key, field]) => {
        const child = Object.hasOwn(def.shape, key) ? def.shape[key] : def.catchall;
        const at = [...path, key];
        return child === undefined
          ? [{ path: at, known: Object.keys(def.shape) }]
          : unknownFields(child, field, at);
      });
    case 'array':
      return (Array.isArray(value) ? value : []).flatMap((item: unknown, index) =>
        unknownFields(def.element, item, [...path, index]),
      );
    case 'union': {
      const options = def.options.map((option) => unknownFields(option, value, path));
      return options.toSorted((a, b) => a.length - b.length)[0] ?? [];
    }
    case 'pipe':
      return unknownFields(def.in, value, path);
    default:
      return 'innerType' in def ? unknownFields(def.innerType, value, path) : [];
  }
};

const fieldsOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

/** Whether the schema names the keys of the object at `path` itself, so that they are not a person's to choose. */
export const hasFixedKeys = (schema: Schema, path: Path): boolean => schemasAt(schema, path).some(isObject);

const isObject = (schema: Schema): boolean => {
  const def = defOf(schema);
  if (def.type === 'union') return def.options.some(isObject);
  if (def.type === 'pipe') return isObject(def.in);
  return def.type === 'object' || ('innerType' in def && isObject(def.innerType));
};

/** Why the schema takes no `value` at `path`; `undefined` where it takes it, or says nothing of that place. */
export const problemAt = (schema: Schema, path: Path, value: unknown): string | undefined => {
  const answers = schemasAt(schema, path).map((one) => z.core.safeParse(one as z.core.$ZodType, value));
  if (answers.some((answer) => answer.success)) return undefined;
  return answers[0]?.error?.issues[0]?.message;
};

/** What people call the field at `path`: `Cases, row 2, Value`. Falls back to the key where there is no label. */
export const fieldLabel = (schema: Schema, path: Path): string =>
  path
    .map((key, index) => {
      if (typeof key === 'number') return `row ${key + 1}`;
      const labels = schemasAt(schema, path.slice(0, index + 1)).map((field) => fieldMeta(field)?.label);
      return labels.find((label) => label !== undefined) ?? inWords(key);
    })
    .join(', ');

/** `timeoutMs` → `Timeout ms`. */
const inWords = (key: string): string => {
  const words = key
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};
