import { z } from 'zod';

const closed = z.object({
  properties: z.record(z.string(), z.unknown()),
  additionalProperties: z.literal(false).optional(),
});

/** Keywords by which a schema takes arguments that are not among its own properties. */
const OPEN_BY = ['$ref', 'allOf', 'anyOf', 'oneOf', 'if', 'patternProperties', 'dependentSchemas'];

/** The arguments that the JSON Schema of a tool's parameters names; `undefined` where it names none, or leaves others open. */
export const declaredArguments = (parameters: unknown): readonly string[] | undefined => {
  const read = closed.safeParse(parameters);
  if (!read.success || OPEN_BY.some((keyword) => Object.hasOwn(Object(parameters), keyword)))
    return undefined;
  const names = Object.keys(read.data.properties);
  return names.length === 0 ? undefined : names;
};
