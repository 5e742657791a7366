import type { z } from 'zod';
import { fieldMeta as declaredMeta, fieldOf, isVisible } from '#lib/graph/config-schema.ts';
import type { FieldMeta } from '#lib/graph/node-spec.ts';

/** The form hints of a field; none where it has none. */
export const fieldMeta = (schema: z.core.$ZodType): FieldMeta => declaredMeta(schema) ?? {};

/** The hints of a config's field; none where there is no such field. */
export const metaOf = (config: z.ZodObject, key: string): FieldMeta => {
  const field = fieldOf(config, key);
  return field === undefined ? {} : (declaredMeta(field) ?? {});
};

export { isVisible };
