import type { NodeSpecs } from '#lib/graph/graph-index.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/schema.ts';
import { callFields, commonFields } from '#lib/vapi/call-fields.ts';
import { eventFields } from '#lib/vapi/event-fields.ts';
import { stepsBefore } from '../document/steps-before.ts';
import { argumentNames, fieldNames } from './field-names.ts';
import { triggerScope } from './scope-triggers.ts';

/** A name that a template or code may use, and what may follow it after a dot. */
export interface ScopeName {
  readonly name: string;
  /** Behind the name in the list: its type, or what it is. */
  readonly detail: string;
  /** Behind that: what it holds. */
  readonly info?: string;
  readonly members?: readonly ScopeName[];
  /** Of a list: what each entry has. */
  readonly entry?: readonly ScopeName[];
  /** What it is at present, in short. */
  readonly value?: string;
  /** Only templates have it. */
  readonly isLiquid?: boolean;
}

/** What is in scope at a node, from the document: the steps before it by name, and what Vapi sends. */
export const scopeNames = (
  document: GraphDocument,
  nodeId: string,
  specs: NodeSpecs,
  secretNames: readonly string[],
): readonly ScopeName[] => {
  const before = stepsBefore(document, nodeId);
  const { isReached, eventTypes, parameters } = triggerScope(document, nodeId, specs);
  return [
    ...(parameters.length > 0 || !isReached ? [toolName(parameters)] : []),
    { name: 'event', detail: 'the message that Vapi posted', members: eventMembers(eventTypes) },
    { name: 'call', detail: 'the call it belongs to', members: fieldNames(callFields) },
    {
      name: 'steps',
      detail: 'what the steps before this one gave',
      members: before.map((node) => stepName(node, specs)),
    },
    {
      name: 'memory',
      detail: 'remembered values',
      members: [
        { name: 'call', detail: 'remembered for this call' },
        { name: 'workflow', detail: 'remembered for the whole workflow' },
      ],
    },
    {
      name: 'secrets',
      detail: 'stored secrets, masked wherever runs are shown',
      members: secretNames.map((name) => ({ name, detail: 'secret' })),
    },
    {
      name: 'workflow',
      detail: 'this workflow',
      members: [
        { name: 'id', detail: 'text' },
        { name: 'name', detail: 'text' },
      ],
    },
  ];
};

/**
 * The members that may follow a path such as `['steps', 'look_up']` or `['event', 'messages', '0']`; the top-level
 * names for an empty path.
 */
export const membersAt = (names: readonly ScopeName[], path: readonly string[]): readonly ScopeName[] => {
  let members = names;
  let entry: readonly ScopeName[] = [];
  for (const part of path) {
    const isEntry = /^-?\d+$/.test(part);
    const found = isEntry ? undefined : members.find((name) => name.name === part);
    members = isEntry ? entry : (found?.members ?? []);
    entry = found?.entry ?? [];
  }
  return members;
};

const stepName = (node: GraphNode, specs: NodeSpecs): ScopeName => {
  const loop = specs[node.type]?.loop;
  return {
    name: node.id,
    detail: node.name,
    members: [
      { name: 'output', detail: `what “${node.name}” gave` },
      { name: 'error', detail: 'where it failed and the flow went on', members: ERROR_MEMBERS },
      ...(loop === undefined
        ? []
        : [
            { name: 'item', detail: 'the item of this pass' },
            { name: 'index', detail: 'number of this pass, from 0' },
          ]),
    ],
  };
};

/** `tool`, with the arguments that the JSON Schemas of the triggers declare. */
const toolName = (parameters: readonly unknown[]): ScopeName => ({
  name: 'tool',
  detail: 'the tool call that started this flow',
  members: [
    {
      name: 'arguments',
      detail: 'what the assistant passes',
      members: merged(parameters.map(argumentNames)),
    },
    { name: 'name', detail: 'text' },
    { name: 'id', detail: 'text' },
  ],
});

/** What the events have that lead here, their own fields before those that all have. */
const eventMembers = (eventTypes: readonly string[]): readonly ScopeName[] =>
  eventTypes.length === 0
    ? [{ name: 'type', detail: 'text' }, ...fieldNames(commonFields)]
    : merged(eventTypes.map((type) => fieldNames(eventFields(type))));

/** Names of several lists, each once. */
const merged = (lists: readonly (readonly ScopeName[])[]): readonly ScopeName[] =>
  [
    ...new Map(
      lists
        .flat()
        .toReversed()
        .map((name) => [name.name, name]),
    ).values(),
  ].toReversed();

const ERROR_MEMBERS: readonly ScopeName[] = [
  { name: 'code', detail: 'text' },
  { name: 'message', detail: 'text' },
  {
    name: 'response',
    detail: 'what the other system answered, where that is why it failed',
    members: [
      { name: 'status', detail: 'number' },
      { name: 'headers', detail: 'those that tell how to go on, such as retry-after' },
      { name: 'body', detail: 'JSON as a value, else text; at most 16 KB' },
      { name: 'truncated', detail: 'true where the body was longer' },
    ],
  },
];
