import type { FakeVapi } from '../lib/connect/testing/fake-vapi.ts';
import { definitions } from '../lib/nodes/definitions.ts';
import { chain, codeStep, draftWorkflow, type FlowGraph, publishedWorkflow, toolTrigger } from './flows.ts';
import { type AppWithOwner, post } from './test.ts';
import { test as base } from './with-vapi.ts';

/** A workspace with something on every screen. The same each time, but for ids and times. */
export interface Site {
  /** Published, with events of every fate; its draft has changes, a note, a frame, a label and a branch. */
  readonly orders: string;
  /** A draft without a node. */
  readonly empty: string;
  /** A draft with one node of every type, which cannot be published. */
  readonly everyNode: string;
  /** Never published, no events. */
  readonly quiet: string;
  readonly completedRun: string;
  readonly failedRun: string;
}

const AN_ORDER = { order_id: 'A-1001' };

const toolCallOf = (id: string, name: string, toolArguments: object): string =>
  JSON.stringify({
    message: {
      type: 'tool-calls',
      call: { id: `call_${id}` },
      toolCallList: [{ id: `toolu_${id}`, type: 'function', function: { name, arguments: toolArguments } }],
    },
  });

/** Looks an order up; the way that is not taken leads to a second answer. */
const ordersGraph = (): FlowGraph & { readonly notes: readonly object[] } => ({
  schemaVersion: 1,
  nodes: [
    { ...toolTrigger('look_up_order'), name: 'Order asked for', position: { x: 0, y: 0 } },
    {
      ...codeStep(
        "const orders = { 'A-1001': 'shipped', 'A-1002': 'packed' };\nconsole.log('looking up', tool.arguments.order_id);\nif (tool.arguments.order_id === 'B-1') throw new Error('The shop does not answer.');\nreturn { status: orders[tool.arguments.order_id] ?? 'unknown', items: [1, 2, 3] };",
      ),
      name: 'Look up the order',
      position: { x: 320, y: 0 },
    },
    {
      id: 'answer',
      type: 'reply_tool',
      name: 'Say where it is',
      config: { result: 'Your order is {{ steps.work.output.status }}.' },
      position: { x: 640, y: 0 },
    },
    {
      id: 'ended',
      type: 'trigger_event',
      name: 'Call ended',
      config: { eventType: 'end-of-call-report' },
      position: { x: 0, y: 256 },
    },
    {
      id: 'keep',
      type: 'set_fields',
      name: 'Keep the summary',
      config: { fields: [{ name: 'summary', value: '{{ message.analysis.summary }}' }] },
      position: { x: 320, y: 256 },
    },
  ],
  edges: [
    { id: 'asked-work', source: 'asked', target: 'work' },
    { id: 'work-answer', source: 'work', target: 'answer' },
    { id: 'ended-keep', source: 'ended', target: 'keep' },
  ],
  notes: [
    {
      id: 'n1',
      kind: 'note',
      text: '## Orders\nThe shop answers within **two** seconds.',
      position: { x: 640, y: 224 },
      color: 'yellow',
    },
    {
      id: 'f1',
      kind: 'frame',
      text: 'After the call',
      position: { x: -32, y: 208 },
      width: 624,
      height: 176,
    },
  ],
});

const everyNodeGraph = (): FlowGraph => ({
  schemaVersion: 1,
  nodes: Object.values(definitions).map(({ type, label, initial }, index) => ({
    id: type,
    type,
    name: label,
    config: initial,
    position: { x: (index % 6) * 320, y: Math.floor(index / 6) * 192 },
  })),
  edges: [],
});

/** Fills an app; `vapi` is where its requests to Vapi go. */
export const fillSite = async (app: AppWithOwner, vapi: FakeVapi): Promise<Site> => {
  await app.api('PUT', '/vapi-connection', { key: vapi.key, region: 'us' });
  vapi.add('assistant', { name: 'Front desk' });
  vapi.add('assistant', {
    name: 'A rather long name of an assistant in the north of the country',
    server: { url: `https://example.com/${'long/'.repeat(20)}` },
  });
  vapi.add('tool', { type: 'function', function: { name: 'a_tool_that_is_only_in_vapi' } });
  await app.api('PUT', '/secrets/CRM_KEY', { value: 'a-secret-that-nobody-sees' });

  const orders = await publishedWorkflow(app, 'Orders', ordersGraph());
  await post(orders.serverUrl, toolCallOf('fine', 'look_up_order', AN_ORDER));
  await post(orders.serverUrl, toolCallOf('broken', 'look_up_order', { order_id: 'B-1' }));
  await post(orders.serverUrl, toolCallOf('fine', 'look_up_order', AN_ORDER));
  await post(orders.serverUrl, '{"message": oops}');
  const unhandled = { message: { type: 'status-update', status: 'in-progress', call: { id: 'call_fine' } } };
  await post(orders.serverUrl, JSON.stringify(unhandled));
  await app.api('POST', `/workflows/${orders.id}/credentials`, { kind: 'header', name: 'production' });
  await post(orders.serverUrl, toolCallOf('stranger', 'look_up_order', AN_ORDER));
  const { draft, draftRevision } = await app.api<{ draft: FlowGraph; draftRevision: number }>(
    'GET',
    `/workflows/${orders.id}`,
  );
  const edges = draft.edges.map((edge) =>
    edge.id === 'asked-work' ? { ...edge, label: 'with a number' } : edge,
  );
  await app.api('PUT', `/workflows/${orders.id}/draft`, {
    graph: { ...draft, edges },
    revision: draftRevision,
  });

  const { items } = await app.api<{ items: { id: string; status: string }[] }>(
    'GET',
    `/runs?workflow=${orders.id}`,
  );
  const runWith = (status: string): string => items.find((run) => run.status === status)?.id ?? '';
  const empty = await draftWorkflow(app, 'Empty', { schemaVersion: 1, nodes: [], edges: [] });
  const everyNode = await draftWorkflow(app, 'Every node', everyNodeGraph());
  const quiet = await draftWorkflow(app, 'Quiet', chain(toolTrigger('unheard')));
  for (const name of ['After hours', 'Switchboard']) await draftWorkflow(app, name, ordersGraph()); // enough for a search
  return {
    orders: orders.id,
    empty: empty.id,
    everyNode: everyNode.id,
    quiet: quiet.id,
    completedRun: runWith('completed'),
    failedRun: runWith('failed'),
  };
};

/** Tests on such a workspace, which is made once. */
export const test = base.extend<object, { site: Site }>({
  site: [async ({ app, vapi }, use) => use(await fillSite(app, vapi)), { scope: 'worker', timeout: 60_000 }],
});
