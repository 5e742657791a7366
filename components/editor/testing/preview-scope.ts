import { z } from 'zod';
import type { NodeSpecs } from '#lib/graph/graph-index.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/schema.ts';
import type { Reference } from '#lib/template/references.ts';
import { isObject, readMessage } from '#lib/vapi/message.ts';
import { legacyToolCall, toolCallsOf } from '#lib/vapi/tool-calls.ts';
import { stepsBefore } from '../document/steps-before.ts';
import type { Pin } from './kept-testing.ts';
import type { NodeResult } from './step-results.ts';

/** What templates of a node can name, as far as the browser knows it. */
export interface PreviewScope {
  /** `event`, `call`, `tool`, `steps`, `secrets`. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The steps before the node, nearest first; `isKnown` is false where one has given nothing yet. */
  readonly steps: readonly { readonly id: string; readonly name: string; readonly isKnown: boolean }[];
}

const HIDDEN = '•••';
const toolTrigger = z.object({ toolName: z.string() });

interface Setting {
  readonly document: GraphDocument;
  readonly specs: NodeSpecs;
  readonly secretNames: readonly string[];
  readonly results: ReadonlyMap<string, NodeResult>;
  readonly pins: Readonly<Record<string, Pin>>;
}

/**
 * Makes the scope of a node for the event that is picked and for what the steps before it gave; undefined where the event
 * is no message of Vapi. Secrets stay hidden. Gives the last scope again where all that it was made from is the same: it
 * is asked for by every field of a form, at every letter.
 */
export const createPreviewScopes = () => {
  let last: { readonly from: readonly unknown[]; readonly scope: PreviewScope | undefined } | undefined;
  return (setting: Setting, nodeId: string, body: unknown): PreviewScope | undefined => {
    const { document, specs, secretNames, results, pins } = setting;
    const before = stepsBefore(document, nodeId);
    const own = document.nodes.find(({ id }) => id === nodeId);
    const around = own === undefined ? before : [...before, own];
    const isTrigger = (node: GraphNode) => specs[node.type]?.trigger !== undefined;
    const triggers = around.filter(isTrigger);
    const steps = before.filter((node) => !isTrigger(node));
    const from = [
      body,
      secretNames,
      ...triggers.map(({ config }) => config),
      ...steps.flatMap(({ id, name }) => [id, name, results.get(id), pins[id]]),
    ];
    if (last?.from.length !== from.length || from.some((part, at) => part !== last?.from[at])) {
      last = { from, scope: scopeFor(setting, triggers, steps, body) };
    }
    return last.scope;
  };
};

const scopeFor = (
  setting: Setting,
  triggers: readonly GraphNode[],
  before: readonly GraphNode[],
  body: unknown,
): PreviewScope | undefined => {
  const message = readMessage(body);
  if (!message.ok) return undefined;
  const { fields, type } = message.message;
  const toolNames = triggers.flatMap(({ config }) => {
    const read = toolTrigger.safeParse(config);
    return read.success ? [read.data.toolName] : [];
  });
  const tool = toolOf(type, fields, toolNames);
  const steps = before.map((node) => ({ node, given: givenBy(node.id, setting) }));
  return {
    values: {
      event: fields,
      call: isObject(fields.call) ? fields.call : {},
      ...(tool === undefined ? {} : { tool: { id: tool.id, name: tool.name, arguments: tool.arguments } }),
      steps: Object.fromEntries(
        steps.flatMap(({ node, given }) => (given === undefined ? [] : [[node.id, given]])),
      ),
      secrets: Object.fromEntries(setting.secretNames.map((name) => [name, HIDDEN])),
    },
    steps: steps.map(({ node, given }) => ({ id: node.id, name: node.name, isKnown: given !== undefined })),
  };
};

const toolOf = (
  type: string,
  fields: Readonly<Record<string, unknown>>,
  names: readonly string[],
): ReturnType<typeof legacyToolCall> => {
  const legacy = type === 'function-call' ? legacyToolCall(fields) : undefined;
  const calls = type === 'tool-calls' ? toolCallsOf(fields) : legacy === undefined ? [] : [legacy];
  return calls.find(({ name }) => names.includes(name)) ?? calls[0];
};

interface GivenStep {
  readonly output: unknown;
  readonly error?: { readonly code: string; readonly message: string };
  readonly item?: unknown;
}

const givenBy = (
  nodeId: string,
  { results, pins }: { results: ReadonlyMap<string, NodeResult>; pins: Readonly<Record<string, Pin>> },
): GivenStep | undefined => {
  const pin = pins[nodeId];
  if (pin !== undefined) return { output: pin.output };
  const step = results.get(nodeId)?.passes.at(-1);
  if (step === undefined || step.status === 'skipped' || step.status === 'cancelled') return undefined;
  const { error } = step;
  return {
    output: step.output ?? null,
    ...(error === undefined ? {} : { error: { code: error.code, message: error.message } }),
  };
};

/** Why the value of a template cannot be told yet; undefined where it can. */
export const unknownReason = (references: readonly Reference[], scope: PreviewScope): string | undefined => {
  for (const { root, path } of references) {
    if (root === 'memory') return 'Remembered values are read when the flow runs.';
    if (root === 'workflow') return 'Filled in when the flow runs.';
    if (root !== 'steps') continue;
    const step = scope.steps.find(({ id }) => id === path[0]);
    if (step !== undefined && !step.isKnown)
      return `“${step.name}” has given nothing yet. Run the flow to see the value.`;
    if (step !== undefined && (path[1] === 'item' || path[1] === 'index')) {
      return 'Another value in every pass.';
    }
  }
  return undefined;
};
