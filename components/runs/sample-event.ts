import type { GraphDocument } from '#lib/graph/schema.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { eventInfo } from '#lib/vapi/events.ts';
import { isObject } from '#lib/vapi/message.ts';
import { samplesOf } from '#lib/vapi/samples.ts';

/** Something to try a workflow with, made of one of its triggers. */
export interface OwnSample {
  /** The node's id. */
  readonly id: string;
  /** What the trigger waits for: `look_up_order`, `Call comes in`. */
  readonly label: string;
  readonly eventType: string;
  /** The whole body, for a tool's call; that of an event is Vapi's sample of its type. */
  readonly body?: unknown;
}

/** What the triggers of a graph wait for, in its order; each tool with an argument for every parameter. */
export const ownSamples = (graph: GraphDocument): readonly OwnSample[] =>
  graph.nodes.flatMap((node): OwnSample[] => {
    const match = node.disabled ? undefined : definitions[node.type]?.trigger?.(node.config);
    if (match === undefined) return [];
    if (match.kind === 'event') {
      const { label } = eventInfo(match.eventType);
      return [{ id: node.id, label, eventType: match.eventType, ...unknownSample(match.eventType) }];
    }
    const name = match.kind === 'tool' ? match.toolName : 'any_tool';
    const label = match.kind === 'tool' ? name : node.name;
    const body = toolCallSample(name, match.kind === 'tool' ? node.config.parameters : undefined);
    return [{ id: node.id, label, eventType: 'tool-calls', body }];
  });

const call = { id: 'sample-call-1', type: 'inboundPhoneCall', customer: { number: '+14155550123' } };

/** There is no sample of a type that Patchbay does not know. */
const unknownSample = (eventType: string): { body?: unknown } =>
  samplesOf(eventType).length > 0 ? {} : { body: { message: { type: eventType, call } } };

const toolCallSample = (name: string, parameters: unknown): unknown => ({
  message: {
    type: 'tool-calls',
    call,
    toolCallList: [
      {
        id: 'sample-tool-call-1',
        type: 'function',
        function: { name, arguments: sampleArguments(parameters) },
      },
    ],
  },
});

const sampleArguments = (parameters: unknown): Record<string, unknown> => {
  if (!isObject(parameters) || !isObject(parameters.properties)) return {};
  return Object.fromEntries(
    Object.entries(parameters.properties).map(([name, schema]) => [name, sampleValue(schema)]),
  );
};

const sampleValue = (schema: unknown): unknown => {
  if (!isObject(schema)) return 'text';
  if (schema.default !== undefined) return schema.default;
  if (Array.isArray(schema.enum) && schema.enum.length > 0) return schema.enum[0];
  switch (schema.type) {
    case 'number':
    case 'integer':
      return 1001;
    case 'boolean':
      return true;
    case 'array':
      return [];
    case 'object':
      return {};
    default:
      return '1001';
  }
};

/**
 * A shell command that posts a body. A quote inside single quotes has to leave them. The ids get the time of day, so
 * that the body is not taken for a repeated delivery when the command is run again.
 */
export const curlCommand = (url: string, event: unknown, secret: string | null): string =>
  [
    `curl -i ${quote(url)}`,
    `-H 'content-type: application/json'`,
    ...(secret === null ? [] : [`-H ${quote(`x-vapi-secret: ${secret}`)}`]),
    `-d ${quote(withFreshIds(event)).replaceAll(TIME, `'"$(date +%s)"'`)}`,
  ].join(' \\\n  ');

/** Stands for the time until the text is quoted; JSON text never holds it. */
const TIME = '\0';

const withFreshIds = (event: unknown): string => {
  const message = isObject(event) && isObject(event.message) ? event.message : event;
  if (!isObject(message)) return JSON.stringify(event);
  const { call: ofCall, chat, session, contact, campaignId, runId } = message;
  const owners = [ofCall, chat, session, contact].map((owner) => (isObject(owner) ? owner.id : undefined));
  return [...owners, campaignId, runId]
    .filter((id) => typeof id === 'string' && id !== '')
    .reduce<string>(
      (text, id) => text.replaceAll(JSON.stringify(id), `${JSON.stringify(id).slice(0, -1)}-${TIME}"`),
      JSON.stringify(event),
    );
};

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
