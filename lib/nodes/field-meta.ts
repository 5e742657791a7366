import { z } from 'zod';
import type { FieldMeta } from '#lib/graph/node-spec.ts';

/** The form hints of a field, also where `.optional()` or `.default()` came after `.meta()`. */
export const fieldMeta = (schema: z.core.$ZodType): FieldMeta => {
  const meta = z.globalRegistry.get(schema);
  if (meta !== undefined) return meta;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    return fieldMeta(schema.def.innerType);
  }
  return {};
};

/** The hints of a config's field; none where there is no such field. */
export const metaOf = (config: z.ZodObject, key: string): FieldMeta => {
  const field = config.shape[key];
  return field === undefined ? {} : fieldMeta(field);
};

const currentValue = (config: z.ZodObject, values: Record<string, unknown>, key: string): unknown => {
  const given = values[key];
  if (given !== undefined) return given;
  const field = config.shape[key];
  return field instanceof z.ZodDefault ? field.def.defaultValue : undefined;
};

/** Whether the form shows a field for these values (`showWhen`). What it hides is neither checked nor used. */
export const isVisible = (config: z.ZodObject, values: Record<string, unknown>, key: string): boolean =>
  Object.entries(metaOf(config, key).showWhen ?? {}).every(
    ([other, allowed]) =>
      allowed.includes(currentValue(config, values, other)) && isVisible(config, values, other),
  );
