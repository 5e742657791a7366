import type { NodeSpecs } from '#lib/graph/graph-index.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { callFields, commonFields } from '#lib/vapi/call-fields.ts';
import { eventDeclarations, toolDeclaration } from '#lib/vapi/event-declarations.ts';
import { eventFields } from '#lib/vapi/event-fields.ts';
import { isObject } from '#lib/vapi/message.ts';
import { extraType, valueType } from '../code/value-type.ts';
import { stepsBefore } from '../document/steps-before.ts';
import { triggerScope } from './scope-triggers.ts';

/** What was seen last of what a step has in scope, as `previewScope` gives it. */
export type LastValues = Readonly<Record<string, unknown>>;

/**
 * TypeScript declarations of what a code step has in scope, for an editor that knows TypeScript: `event`, `call` and
 * `tool` as the triggers that lead to it say, the steps before it, the secrets by name, and the workflow. What was seen
 * last fills in what is not described anywhere: the outputs of steps above all.
 */
export const scopeDeclarations = (
  document: GraphDocument,
  nodeId: string,
  specs: NodeSpecs,
  secretNames: readonly string[],
  last: LastValues = {},
): string => {
  const { eventTypes, parameters, isReached } = triggerScope(document, nodeId, specs);
  return [
    eventDeclarations(eventTypes, seenBeyond(eventTypes, last)),
    ...(parameters.length === 0 && isReached
      ? []
      : [
          toolDeclaration(
            parameters.map((schema) => schema ?? null),
            argumentsOf(last),
          ),
        ]),
    stepsDeclaration(document, nodeId, specs, last),
    `/** Stored secrets, masked wherever runs are shown. */\ndeclare const secrets: {${secretNames.map((name) => ` ${JSON.stringify(name)}: string;`).join('')} };`,
    '/** This workflow. */\ndeclare const workflow: { id: string; name: string };',
  ].join('\n');
};

/** What the last event had that is described nowhere; nothing where it is of a type that does not lead here. */
const seenBeyond = (
  eventTypes: readonly string[],
  { event, call }: LastValues,
): { readonly event?: string; readonly call?: string } => {
  if (!isObject(event) || typeof event.type !== 'string') return {};
  if (eventTypes.length > 0 && !eventTypes.includes(event.type)) return {};
  const fields = eventTypes.length === 0 ? { ...commonFields, type: TYPE } : eventFields(event.type);
  const more = extraType(event, fields);
  const moreOfCall = extraType(call, callFields);
  return {
    ...(more === undefined ? {} : { event: more }),
    ...(moreOfCall === undefined ? {} : { call: moreOfCall }),
  };
};

const TYPE = { type: 'text', description: '', isRequired: true } as const;

/** The arguments of the last call, for tools whose parameters are not known. */
const argumentsOf = ({ tool }: LastValues): string =>
  isObject(tool) && isObject(tool.arguments) ? valueType(tool.arguments) : 'any';

const STEP_ERROR =
  '{ code: string; message: string; response?: { status: number; headers: Record<string, string>; body: any; truncated?: boolean } }';

const stepsDeclaration = (
  document: GraphDocument,
  nodeId: string,
  specs: NodeSpecs,
  last: LastValues,
): string => {
  const seen = isObject(last.steps) ? last.steps : {};
  const steps = stepsBefore(document, nodeId).map((node) => {
    const given = seen[node.id];
    const output = isObject(given) && given.output !== null ? valueType(given.output) : 'any';
    const loop = specs[node.type]?.loop === undefined ? '' : ' item: any; index: number;';
    const about = `“${node.name}”`.replaceAll('*/', '* /').replaceAll(/\s+/g, ' ');
    const unknown = output === 'any' ? ' Run the flow to see its fields here.' : '';
    return [
      `  /** ${about} */`,
      `  ${JSON.stringify(node.id)}: {`,
      `    /** What ${about} gave.${unknown} */\n    output: ${output};`,
      `    /** Where it failed and the flow went on. */\n    error?: ${STEP_ERROR};`,
      `   ${loop}};`,
    ].join('\n');
  });
  return `/** What the steps before this one gave. */\ndeclare const steps: {\n${steps.join('\n')}\n};`;
};
