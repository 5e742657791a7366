import { z } from 'zod';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { eventCatalogue } from '#lib/vapi/events.ts';

/** A Tool call trigger, as much of it as Vapi is told. */
export interface ToolTrigger {
  readonly name: string;
  readonly description: string;
  /** JSON Schema. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly timeoutSeconds: number | undefined;
}

/** What the flows of a workflow want of Vapi. */
export interface WorkflowNeeds {
  /** Values for `serverMessages`. */
  readonly messages: readonly string[];
  readonly tools: readonly ToolTrigger[];
  /** Whether a flow decides who answers a call. */
  readonly answersCalls: boolean;
  /** The longest that a trigger wants Vapi to wait, in seconds; undefined where none says. */
  readonly timeoutSeconds: number | undefined;
}

/** What Vapi sends to an assistant's server without being asked. */
export const DEFAULT_MESSAGES: readonly string[] = eventCatalogue
  .filter(({ sent }) => sent === 'default')
  .map(({ type }) => type);

const listable = new Set(eventCatalogue.filter(({ sent }) => sent !== 'automatic').map(({ type }) => type));

const toolConfig = z.looseObject({
  toolName: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  description: z.string().optional().catch(undefined),
  parameters: z.record(z.string(), z.unknown()).catch({ type: 'object', properties: {} }),
  timeoutSeconds: z.number().optional().catch(undefined),
});

/** Read from the draft and the published version together: what one of them needs has to come. */
export const workflowNeeds = (...graphs: readonly GraphDocument[]): WorkflowNeeds => {
  const triggers = graphs
    .flatMap(({ nodes }) => nodes)
    .filter(({ disabled }) => disabled !== true)
    .flatMap(({ type, config }) => {
      const match = definitions[type]?.trigger?.(config);
      return match === undefined ? [] : [{ match, config }];
    });
  const events = triggers.flatMap(({ match }) => (match.kind === 'event' ? [match.eventType] : []));
  const hasTools = triggers.some(({ match }) => match.kind !== 'event');
  const tools = new Map<string, ToolTrigger>();
  for (const { match, config } of triggers) {
    const parsed = toolConfig.safeParse(config);
    if (match.kind !== 'tool' || !parsed.success || tools.has(parsed.data.toolName)) continue;
    const { toolName: name, description = '', parameters, timeoutSeconds } = parsed.data;
    tools.set(name, { name, description, parameters, timeoutSeconds });
  }
  const waits = [...tools.values()].flatMap(({ timeoutSeconds }) => timeoutSeconds ?? []);
  return {
    messages: [
      ...new Set([...events.filter((type) => listable.has(type)), ...(hasTools ? ['tool-calls'] : [])]),
    ],
    tools: [...tools.values()],
    answersCalls: events.includes('assistant-request'),
    timeoutSeconds: waits.length === 0 ? undefined : Math.max(...waits),
  };
};
