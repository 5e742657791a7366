import { z } from 'zod';

export type Json = Readonly<Record<string, unknown>>;

const object = z.record(z.string(), z.unknown());

/** An object of Vapi's as it is, or an empty one where something else stands there. */
export const objectOf = (value: unknown): Json => {
  const parsed = object.safeParse(value);
  return parsed.success ? parsed.data : {};
};

/** The texts of a list; undefined where there is no list. */
export const textsOf = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** The same JSON whatever the order of the keys; for comparing. */
export const stableJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? 'null';
