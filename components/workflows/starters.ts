import { type GraphDocument, SCHEMA_VERSION } from '#lib/graph/schema.ts';

/** A flow to begin with, complete enough to publish as it is. */
export interface Starter {
  readonly key: string;
  readonly title: string;
  readonly description: string;
  /** The name of the workflow where none is typed. */
  readonly name: string;
  readonly graph: GraphDocument;
}

const ORDER_CODE = `// Replace the table with your shop: await fetch('https://…')
const orders = {
  1001: { status: 'on its way', arrives: 'tomorrow' },
  1002: { status: 'being packed', arrives: 'on Friday' },
};
const number = String(tool.arguments.order_number ?? '').replace(/\\D/g, '');
const order = orders[number];
console.log('looked up', number, order ? 'found' : 'not found');

return order
  ? { found: true, answer: \`Order \${number} is \${order.status} and arrives \${order.arrives}.\` }
  : { found: false, answer: 'No order has this number. Ask the caller to read it out again.' };
`;

const orderLookup: GraphDocument = {
  schemaVersion: SCHEMA_VERSION,
  nodes: [
    {
      id: 'look_up_order',
      type: 'trigger_tool',
      name: 'look_up_order',
      position: { x: 0, y: 0 },
      config: {
        toolName: 'look_up_order',
        description: 'Looks up an order by its number. Call it once the caller has said the number.',
        parameters: {
          type: 'object',
          properties: { order_number: { type: 'string', description: 'The order number, digits only.' } },
          required: ['order_number'],
        },
        fallbackMessage: 'The order system does not answer right now. Offer to call back.',
        timeoutSeconds: 20,
      },
    },
    {
      id: 'find_order',
      type: 'code',
      name: 'Find order',
      position: { x: 320, y: 0 },
      config: { language: 'javascript', source: ORDER_CODE, timeoutMs: 5000 },
    },
    {
      id: 'tell_assistant',
      type: 'reply_tool',
      name: 'Tell the assistant',
      position: { x: 640, y: 0 },
      config: { outcome: 'result', result: '{{ steps.find_order.output.answer }}' },
    },
  ],
  edges: [
    { id: 'look_up_order-find_order', source: 'look_up_order', target: 'find_order' },
    { id: 'find_order-tell_assistant', source: 'find_order', target: 'tell_assistant' },
  ],
  notes: [],
};

const CALLER_CODE = `// Replace the table with your CRM: await fetch('https://…')
const customers = {
  '+14155550123': { name: 'Ada', lastOrder: 'a standing desk' },
};
const customer = customers[call.customer?.number];
return { known: customer !== undefined, ...customer };
`;

const assistant = (firstMessage: string, prompt: string): string =>
  JSON.stringify(
    {
      firstMessage,
      model: { provider: 'openai', model: 'gpt-4o-mini', messages: [{ role: 'system', content: prompt }] },
    },
    null,
    2,
  );

const greetCallers: GraphDocument = {
  schemaVersion: SCHEMA_VERSION,
  nodes: [
    {
      id: 'call_comes_in',
      type: 'trigger_event',
      name: 'Call comes in',
      position: { x: 0, y: 60 },
      config: {
        eventType: 'assistant-request',
        fallback: 'error',
        fallbackMessage: 'Sorry, we cannot take your call right now. Please try again in a minute.',
      },
    },
    {
      id: 'find_caller',
      type: 'code',
      name: 'Find caller',
      position: { x: 320, y: 60 },
      config: { language: 'javascript', source: CALLER_CODE, timeoutMs: 2000 },
    },
    {
      id: 'is_known',
      type: 'if',
      name: 'Is known?',
      position: { x: 640, y: 60 },
      config: {
        conditions: [{ field: '{{ steps.find_caller.output.known }}', operator: 'is-true', value: '' }],
        match: 'all',
      },
    },
    {
      id: 'greet_by_name',
      type: 'reply_assistant_request',
      name: 'Greet by name',
      position: { x: 960, y: -40 },
      config: {
        answer: 'assistant',
        assistant: assistant(
          'Hi {{ steps.find_caller.output.name }}, good to hear you again!',
          'You are a friendly receptionist. The caller last bought {{ steps.find_caller.output.lastOrder }}.',
        ),
        variables: [],
      },
    },
    {
      id: 'greet_stranger',
      type: 'reply_assistant_request',
      name: 'Greet a new caller',
      position: { x: 960, y: 160 },
      config: {
        answer: 'assistant',
        assistant: assistant(
          'Hello, thank you for calling! May I ask your name?',
          'You are a friendly receptionist. Ask for the name of the caller and what they need.',
        ),
        variables: [],
      },
    },
  ],
  edges: [
    { id: 'call_comes_in-find_caller', source: 'call_comes_in', target: 'find_caller' },
    { id: 'find_caller-is_known', source: 'find_caller', target: 'is_known' },
    { id: 'is_known-true-greet_by_name', source: 'is_known', sourceHandle: 'true', target: 'greet_by_name' },
    {
      id: 'is_known-false-greet_stranger',
      source: 'is_known',
      sourceHandle: 'false',
      target: 'greet_stranger',
    },
  ],
  notes: [],
};

const forwardReports: GraphDocument = {
  schemaVersion: SCHEMA_VERSION,
  nodes: [
    {
      id: 'call_ended',
      type: 'trigger_event',
      name: 'Call ended',
      position: { x: 0, y: 0 },
      config: { eventType: 'end-of-call-report', fallback: 'none' },
    },
    {
      id: 'forward',
      type: 'http_request',
      name: 'Forward the report',
      position: { x: 320, y: 0 },
      config: {
        method: 'POST',
        url: 'https://example.com/vapi-reports',
        query: [],
        headers: [],
        auth: 'none',
        bodyType: 'json',
        jsonBody: `{
  "callId": {{ call.id }},
  "caller": {{ call.customer.number }},
  "endedReason": {{ event.endedReason }},
  "summary": {{ event.analysis.summary }},
  "transcript": {{ event.artifact.transcript }},
  "cost": {{ event.cost }}
}`,
      },
      retry: { times: 3, delayMs: 1000, backoff: 'exponential' },
    },
  ],
  edges: [{ id: 'call_ended-forward', source: 'call_ended', target: 'forward' }],
  notes: [],
};

/** What the dialog for a new workflow and the empty list offer. */
export const starters: readonly Starter[] = [
  {
    key: 'order-lookup',
    title: 'Answer an order look-up',
    description: 'A tool call: the assistant asks, a code step finds the order, the reply is what it says.',
    name: 'Order line',
    graph: orderLookup,
  },
  {
    key: 'greet-callers',
    title: 'Greet known callers by name',
    description:
      'An assistant request: look the number up, then answer with an assistant made for the caller.',
    name: 'Reception',
    graph: greetCallers,
  },
  {
    key: 'forward-reports',
    title: 'Send call reports to your system',
    description: 'An end-of-call report: summary, transcript and cost go to a URL of yours, with retries.',
    name: 'Call reports',
    graph: forwardReports,
  },
];
