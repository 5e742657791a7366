import { isRecord } from '../document/edits.ts';

/** One parameter of a tool, as a row of the form. */
export interface ParameterRow {
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly isRequired: boolean;
}

export const PARAMETER_TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object'] as const;

/** The parameters of a JSON Schema. `undefined` where it has a form that rows cannot show without losing something. */
export const readRows = (schema: unknown): readonly ParameterRow[] | undefined => {
  if (schema === undefined) return [];
  if (!isRecord(schema)) return undefined;
  const { properties = {}, required = [] } = schema;
  if (!isRecord(properties) || !Array.isArray(required)) return undefined;
  const entries = Object.entries(properties);
  const rows = entries.flatMap(([name, property]) =>
    isRecord(property) ? [{ name, schema: property, isRequired: required.includes(name) }] : [],
  );
  return rows.length === entries.length ? rows : undefined;
};

/** The schema with these parameters; everything else in it stays. */
export const writeRows = (schema: unknown, rows: readonly ParameterRow[]): Record<string, unknown> => {
  const before = isRecord(schema) ? schema : { type: 'object' };
  const names = new Set(rows.map((row) => row.name));
  const known = readRows(schema) ?? [];
  const wasRow = new Set(known.map((row) => row.name));
  const required = Array.isArray(before.required) ? before.required : [];
  // A required name without a parameter is a mistake that the checks show; it is not the form's to remove.
  const strays = required.filter((name) => !(wasRow.has(name) || names.has(name)));
  return {
    ...before,
    properties: Object.fromEntries(rows.map((row) => [row.name, row.schema])),
    required: [...rows.filter((row) => row.isRequired).map((row) => row.name), ...strays],
  };
};

/** A name that no parameter has yet. */
export const freeParameterName = (rows: readonly ParameterRow[]): string => {
  const taken = new Set(rows.map((row) => row.name));
  let number = rows.length + 1;
  while (taken.has(`parameter_${number}`)) number += 1;
  return `parameter_${number}`;
};
