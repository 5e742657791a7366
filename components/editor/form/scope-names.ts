import type { NodeSpecs } from '#lib/graph/graph-index.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/schema.ts';
import { isRecord } from '../document/edits.ts';
import { stepsBefore } from '../document/steps-before.ts';

/** A name that a template or code may use, and what may follow it after a dot. */
export interface ScopeName {
  readonly name: string;
  readonly detail: string;
  readonly members?: readonly ScopeName[];
}

/** What is in scope at a node, from the document: the steps before it by name, and what Vapi sends. */
export const scopeNames = (
  document: GraphDocument,
  nodeId: string,
  specs: NodeSpecs,
  secretNames: readonly string[],
): readonly ScopeName[] => {
  const before = stepsBefore(document, nodeId);
  const own = document.nodes.filter((node) => node.id === nodeId);
  const trigger = [...own, ...before].find((node) => specs[node.type]?.trigger !== undefined);
  const match = trigger && specs[trigger.type]?.trigger?.(trigger.config);
  return [
    ...(match?.kind === 'tool' || match === undefined ? [toolName(trigger, specs)] : []),
    { name: 'event', detail: 'the message that Vapi posted', members: EVENT_MEMBERS },
    { name: 'call', detail: 'the call it belongs to', members: CALL_MEMBERS },
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

/** The members that may follow a path such as `['steps', 'look_up']`; the top-level names for an empty path. */
export const membersAt = (names: readonly ScopeName[], path: readonly string[]): readonly ScopeName[] => {
  let members = names;
  for (const part of path) members = members.find((name) => name.name === part)?.members ?? [];
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

/** `tool`, with the arguments that the trigger's JSON Schema declares. */
const toolName = (trigger: GraphNode | undefined, specs: NodeSpecs): ScopeName => {
  const isTool = trigger !== undefined && specs[trigger.type]?.trigger !== undefined;
  const schemas = isTool ? Object.values(trigger.config).filter(isRecord) : [];
  const properties = schemas.map((schema) => schema.properties).find(isRecord) ?? {};
  return {
    name: 'tool',
    detail: 'the tool call that started this flow',
    members: [
      {
        name: 'arguments',
        detail: 'what the assistant passes',
        members: Object.entries(properties).map(([name, schema]) => ({
          name,
          detail:
            isRecord(schema) && typeof schema.description === 'string' ? schema.description : 'argument',
        })),
      },
      { name: 'name', detail: 'text' },
      { name: 'id', detail: 'text' },
    ],
  };
};

const ERROR_MEMBERS: readonly ScopeName[] = [
  { name: 'code', detail: 'text' },
  { name: 'message', detail: 'text' },
];

// What calls have in captured events; there is more, and typing it by hand is fine.
const CALL_MEMBERS: readonly ScopeName[] = [
  { name: 'id', detail: 'text' },
  { name: 'type', detail: 'inboundPhoneCall, outboundPhoneCall, webCall' },
  {
    name: 'customer',
    detail: 'who calls',
    members: [
      { name: 'number', detail: 'E.164, +14155550123' },
      { name: 'name', detail: 'text' },
    ],
  },
  {
    name: 'phoneNumber',
    detail: 'the number that was called',
    members: [{ name: 'number', detail: 'E.164' }],
  },
  { name: 'assistantId', detail: 'text' },
  { name: 'status', detail: 'queued, ringing, in-progress, forwarding, ended' },
  { name: 'createdAt', detail: 'ISO 8601' },
];

const EVENT_MEMBERS: readonly ScopeName[] = [
  { name: 'type', detail: 'text' },
  { name: 'timestamp', detail: 'milliseconds' },
  { name: 'call', detail: 'the call', members: CALL_MEMBERS },
  { name: 'customer', detail: 'who calls', members: [{ name: 'number', detail: 'E.164' }] },
  {
    name: 'phoneNumber',
    detail: 'the number that was called',
    members: [{ name: 'number', detail: 'E.164' }],
  },
  { name: 'artifact', detail: 'messages, transcript, recording' },
];
