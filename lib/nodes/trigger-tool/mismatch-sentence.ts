import type { ErrorObject } from 'ajv';
import { kindOf } from '../kind-of.ts';

const SHOWN = 5;

/** What the assistant is told when arguments do not fit: what is missing, what is wrong, what to do about it. */
export const mismatchSentence = (schema: unknown, given: unknown, errors: readonly ErrorObject[]): string => {
  const telling = errors.filter(isTelling);
  const missing = unique(telling.flatMap((error) => missingOf(schema, error)));
  const wrong = unique(telling.flatMap((error) => wrongOf(given, error)));
  const sentences = [
    ...(missing.length === 0 ? [] : [`Missing: ${shortened(missing, ', ')}.`]),
    ...(wrong.length === 0 ? [] : [shortened(wrong, ' ')]),
  ];
  return `${sentences.join(' ')} ${adviceFor(missing.length, wrong.length)}`;
};

/** What failed inside of a choice says little: that none of the choices fits says it. */
const isTelling = ({ schemaPath, keyword }: ErrorObject): boolean =>
  !/\/(anyOf|oneOf|not|if|contains|propertyNames)\//.test(schemaPath) && keyword !== 'if';

const adviceFor = (missing: number, wrong: number): string => {
  if (wrong === 0) {
    return `Ask the caller for ${missing === 1 ? 'it' : 'them'} and call the tool again.`;
  }
  return 'Correct this, ask the caller where you have to, and call the tool again.';
};

const shortened = (parts: readonly string[], separator: string): string => {
  const rest = parts.length - SHOWN;
  const shown = parts.slice(0, SHOWN).join(separator);
  return rest > 0 ? `${shown}${separator}and ${rest} more` : shown;
};

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** `order_number (text, the number on the receipt)` */
const missingOf = (schema: unknown, { keyword, instancePath, params }: ErrorObject): string[] => {
  if (keyword !== 'required' || typeof params.missingProperty !== 'string') return [];
  const keys = [...keysOf(instancePath), params.missingProperty];
  const property = schemaAt(schema, keys);
  const about = [typeName(property?.type), descriptionOf(property?.description)].filter(Boolean).join(', ');
  return [about === '' ? nameOf(keys) : `${nameOf(keys)} (${about})`];
};

const descriptionOf = (description: unknown): string =>
  typeof description === 'string'
    ? description
        .trim()
        .replace(/[.!]+$/, '')
        .slice(0, 200)
    : '';

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: 'true or false',
  array: 'list',
  object: 'object',
  null: 'nothing',
};

const typeName = (type: unknown): string =>
  (Array.isArray(type) ? type : [type])
    .map((each) => (typeof each === 'string' ? (TYPE_NAMES[each] ?? each) : ''))
    .filter(Boolean)
    .join(' or ');

/** `people must be a whole number, not the text "four".` */
const wrongOf = (given: unknown, error: ErrorObject): string[] => {
  const { keyword, instancePath, message = 'does not fit' } = error;
  if (keyword === 'required') return [];
  const keys = keysOf(instancePath);
  const name = keys.length === 0 ? 'The arguments' : nameOf(keys);
  if (keyword === 'additionalProperties') {
    return [`There is no parameter ${nameOf([...keys, String(error.params.additionalProperty)])}.`];
  }
  const value = kindOf(valueAt(given, keys));
  if (keyword === 'uniqueItems') return [`${name} must not have the same entry twice.`];
  const rule = ruleOf(error);
  if (rule === undefined) return [`${name} ${message}, but is ${value}.`];
  return [`${name} must ${rule}, not ${value}.`];
};

/** What a value must do to fit, as it follows on "must"; undefined where Ajv's own words will do. */
const ruleOf = ({ keyword, params }: ErrorObject): string | undefined => {
  switch (keyword) {
    case 'type':
      return `be ${withArticle(typeName(params.type))}`;
    case 'enum':
      return `be one of ${allowedOf(params.allowedValues)}`;
    case 'const':
      return `be ${JSON.stringify(params.allowedValue)}`;
    case 'pattern':
      return `match the pattern ${params.pattern}`;
    case 'minimum':
      return `be at least ${params.limit}`;
    case 'maximum':
      return `be at most ${params.limit}`;
    case 'exclusiveMinimum':
      return `be more than ${params.limit}`;
    case 'exclusiveMaximum':
      return `be less than ${params.limit}`;
    case 'minLength':
      return `have at least ${params.limit} ${params.limit === 1 ? 'character' : 'characters'}`;
    case 'maxLength':
      return `have at most ${params.limit} ${params.limit === 1 ? 'character' : 'characters'}`;
    case 'anyOf':
    case 'oneOf':
    case 'not':
      return 'be something that the tool takes';
    default:
      return undefined;
  }
};

const withArticle = (type: string): string => {
  if (/^(text|nothing|true)/.test(type)) return type;
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
};

const allowedOf = (values: unknown): string =>
  (Array.isArray(values) ? values : [])
    .map((value) => JSON.stringify(value))
    .join(', ')
    .slice(0, 500);

/** The keys of a JSON pointer. */
const keysOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));

const nameOf = (keys: readonly string[]): string => keys.join('.').slice(0, 200);

const schemaAt = (root: unknown, keys: readonly string[]): Readonly<Record<string, unknown>> | undefined => {
  let schema = root;
  for (const key of keys) {
    const properties = isRecord(schema) ? schema.properties : undefined;
    const items = isRecord(schema) ? schema.items : undefined;
    schema = isRecord(properties) && Object.hasOwn(properties, key) ? properties[key] : items;
  }
  return isRecord(schema) ? schema : undefined;
};

const valueAt = (value: unknown, keys: readonly string[]): unknown =>
  keys.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? Reflect.get(inner, key)
        : undefined,
    value,
  );

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
