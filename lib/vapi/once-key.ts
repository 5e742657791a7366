import { hash } from 'node:crypto';
import { isObject, type VapiMessage } from './message.ts';
import { type ToolCall, toolCallsOf } from './tool-calls.ts';

type Fields = Readonly<Record<string, unknown>>;
/** What tells an event from others of its type; `undefined` where the message does not say. */
type Identity = (message: VapiMessage) => readonly (string | undefined)[];

/**
 * What a repeated delivery of a message has in common with the first: ids and times that Vapi gave it, never the body,
 * in which Vapi signs its recording links anew for each delivery. `undefined` where nothing identifies the message: it
 * then counts as new each time it comes.
 */
export const onceKey = (message: VapiMessage): string | undefined => {
  const identity = IDENTITIES[message.type] ?? ofMoment();
  const parts = identity(message);
  if (parts.some((part) => part === undefined || part === '')) return undefined;
  return keyOf([message.type, ...parts]);
};

/**
 * The same for one tool call: its id, within its thread. `undefined` where it has no id. Name and arguments belong to
 * it, since some models, and whoever tries things by hand, give the same id to different calls.
 */
export const toolCallOnceKey = (thread: string | undefined, call: ToolCall): string | undefined =>
  call.id === '' ? undefined : keyOf(['tool', thread ?? '', ...nameOfCall(call)]);

const nameOfCall = (call: ToolCall): readonly string[] => [
  call.id,
  call.name,
  call.argumentsError ?? canonical(call.arguments),
];

/** Equal texts for equal values, whatever the order of their fields. Nesting was limited when it was read. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  const fields = Object.keys(value).sort();
  return `{${fields.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
};

/** A hash: keys are stored as they are, and what was said or handed over may hold the value of a secret. */
const keyOf = (parts: readonly (string | undefined)[]): string =>
  hash('sha256', JSON.stringify(parts), 'base64url');

/** Once in a call: its id is enough, whenever the message was sent. `details` tell calls with made-up ids apart. */
const ofCall =
  (...details: readonly ((fields: Fields) => unknown)[]): Identity =>
  ({ callId, fields }) => [callId, ...details.map((detail) => detailOf(detail(fields)))];

/** Any number of times in a call: its time tells them apart, and `details` where two may share a millisecond. */
const ofMoment =
  (...details: readonly ((fields: Fields) => unknown)[]): Identity =>
  ({ callId, fields }) => [
    threadOf({ callId, fields }),
    textOf(fields.timestamp),
    ...details.map((detail) => detailOf(detail(fields))),
  ];

const field =
  (...path: readonly string[]) =>
  (fields: Fields): unknown =>
    path.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), fields);

const lengthOf =
  (name: string) =>
  (fields: Fields): unknown =>
    Array.isArray(fields[name]) ? fields[name].length : undefined;

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? `${value}` : undefined;

const idOf = (value: unknown): string | undefined => (isObject(value) ? textOf(value.id) : undefined);

/** A detail may be missing without making the message nameless. */
const detailOf = (value: unknown): string => JSON.stringify(value) ?? '-';

/** The call, chat or session that a message belongs to: whose caller it is about. */
export const threadOf = ({ callId, fields }: Pick<VapiMessage, 'callId' | 'fields'>): string | undefined =>
  callId ?? idOf(fields.chat) ?? idOf(fields.session);

const ofTools: Identity = ({ callId, fields }) => {
  const calls = toolCallsOf(fields);
  if (calls.length === 0) return [undefined];
  return [
    threadOf({ callId, fields }) ?? '',
    ...calls.flatMap((call): readonly (string | undefined)[] =>
      call.id === '' ? [undefined] : nameOfCall(call),
    ),
  ];
};

const ofContact: Identity = ({ fields: { campaignId, contact, timestamp } }) => [
  textOf(campaignId),
  idOf(contact),
  textOf(timestamp) ?? '-',
];

/**
 * The data of campaign events is not published. Many contacts are dispatched in one millisecond, so an event about a
 * contact that cannot be told from its neighbours has no identity.
 */
const ofCampaignEvent: Identity = ({ fields }) => {
  const { campaignId, eventType, timestamp, data } = fields;
  const contact = isObject(data)
    ? (textOf(data.contactId) ?? idOf(data.contact) ?? textOf(data.id))
    : undefined;
  const isOfContact = typeof eventType === 'string' && eventType.startsWith('contact.');
  return [
    textOf(campaignId),
    textOf(eventType),
    textOf(timestamp),
    contact ?? (isOfContact ? undefined : '-'),
  ];
};

const ofSimulation: Identity = ({ fields }) => [
  textOf(fields.runId) ?? textOf(fields.simulationId),
  textOf(fields.simulationRunItemId),
  textOf(fields.iterationNumber) ?? '-',
];

const ofTranscript = ofMoment(field('role'), field('transcriptType'), field('transcript'));
const messages = lengthOf('messagesOpenAIFormatted');

/** Types that are not listed go by call and time. */
const IDENTITIES: Readonly<Record<string, Identity | undefined>> = Object.assign(
  Object.create(null), // a type named `constructor` has no identity of its own
  {
    'assistant-request': ofCall(field('call', 'customer', 'number'), field('customer', 'number')),
    // What a later delivery of the same report says as well; its recording links are signed anew.
    'end-of-call-report': ofCall(
      field('endedReason'),
      field('startedAt'),
      field('endedAt'),
      field('analysis'),
    ),
    'call.deleted': ofCall(),
    'tool-calls': ofTools,
    'function-call': ofMoment(field('functionCall', 'name')),
    'status-update': ofMoment(field('status')),
    'conversation-update': ofMoment(messages),
    'knowledge-base-request': ofMoment(messages),
    'call.endpointing.request': ofMoment(messages),
    'speech-update': ofMoment(field('status'), field('role'), field('turn')),
    'user-interrupted': ofMoment(field('turnId')),
    'assistant.started': ofMoment(field('newAssistant', 'id'), field('newAssistant', 'name')),
    'assistant.speechStarted': ofMoment(
      field('turn'),
      field('source'),
      field('timing', 'type'),
      field('timing', 'segment'),
      field('timing', 'wordsSpoken'),
      field('text'),
    ),
    transcript: ofTranscript,
    'transcript[transcriptType="final"]': ofTranscript,
    'model-output': ofMoment(field('turnId'), field('output')),
    'voice-input': ofMoment(field('input')),
    'voice-request': ofMoment(field('text')),
    'transfer-update': ofMoment(field('destination')),
    'language-change-detected': ofMoment(field('language')),
    'language-changed': ofMoment(field('language')),
    'phone-call-control': ofMoment(field('request')),
    'call.artifact.upload': ofMoment(field('artifacts')),
    'chat.created': ({ fields }) => [idOf(fields.chat)],
    'chat.deleted': ({ fields }) => [idOf(fields.chat)],
    'session.created': ({ fields }) => [idOf(fields.session)],
    'session.updated': ({ fields }) => [
      idOf(fields.session),
      textOf(field('session', 'updatedAt')(fields)) ?? textOf(fields.timestamp),
    ],
    'session.deleted': ({ fields }) => [idOf(fields.session)],
    'campaign.predial': ofContact,
    'campaign.event': ofCampaignEvent,
    'simulation.run.started': ofSimulation,
    'simulation.run.ended': ofSimulation,
  } satisfies Record<string, Identity>,
);
