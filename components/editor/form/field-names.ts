import type { EventField, EventFields } from '#lib/vapi/event-field.ts';
import { schemaField } from '#lib/vapi/schema-field.ts';
import type { ScopeName } from './scope-names.ts';

const known = new WeakMap<EventFields, readonly ScopeName[]>();

/** Fields of an event as names to complete, as deep as they are known. */
export const fieldNames = (fields: EventFields): readonly ScopeName[] => {
  const before = known.get(fields);
  if (before !== undefined) return before;
  const names = Object.entries(fields).map(([name, field]) => fieldName(name, field));
  known.set(fields, names);
  return names;
};

/** What a JSON Schema of parameters says of its properties, as names. */
export const argumentNames = (parameters: unknown): readonly ScopeName[] =>
  fieldNames(schemaField(parameters).fields ?? {});

const fieldName = (name: string, field: EventField): ScopeName => {
  const info = infoOf(field);
  return {
    name,
    detail: typeName(field),
    ...(info === '' ? {} : { info }),
    ...(field.fields === undefined ? {} : { members: fieldNames(field.fields) }),
    ...(field.type === 'list' ? listMembers(field.entry) : {}),
  };
};

/** What Liquid has on lists, and what each entry of it has: code gets at those by their number. */
const listMembers = (entry: EventField | undefined): Pick<ScopeName, 'members' | 'entry'> => {
  const inside = entry?.fields === undefined ? {} : { members: fieldNames(entry.fields) };
  const detail = entry === undefined ? '' : typeName(entry);
  return {
    entry: inside.members ?? [],
    members: [
      { name: 'first', detail, info: 'The first entry', ...inside, isLiquid: true },
      { name: 'last', detail, info: 'The last entry', ...inside, isLiquid: true },
      { name: 'size', detail: 'number', info: 'How many entries there are', isLiquid: true },
    ],
  };
};

const typeName = (field: EventField): string => {
  if (field.type === 'boolean') return 'true or false';
  if (field.type !== 'list') return field.type;
  return field.entry === undefined || field.entry.type === 'anything'
    ? 'list'
    : `list of ${field.entry.type}s`;
};

const infoOf = ({ description, values, isRequired }: EventField): string =>
  [
    description,
    ...(values === undefined || values.length < 2 ? [] : [values.join(', ')]),
    ...(isRequired ? ['Always there.'] : []),
  ]
    .filter(Boolean)
    .map((sentence) => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`))
    .join(' ');
