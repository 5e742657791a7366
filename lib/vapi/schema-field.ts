import { anything, type EventField, flag, free, list, number, object, text } from './event-field.ts';
import { isObject } from './message.ts';

const MAX_DEPTH = 8;

/**
 * What a JSON Schema (a tool's parameters) says of a value, in the form in which the fields of events are described:
 * types, descriptions, allowed values, nested objects and lists. What it says otherwise is `anything`.
 */
export const schemaField = (schema: unknown, depth = 0): EventField => {
  if (!isObject(schema) || depth > MAX_DEPTH) return anything();
  const about = typeof schema.description === 'string' ? schema.description.trim() : '';
  switch (typeIn(schema)) {
    case 'string':
      return text(about, textsIn(schema.enum));
    case 'number':
    case 'integer':
      return number(about);
    case 'boolean':
      return flag(about);
    case 'array':
      return list(about, schemaField(schema.items, depth + 1));
    case 'object':
      return objectField(schema, about, depth);
    default:
      return anything(about);
  }
};

const objectField = (schema: Record<string, unknown>, about: string, depth: number): EventField => {
  if (!isObject(schema.properties) || Object.keys(schema.properties).length === 0) return free(about);
  const required: readonly unknown[] = Array.isArray(schema.required) ? schema.required : [];
  return object(
    about,
    Object.fromEntries(
      Object.entries(schema.properties).map(([name, property]) => [
        name,
        { ...schemaField(property, depth + 1), isRequired: required.includes(name) },
      ]),
    ),
  );
};

const typeIn = (schema: Record<string, unknown>): unknown => {
  const types = (Array.isArray(schema.type) ? schema.type : [schema.type]).filter((type) => type !== 'null');
  if (types.length === 1 && types[0] !== undefined) return types[0];
  if (textsIn(schema.enum) !== undefined) return 'string';
  return isObject(schema.properties) ? 'object' : undefined;
};

const textsIn = (values: unknown): string[] | undefined =>
  Array.isArray(values) && values.length > 0 && values.every((value) => typeof value === 'string')
    ? values
    : undefined;
