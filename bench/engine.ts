// What the engine itself costs: µs per run of flows whose steps do nothing, against calling the same steps directly.
// Run with: node bench/engine.ts
import { startRun } from '#lib/engine/run.ts';
import type { RunPorts } from '#lib/engine/run-context.ts';
import { compile } from '#lib/graph/compile.ts';
import type { Flow } from '#lib/graph/plan.ts';
import { buildGraph } from '#lib/graph/testing/build-graph.ts';
import { testSpecs } from '#lib/graph/testing/specs.ts';
import type { Scope, Step } from '#lib/nodes/step.ts';

const RUNS = 20_000;
const ROUNDS = 5; // the fastest counts: the others were disturbed

const event = {
  type: 'tool-calls',
  call: { id: 'c', customer: { number: '+14155550100' } },
  artifact: { messages: Array.from({ length: 10 }, (_, time) => ({ role: 'user', message: 'hello', time })) },
};
const scope: Omit<Scope, 'steps'> = {
  event,
  call: event.call,
  tool: { id: 't', name: 'look_up', arguments: { order: '1234', zip: '94110' } },
  secrets: {},
  workflow: { id: 'w', name: 'Bench' },
};

const step: Step = async () => ({
  output: { status: 'shipped', eta: 'tomorrow', items: [{ sku: 'a', count: 2 }] },
  input: { order: '1234' },
});
const answer: Step = async () => ({ output: 'done', reply: { kind: 'tool-call', result: 'done' } });

const unused = (): never => {
  throw new Error('the bench uses no such port');
};

const ports: RunPorts = {
  now: Date.now,
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', stop);
        resolve();
      }, ms);
      signal.addEventListener('abort', stop, { once: true });
    }),
  after: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
  http: { request: unused, stream: unused },
  code: { run: unused },
  memory: { get: unused, set: unused, increment: unused, delete: unused, list: unused },
  vapi: { request: unused },
};

interface Subject {
  readonly name: string;
  readonly flow: Flow;
  readonly steps: ReadonlyMap<string, Step>;
}

const subject = (name: string, nodes: Record<string, string>, edges: readonly string[]): Subject => {
  const [flow] = compile(buildGraph(nodes, edges), testSpecs).flows.values();
  if (flow === undefined) throw new Error('no flow');
  const steps = Object.entries(nodes).map(
    ([id, type]) => [id, type === 'reply_tool' ? answer : step] as const,
  );
  return { name, flow, steps: new Map(steps) };
};

const chainOf = (count: number): Subject => {
  const ids = Array.from({ length: count - 2 }, (_, index) => `s${index}`);
  const order = ['go', ...ids, 'answer'];
  return subject(
    `${count} nodes in a row`,
    { go: 'tool', ...Object.fromEntries(ids.map((id) => [id, 'task'])), answer: 'reply_tool' },
    order.slice(1).map((id, index) => `${order[index]} -> ${id}`),
  );
};

const fanOf = (count: number): Subject => {
  const ids = Array.from({ length: count - 2 }, (_, index) => `s${index}`);
  return subject(
    `${count} nodes, ${count - 2} side by side`,
    { go: 'tool', ...Object.fromEntries(ids.map((id) => [id, 'task'])), answer: 'reply_tool' },
    ids.flatMap((id) => [`go -> ${id}`, `${id} -> answer`]),
  );
};

const throughEngine = async ({ flow, steps }: Subject): Promise<void> => {
  const run = startRun({ flow, steps, scope, ports, deadlineMs: 4500 });
  await run.reply;
  const { status } = await run.done;
  if (status !== 'completed') throw new Error(`the run ${status}`);
};

const directly = async ({ flow, steps }: Subject): Promise<void> => {
  const given: Scope['steps'] = {};
  const signal = new AbortController().signal;
  for (const node of flow.root.nodes) {
    const run = steps.get(node.id);
    if (node.isTrigger || run === undefined) continue;
    await run({
      node,
      scope: { ...scope, steps: given },
      inputs: [],
      signal,
      ports,
      timeLeftMs: () => 1,
    });
  }
};

const microsecondsPer = async (work: () => Promise<void>): Promise<number> => {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    for (let run = 0; run < RUNS; run += 1) await work();
    best = Math.min(best, ((performance.now() - start) * 1000) / RUNS);
  }
  return best;
};

for (const each of [chainOf(3), chainOf(20), fanOf(20)]) {
  const engine = await microsecondsPer(() => throughEngine(each));
  const direct = await microsecondsPer(() => directly(each));
  const cost = (engine - direct).toFixed(1);
  console.log(
    `${each.name}: ${engine.toFixed(1)} µs per run, steps alone ${direct.toFixed(1)} µs, engine ${cost} µs`,
  );
}
