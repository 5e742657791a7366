// From nothing to an answered event: PATCHBAY_API_KEY=pb_… node docs/examples/build-a-flow.mjs
const { PATCHBAY_URL = 'http://127.0.0.1:3000', PATCHBAY_API_KEY: key } = process.env;

const post = async (url, json, headers = {}) => {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
  const response = await fetch(url, { ...init, body: JSON.stringify(json) });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return response.json();
};
const api = (path, json) => post(`${PATCHBAY_URL}/api/v1${path}`, json, { authorization: `Bearer ${key}` });

const parameters = { type: 'object', properties: { number: { type: 'string' } }, required: ['number'] };
const source = "return { 1042: 'on its way', 1043: 'delivered' }[tool.arguments.number] ?? 'unknown';";
const result = 'Order {{ tool.arguments.number }} is {{ steps.find.output }}.';
const node = (id, type, name, x, config) => ({ id, type, name, position: { x, y: 0 }, config });
const nodes = [
  node('asked', 'trigger_tool', 'Look up order', 0, { toolName: 'look_up_order', parameters }),
  node('find', 'code', 'Find the order', 300, { source }),
  node('answer', 'reply_tool', 'Tell the caller', 600, { result }),
];
const edge = (source, target) => ({ id: `${source}-${target}`, source, target });
const graph = { schemaVersion: 1, nodes, edges: [edge('asked', 'find'), edge('find', 'answer')] };
const workflow = await api('/workflows', { name: 'Order look-up', graph });
await api(`/workflows/${workflow.id}/publish`, { note: 'First version' });

const call = { id: 'call_1', function: { name: 'look_up_order', arguments: { number: '1042' } } };
const answer = await post(workflow.serverUrl, { message: { type: 'tool-calls', toolCallList: [call] } });
console.log(answer.results[0].result); // Order 1042 is on its way.
