import { toText } from '#lib/template/text.ts';

/** A rendered row of a key-values field. */
export interface NameValue {
  readonly name: unknown;
  readonly value: unknown;
}

/** Rendered rows as pairs of texts; rows without a name are left out. */
export const textPairs = (rows: readonly NameValue[]): [string, string][] =>
  rows
    .map(({ name, value }): [string, string] => [toText(name).trim(), toText(value)])
    .filter(([name]) => name !== '');

/** Rendered rows as an object whose values keep their types; of a name given twice the last counts. */
export const typedFields = (rows: readonly NameValue[]): Record<string, unknown> =>
  Object.fromEntries(
    rows.map(({ name, value }) => [toText(name).trim(), value ?? null]).filter(([name]) => name !== ''),
  );
