import type { AppWithOwner } from './test.ts';

export interface FlowNode {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly position: { readonly x: number; readonly y: number };
  readonly config: Readonly<Record<string, unknown>>;
}

export interface FlowGraph {
  readonly schemaVersion: 1;
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly {
    readonly id: string;
    readonly source: string;
    readonly sourceHandle?: string;
    readonly target: string;
  }[];
}

export interface MadeWorkflow {
  readonly id: string;
  readonly name: string;
  readonly serverUrl: string;
  readonly draft: FlowGraph;
  readonly draftRevision: number;
}

/** Nodes in a row, each connected to the next. */
export const chain = (...nodes: readonly Pick<FlowNode, 'id' | 'type' | 'name' | 'config'>[]): FlowGraph => ({
  schemaVersion: 1,
  nodes: nodes.map((node, index) => ({ ...node, position: { x: index * 320, y: 0 } })),
  edges: nodes.slice(1).map((node, index) => {
    const source = nodes[index]?.id ?? '';
    return { id: `${source}-${node.id}`, source, target: node.id };
  }),
});

export const toolTrigger = (toolName = 'bookAppointment') => ({
  id: 'asked',
  type: 'trigger_tool',
  name: 'Asked',
  config: { toolName },
});

export const codeStep = (source: string) => ({
  id: 'work',
  type: 'code',
  name: 'Work',
  config: { source },
});

export const toolReply = (result = '{{ steps.work.output }}') => ({
  id: 'answer',
  type: 'reply_tool',
  name: 'Answer',
  config: { result },
});

/** A tool call whose answer comes from a code step. */
export const codeFlow = (source: string, toolName?: string): FlowGraph =>
  chain(toolTrigger(toolName), codeStep(source), toolReply());

/** Makes a workflow through the HTTP API, as a draft. */
export const draftWorkflow = (app: AppWithOwner, name: string, graph: FlowGraph): Promise<MadeWorkflow> =>
  app.api<MadeWorkflow>('POST', '/workflows', { name, graph });

/** Makes a workflow through the HTTP API and publishes it. */
export const publishedWorkflow = async (
  app: AppWithOwner,
  name: string,
  graph: FlowGraph,
): Promise<MadeWorkflow> => {
  const workflow = await draftWorkflow(app, name, graph);
  await app.api('POST', `/workflows/${workflow.id}/publish`, {});
  return workflow;
};

let toolCalls = 0;

/** A body with one new call of a tool, as Vapi posts it; the same body again would be a repeated delivery. */
export const toolCall = (name: string, toolArguments: object = {}, callId = 'call_e2e'): string => {
  toolCalls += 1;
  const call = { id: `toolu_${toolCalls}`, type: 'function', function: { name, arguments: toolArguments } };
  return JSON.stringify({
    message: { type: 'tool-calls', call: { id: callId }, toolCallList: [call] },
  });
};
