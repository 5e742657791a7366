import type { GraphDocument } from '#lib/graph/schema.ts';
import { definitions } from '#lib/nodes/definitions.ts';

interface Schema {
  readonly [key: string]: unknown;
}

const isRecord = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A message as Vapi would post it for the first trigger of a graph, to try the server URL with; an
 * end-of-call-report where there is no trigger.
 */
export const sampleEvent = (graph: GraphDocument): unknown => {
  const call = { id: 'sample-call-1', type: 'inboundPhoneCall', customer: { number: '+14155550123' } };
  for (const node of graph.nodes) {
    const match = node.disabled ? undefined : definitions[node.type]?.trigger?.(node.config);
    if (match?.kind === 'tool' || match?.kind === 'any-tool') {
      return {
        message: {
          type: 'tool-calls',
          call,
          toolCallList: [
            {
              id: 'sample-tool-call-1',
              type: 'function',
              function: {
                name: match.kind === 'tool' ? match.toolName : 'any_tool',
                arguments: sampleArguments(node.config.parameters),
              },
            },
          ],
        },
      };
    }
    if (match?.kind === 'event') return { message: { type: match.eventType, call } };
  }
  return { message: { type: 'end-of-call-report', endedReason: 'customer-ended-call', call } };
};

const sampleArguments = (parameters: unknown): Record<string, unknown> => {
  if (!isRecord(parameters) || !isRecord(parameters.properties)) return {};
  return Object.fromEntries(
    Object.entries(parameters.properties).map(([name, schema]) => [name, sampleValue(schema)]),
  );
};

const sampleValue = (schema: unknown): unknown => {
  if (!isRecord(schema)) return 'text';
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

/** A shell command that posts the message. A quote inside single quotes has to leave them. */
export const curlCommand = (url: string, event: unknown, secret: string | null): string =>
  [
    `curl -i ${quote(url)}`,
    `-H 'content-type: application/json'`,
    ...(secret === null ? [] : [`-H ${quote(`x-vapi-secret: ${secret}`)}`]),
    `-d ${quote(JSON.stringify(event))}`,
  ].join(' \\\n  ');

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
