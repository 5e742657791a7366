import { callFields } from './call-fields.ts';
import type { EventField, EventFields } from './event-field.ts';
import { eventFields } from './event-fields.ts';
import { schemaField } from './schema-field.ts';

/** How strict the types are. `exact` knows no other fields and values than the described ones: for tests. */
type Strictness = 'open' | 'exact';

/** The TypeScript type of an event, as text: `{ type: "hang"; call?: { … }; … }`. */
export const eventType = (type: string, strictness: Strictness = 'open'): string =>
  objectType(eventFields(type), strictness, '');

/**
 * TypeScript declarations of `event` and `call` for a step that these types of events lead to; of any event where
 * there are none. `more` are types of what else was seen in them.
 */
export const eventDeclarations = (
  types: readonly string[],
  more: { readonly event?: string; readonly call?: string } = {},
): string => {
  const events = types.length === 0 ? [anyEvent()] : types.map((type) => eventType(type));
  const event = more.event === undefined ? events.join(' | ') : `(${events.join(' | ')}) & ${more.event}`;
  const call = objectType(callFields, 'open', '');
  return [
    `/** The message that Vapi posted. */\ndeclare const event: ${event};`,
    `/** The call of the event; empty where it has none. */\ndeclare const call: Partial<${more.call === undefined ? call : `${call} & ${more.call}`}>;`,
  ].join('\n');
};

/**
 * A TypeScript declaration of `tool` for a step that these tools lead to, with the arguments that the JSON Schema of
 * their parameters allows. Null stands for a tool whose parameters are not known: its arguments are `unknown`, a type.
 */
export const toolDeclaration = (parameters: readonly unknown[], unknown = 'any'): string => {
  const given = (parameters.length === 0 ? [null] : parameters).map((schema) => {
    const type = typeOf(schemaField(schema), 'open', '  ');
    return type === 'any' || type === 'Record<string, any>' ? unknown : type;
  });
  return [
    '/** The tool call that started this flow. */',
    `declare const tool: {\n  id: string;\n  name: string;\n  arguments: ${given.join(' | ')};\n};`,
  ].join('\n');
};

const anyEvent = (): string => {
  const { type: _type, ...common } = eventFields('');
  return objectType({ type: { type: 'text', description: '', isRequired: true }, ...common }, 'open', '');
};

const typeOf = (field: EventField, strictness: Strictness, indent: string): string => {
  switch (field.type) {
    case 'text':
      return textType(field.values, strictness);
    case 'number':
    case 'boolean':
      return field.type;
    case 'list':
      return `Array<${field.entry === undefined ? 'any' : typeOf(field.entry, strictness, indent)}>`;
    case 'object':
      return field.fields === undefined
        ? 'Record<string, any>'
        : objectType(field.fields, strictness, indent);
    case 'anything':
      return 'any';
  }
};

/** `(string & {})` takes every text and still completes the known ones. */
const textType = (values: readonly string[] | undefined, strictness: Strictness): string => {
  if (values === undefined) return 'string';
  const known = values.map((value) => JSON.stringify(value)).join(' | ');
  return strictness === 'exact' || values.length === 1 ? known : `${known} | (string & {})`;
};

const objectType = (fields: EventFields, strictness: Strictness, indent: string): string => {
  const inner = `${indent}  `;
  const lines = Object.entries(fields).flatMap(([name, field]) => [
    ...(field.description === '' ? [] : [`${inner}/** ${commentOf(field.description)} */`]),
    `${inner}${keyOf(name)}${field.isRequired ? '' : '?'}: ${typeOf(field, strictness, inner)};`,
  ]);
  if (strictness === 'open') lines.push(`${inner}[more: string]: any;`);
  return `{\n${lines.join('\n')}\n${indent}}`;
};

const keyOf = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

/** A description must not end the comment that it stands in. */
const commentOf = (text: string): string => text.replaceAll('*/', '* /').replaceAll(/\s+/g, ' ');
