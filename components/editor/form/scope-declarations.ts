import type { NodeSpecs } from '#lib/graph/graph-index.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { eventDeclarations, toolDeclaration } from '#lib/vapi/event-declarations.ts';
import { stepsBefore } from '../document/steps-before.ts';
import { triggerScope } from './scope-triggers.ts';

/**
 * TypeScript declarations of what a code step has in scope, for an editor that knows TypeScript: `event`, `call` and
 * `tool` as the triggers that lead to it say, the steps before it, the secrets by name, and the workflow.
 */
export const scopeDeclarations = (
  document: GraphDocument,
  nodeId: string,
  specs: NodeSpecs,
  secretNames: readonly string[],
): string => {
  const { eventTypes, parameters } = triggerScope(document, nodeId, specs);
  return [
    eventDeclarations(eventTypes),
    ...(parameters.length === 0 ? [] : [toolDeclaration(parameters)]),
    stepsDeclaration(document, nodeId, specs),
    `/** Stored secrets, masked wherever runs are shown. */\ndeclare const secrets: {${secretNames.map((name) => ` ${JSON.stringify(name)}: string;`).join('')} };`,
    'declare const workflow: { id: string; name: string };',
  ].join('\n');
};

const STEP_ERROR =
  '{ code: string; message: string; response?: { status: number; headers: Record<string, string>; body: any; truncated?: boolean } }';

const stepsDeclaration = (document: GraphDocument, nodeId: string, specs: NodeSpecs): string => {
  const steps = stepsBefore(document, nodeId).map((node) => {
    const loop = specs[node.type]?.loop === undefined ? '' : ' item: any; index: number;';
    return `  /** ${node.name.replaceAll('*/', '* /').replaceAll(/\s+/g, ' ')} */\n  ${node.id}: { output: any; error?: ${STEP_ERROR};${loop} };`;
  });
  return `/** What the steps before this one gave. */\ndeclare const steps: {\n${steps.join('\n')}\n};`;
};
