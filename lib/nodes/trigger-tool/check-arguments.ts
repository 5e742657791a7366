import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { ToolCall } from '#lib/vapi/tool-calls.ts';
import { type LinearPattern, linearPattern } from './linear-pattern.ts';
import { mismatchSentence } from './mismatch-sentence.ts';
import { type PlainSchema, readParameterSchema } from './parameter-schema.ts';

/** Says what is wrong with the arguments of a call, as a sentence for the assistant; nothing where they fit. */
export type ArgumentCheck = (call: ToolCall) => string | undefined;

/** Values, and characters of all texts, that one call may hand over. A model cannot write more in one call. */
const MAX_VALUES = 10_000;
const MAX_TEXT = 200_000;

/**
 * A check of the arguments against a tool's parameters, compiled once. `undefined` where the parameters are a
 * schema that cannot be checked; publishing says so of them.
 */
export const argumentCheck = (parameters: unknown): ArgumentCheck | undefined => {
  const { schema, issues } = readParameterSchema(parameters);
  if (issues.length > 0) return undefined;
  const validate = compile(schema);
  return (call) => {
    if (call.argumentsError !== undefined) {
      return `The arguments cannot be read: ${call.argumentsError}. Write them anew and call the tool again.`;
    }
    if (!isSmall(call.arguments)) return 'The arguments are too large. Call the tool again with less.';
    const given = withoutNulls(call.arguments, schema);
    return validate(given) ? undefined : mismatchSentence(schema, given, errorsOf(validate));
  };
};

const errorsOf = (validate: ValidateFunction): readonly ErrorObject[] => validate.errors ?? [];

const compile = (schema: PlainSchema): ValidateFunction => {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    validateFormats: false,
    validateSchema: false, // readParameterSchema made it
    addUsedSchema: false,
    logger: false,
    code: { regExp: patternEngine },
  });
  // Ajv compares every entry with every other; this looks each one up.
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({ keyword: 'uniqueItems', type: 'array', schemaType: 'boolean', validate: hasNoDoubles });
  return ajv.compile(schema);
};

/** The engine that Ajv matches with instead of RegExp. */
const patternEngine = Object.assign(
  (source: string): { test: (text: string) => boolean; toString: () => string } => {
    const pattern: LinearPattern = linearPattern(source);
    if (!pattern.ok) throw new Error(`a pattern that was read before ${pattern.reason}`);
    return { test: pattern.test, toString: () => source };
  },
  { code: 'new RegExp' }, // only for schemas that are written out as modules
);

const hasNoDoubles = (isAsked: boolean, entries: readonly unknown[]): boolean =>
  !isAsked || new Set(entries.map(canonical)).size === entries.length;

/** Equal texts for equal values, whatever the order of their fields. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );

/**
 * Models write null for what they were not told. Where the parameter does not take it, it counts as not given: a
 * required one is then missing, and an optional one is fine.
 */
const withoutNulls = (given: unknown, schema: PlainSchema): unknown => {
  const properties = isRecord(schema) && isRecord(schema.properties) ? schema.properties : {};
  if (!isRecord(given) || !Object.values(given).includes(null)) return given;
  return Object.fromEntries(
    Object.entries(given).filter(([name, value]) => {
      const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
      return value !== null || !isRecord(property) || !isTyped(property) || takesNull(property);
    }),
  );
};

const isTyped = (schema: Readonly<Record<string, unknown>>): boolean => schema.type !== undefined;

const takesNull = ({ type }: Readonly<Record<string, unknown>>): boolean =>
  Array.isArray(type) ? type.includes('null') : type === 'null';

const isSmall = (value: unknown): boolean => {
  let values = 0;
  let text = 0;
  const open = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    values += 1;
    if (typeof next === 'string') text += next.length;
    if (values > MAX_VALUES || text > MAX_TEXT) return false;
    if (typeof next !== 'object' || next === null) continue;
    const keys = Object.keys(next);
    if (keys.length > MAX_VALUES) return false;
    if (!Array.isArray(next)) text += keys.reduce((sum, key) => sum + key.length, 0);
    open.push(...Object.values(next));
  }
  return true;
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
