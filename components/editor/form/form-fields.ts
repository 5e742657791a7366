import { z } from 'zod';
import type { FieldMeta } from '#lib/graph/node-spec.ts';
import { fieldMeta } from '#lib/nodes/field-meta.ts';

export type FieldControl = NonNullable<FieldMeta['control']>;

/** One field of a form, read from a zod schema and its `.meta()`. */
export interface FormField {
  readonly key: string;
  readonly label: string;
  readonly control: FieldControl;
  /** The form does not take nothing for an answer. */
  readonly isRequired: boolean;
  readonly meta: FieldMeta;
  /** Values and labels, for `select`. */
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** What an absent value stands for. */
  readonly defaultValue: unknown;
  /** The schema takes a text, also where the control is `json`. */
  readonly isText: boolean;
  /** The fields of one row, where the value is a list of objects. */
  readonly row: readonly FormField[];
}

const cache = new WeakMap<z.ZodObject, readonly FormField[]>();

/** The fields of an object schema, in its order. */
export const formFields = (schema: z.ZodObject): readonly FormField[] => {
  const known = cache.get(schema);
  if (known !== undefined) return known;
  const fields = Object.entries(schema.shape).map(([key, field]) => formField(key, field));
  cache.set(schema, fields);
  return fields;
};

const formField = (key: string, schema: z.core.$ZodType): FormField => {
  const { inner, isOptional, defaultValue } = unwrap(schema);
  const meta = fieldMeta(schema);
  return {
    key,
    label: meta.label ?? labelFor(key),
    control: meta.control ?? controlFor(inner),
    isRequired: !isOptional,
    meta,
    options: optionsOf(inner, meta),
    defaultValue,
    isText: inner instanceof z.ZodString,
    row: inner instanceof z.ZodArray && inner.element instanceof z.ZodObject ? formFields(inner.element) : [],
  };
};

interface Unwrapped {
  readonly inner: z.core.$ZodType;
  readonly isOptional: boolean;
  readonly defaultValue: unknown;
}

const unwrap = (schema: z.core.$ZodType): Unwrapped => {
  if (schema instanceof z.ZodDefault) {
    return { ...unwrap(schema.def.innerType), isOptional: true, defaultValue: schema.def.defaultValue };
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return { ...unwrap(schema.def.innerType), isOptional: true };
  }
  return { inner: schema, isOptional: false, defaultValue: undefined };
};

const controlFor = (schema: z.core.$ZodType): FieldControl => {
  if (schema instanceof z.ZodString) return 'text';
  if (schema instanceof z.ZodNumber) return 'number';
  if (schema instanceof z.ZodBoolean) return 'switch';
  if (schema instanceof z.ZodEnum) return 'select';
  return 'json';
};

const optionsOf = (schema: z.core.$ZodType, meta: FieldMeta): FormField['options'] => {
  const values = schema instanceof z.ZodEnum ? schema.options.map(String) : Object.keys(meta.options ?? {});
  return values.map((value) => ({ value, label: meta.options?.[value] ?? value }));
};

/** `contentType` → `Content type`: for a field whose author gave it no label. */
const labelFor = (key: string): string => {
  const words = key
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};
