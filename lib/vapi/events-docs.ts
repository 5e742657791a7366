import { callFields, commonFields } from './call-fields.ts';
import type { EventField, EventFields } from './event-field.ts';
import { ownEventFields } from './event-fields.ts';
import { type EventInfo, eventCatalogue, sentLabel } from './events.ts';

const INTRO = `# Events

<!-- Made by scripts/docs-events.ts from lib/vapi/events.ts and lib/vapi/event-fields.ts. Change those and run it again. -->

Everything that Vapi posts to a server URL: when it comes, what it carries, what it takes for an answer. A flow reads an
event as \`event\`, its call as \`call\`, see [templates.md](templates.md). **Bold** fields are always there, all others may
be missing; Vapi sends more than is listed, and all of it can be used. An event of a type that is not listed is taken as
well: enter its type in the trigger. Simulation events come without the \`message\` around them and read the same.

Events that are **on by default** come unless the assistant has a list of \`serverMessages\` without them. Those to
**switch on in serverMessages** come only if that list has them: it replaces the default, so list those that you still want.
`;

/** docs/events.md, made from the catalogue and the fields. */
export const eventsDocs = (): string => {
  const waiting = eventCatalogue.filter(({ wantsReply }) => wantsReply);
  const telling = eventCatalogue.filter(({ wantsReply }) => !wantsReply);
  return `${[
    INTRO,
    ...section('Vapi waits for your answer', waiting),
    ...section('Vapi tells you', telling),
    '## What all events may carry\n',
    fieldTable(commonFields, [callFields]),
    '\n### The call\n',
    'A snapshot of when the call was made, the same in `call` and `event.call`.\n',
    fieldTable(callFields, []),
  ]
    .join('\n')
    .trimEnd()}\n`;
};

const section = (title: string, events: readonly EventInfo[]): string[] => [
  `## ${title}\n`,
  ...events.flatMap(eventSection),
];

const eventSection = (info: EventInfo): string[] => {
  const own = ownEventFields(info.type);
  return [
    `### ${info.label}\n`,
    `\`${info.type}\` · ${[sentLabel(info), info.sentWhen].filter(Boolean).join(' ')}\n`,
    `${info.description}\n`,
    ...(info.wantsReply
      ? [`- **Answer:** ${info.answer}`, `- **Vapi waits** ${info.vapiWaits.long}.\n`]
      : []),
    Object.keys(own).length === 0 ? 'It has no fields of its own.' : fieldTable(own, inCommon),
    '',
  ];
};

const isThere = (fields: EventFields | undefined): fields is EventFields => fields !== undefined;

const insideOf = (field: EventField): EventFields | undefined =>
  field.type === 'list' ? field.entry?.fields : field.fields;

/** What the last section describes, so that the others need not. */
const inCommon: readonly EventFields[] = Object.values(commonFields).flatMap((field) => {
  const fields = insideOf(field);
  return fields === undefined ? [] : [fields, ...Object.values(fields).map(insideOf).filter(isThere)];
});

/** Each kind of object is written out once: `known` are those that another table has. */
const fieldTable = (fields: EventFields, known: readonly EventFields[]): string =>
  ['| Field | Type | |', '|---|---|---|', ...rowsOf(fields, '', 0, new Set(known))].join('\n');

/** Deeper fields are for completion; a table of them is not read. */
const MAX_DEPTH = 1;

const rowsOf = (fields: EventFields, before: string, depth: number, known: Set<EventFields>): string[] =>
  Object.entries(fields).flatMap(([name, field]) => {
    const path = `${before}${name}`;
    const shown = field.isRequired && depth === 0 ? `**\`${path}\`**` : `\`${path}\``;
    const row = `| ${[shown, typeName(field), aboutOf(field)].map(cell).join(' | ')} |`;
    const inner = insideOf(field);
    if (inner === undefined || known.has(inner) || depth >= MAX_DEPTH) return [row];
    known.add(inner);
    return [row, ...rowsOf(inner, `${path}${field.type === 'list' ? '[]' : ''}.`, depth + 1, known)];
  });

const typeName = (field: EventField): string =>
  field.type === 'boolean'
    ? 'true or false'
    : field.type === 'list' && field.entry !== undefined
      ? `list of ${field.entry.type === 'anything' ? 'anything' : `${field.entry.type}s`}`
      : field.type;

const aboutOf = ({ description, values }: EventField): string =>
  [description, ...(values === undefined ? [] : [values.map((value) => `\`${value}\``).join(', ')])]
    .filter(Boolean)
    .join(': ');

const cell = (text: string): string => text.replaceAll('|', '\\|');
