import { type ReplySchema, referred, replySchema } from './reply-schema.ts';

/** What Vapi would not take in an answer. */
export interface ReplyFault {
  readonly path: readonly (string | number)[];
  /** Names the field: `destination.number must have at least 3 characters`. */
  readonly message: string;
}

/** Whether a value is not known yet, and may become anything: a template, in a preview. */
type IsOpen = (value: unknown) => boolean;

const nothingIsOpen: IsOpen = () => false;

/**
 * Holds the body of an answer against what Vapi takes for events of `eventType`, and gives the first thing that does
 * not fit. `undefined` where all fits, or Vapi publishes no schema. The schema is walked, not compiled: the editor
 * checks as people type, and its pages may not make code from text.
 */
export const checkReply = (
  eventType: string,
  body: unknown,
  isOpen: IsOpen = nothingIsOpen,
): ReplyFault | undefined => {
  const schema = replySchema(eventType);
  return schema === undefined ? undefined : check({ schema, value: body, path: [], isOpen });
};

/** The same for what is spoken with a tool's result. */
export const checkToolMessage = (
  message: Readonly<Record<string, unknown>>,
  isOpen: IsOpen = nothingIsOpen,
): ReplyFault | undefined => {
  const schema = referred('ToolCallResult').properties?.message;
  return schema === undefined ? undefined : check({ schema, value: message, path: ['message'], isOpen });
};

interface Place {
  readonly schema: ReplySchema;
  readonly value: unknown;
  readonly path: readonly (string | number)[];
  readonly isOpen: IsOpen;
}

const check = (place: Place): ReplyFault | undefined => {
  const { schema, value, isOpen } = place;
  if (isOpen(value)) return undefined;
  if (schema.$ref !== undefined) return check({ ...place, schema: referred(schema.$ref) });
  if (schema.anyOf !== undefined) return checkAny(place, schema.anyOf);
  return checkType(place) ?? checkEnum(place) ?? checkText(place) ?? checkNumber(place) ?? checkParts(place);
};

const fault = ({ path }: Pick<Place, 'path'>, what: string): ReplyFault => ({
  path,
  message: `${nameOf(path)} ${what}`,
});

const nameOf = (path: readonly (string | number)[]): string =>
  path.length === 0
    ? 'The answer'
    : path
        .map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`))
        .join('');

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const KINDS: Readonly<Record<string, readonly [fits: (value: unknown) => boolean, name: string]>> = {
  string: [(value) => typeof value === 'string', 'a text'],
  number: [(value) => typeof value === 'number' && Number.isFinite(value), 'a number'],
  boolean: [(value) => typeof value === 'boolean', 'true or false'],
  array: [Array.isArray, 'a list'],
  object: [isRecord, 'an object'],
};

const checkType = (place: Place): ReplyFault | undefined => {
  const [fits, name] = KINDS[place.schema.type ?? ''] ?? [];
  if (fits === undefined || fits(place.value)) return undefined;
  return fault(place, `must be ${name}, but it is ${described(place.value)}`);
};

const described = (value: unknown): string => {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (isRecord(value)) return 'an object';
  if (typeof value === 'string') return value === '' ? 'an empty text' : `the text ${excerpt(value)}`;
  return String(value);
};

const excerpt = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);

const checkEnum = (place: Place): ReplyFault | undefined => {
  const { schema, value } = place;
  if (schema.enum === undefined || schema.enum.includes(value)) return undefined;
  return fault(place, `must be ${oneOf(schema.enum)}, but it is ${described(value)}`);
};

const SHOWN = 12;

const oneOf = (values: readonly unknown[]): string => {
  const names = values.slice(0, SHOWN).map((value) => JSON.stringify(value));
  if (values.length > SHOWN) return `one of ${names.join(', ')} …`;
  return names.length === 1 ? `${names[0]}` : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
};

const checkText = (place: Place): ReplyFault | undefined => {
  const { schema, value, isOpen } = place;
  if (typeof value !== 'string' || isOpen(value)) return undefined;
  if (value.length < (schema.minLength ?? 0)) {
    return fault(place, `must have at least ${count(schema.minLength ?? 0, 'character')}`);
  }
  return value.length > (schema.maxLength ?? Number.POSITIVE_INFINITY)
    ? fault(place, `must have at most ${schema.maxLength} characters, but it has ${value.length}`)
    : undefined;
};

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

const checkNumber = (place: Place): ReplyFault | undefined => {
  const { schema, value } = place;
  if (typeof value !== 'number') return undefined;
  if (value < (schema.minimum ?? Number.NEGATIVE_INFINITY)) {
    return fault(place, `must be at least ${schema.minimum}, but it is ${value}`);
  }
  return value > (schema.maximum ?? Number.POSITIVE_INFINITY)
    ? fault(place, `must be at most ${schema.maximum}, but it is ${value}`)
    : undefined;
};

const checkParts = (place: Place): ReplyFault | undefined => {
  const { schema, value, path } = place;
  if (Array.isArray(value)) {
    const { items } = schema;
    return items === undefined
      ? undefined
      : first(value.entries(), ([index, item]) =>
          check({ ...place, schema: items, value: item, path: [...path, index] }),
        );
  }
  if (!isRecord(value)) return undefined;
  const missing = schema.required?.find((key) => value[key] === undefined);
  if (missing !== undefined) return fault({ path: [...path, missing] }, 'is missing');
  const { requiredAny } = schema;
  if (requiredAny?.every((key) => value[key] === undefined)) {
    return fault(place, `must have ${requiredAny.join(' or ')}`);
  }
  return first(Object.entries(schema.properties ?? {}), ([key, property]) =>
    Object.hasOwn(value, key) && value[key] !== undefined
      ? check({ ...place, schema: property, value: value[key], path: [...path, key] })
      : undefined,
  );
};

/** The first that is found wrong. */
const first = <Part>(
  parts: Iterable<Part>,
  find: (part: Part) => ReplyFault | undefined,
): ReplyFault | undefined => {
  for (const part of parts) {
    const found = find(part);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** Of several shapes, what is wrong is said of the one that was meant: by its `type`, else the one that got furthest. */
const checkAny = (place: Place, branches: readonly ReplySchema[]): ReplyFault | undefined => {
  const schemas = branches.map(resolved);
  const faults: ReplyFault[] = [];
  for (const schema of schemas) {
    const found = check({ ...place, schema });
    if (found === undefined) return undefined;
    faults.push(found);
  }
  const { value, path } = place;
  if (isRecord(value)) {
    const meant = schemas.findIndex((schema) => schema.properties?.type?.enum?.includes(value.type));
    if (meant !== -1) return faults[meant];
    const types = schemas.flatMap((schema) => schema.properties?.type?.enum ?? []);
    if (types.length > 1 && types.length >= schemas.filter(({ type }) => type === 'object').length) {
      const what = value.type === undefined ? 'is missing: it' : '';
      return fault({ path: [...path, 'type'] }, `${what} must be ${oneOf(types)}`.trim());
    }
  }
  const kinds = new Set(schemas.map(({ type }) => KINDS[type ?? '']?.[1] ?? ''));
  if (faults.every((found) => found.path.length === path.length) && kinds.size > 1) {
    return fault(place, `must be ${[...kinds].join(' or ')}, but it is ${described(value)}`);
  }
  return faults.reduce((best, found) => (found.path.length > best.path.length ? found : best));
};

const resolved = (schema: ReplySchema): ReplySchema =>
  schema.$ref === undefined ? schema : resolved(referred(schema.$ref));
