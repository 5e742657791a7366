// `node bench/server.ts [seconds]`: Patchbay, with a sandboxed code step and the run log on, against two hand-written
// node:http servers in one run on one machine: one that only answers, one that also keeps what Patchbay keeps. Prints
// requests per second, latencies, the ratios, which are what to quote, and the CPU of a request, which varies least.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startApp } from '../e2e/start-app.ts';
import { emptyGraph, type GraphDocument } from '../lib/graph/schema.ts';
import { openStore } from '../lib/store/store.ts';
import { type CpuUse, childrenOf, cpuBetween, cpuUse, totalOf } from './cpu.ts';

const SECONDS = Number(process.argv[2] ?? 5);
const CONNECTIONS = [1, 10, 50];
const ROUNDS = 3;

const at = { x: 0, y: 0 };
const document: GraphDocument = {
  ...emptyGraph(),
  nodes: [
    { id: 'tool', type: 'trigger_tool', name: 'Tool', position: at, config: { toolName: 'look_up_order' } },
    {
      id: 'look_up',
      type: 'code',
      name: 'Look up',
      position: at,
      config: {
        language: 'javascript',
        source: `const orders = { 'A-1001': 'shipped', 'A-1002': 'packed' };
return { status: orders[tool.arguments.order_id] ?? 'unknown' };`,
      },
    },
    {
      id: 'say',
      type: 'reply_tool',
      name: 'Say',
      position: at,
      config: { outcome: 'result', result: 'The order is {{ steps.look_up.output.status }}.' },
    },
  ],
  edges: [
    { id: 'e1', source: 'tool', target: 'look_up' },
    { id: 'e2', source: 'look_up', target: 'say' },
  ],
};

/** What bench/load.ts prints. */
interface Load {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly errors: number;
  readonly sent: number;
  readonly cpuMs: number;
}

interface Measured extends Load {
  /** Of the server, its threads and its children, in milliseconds for each request. */
  readonly cpu: CpuUse;
}

interface Subject {
  readonly name: string;
  readonly url: string;
  readonly process: ChildProcess;
}

const load = (url: string, connections: number, bodyFile: string): Promise<Load> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['bench/load.ts', url, `${connections}`, `${SECONDS}`, bodyFile]);
    let output = '';
    child.stdout.on('data', (data) => {
      output += data;
    });
    child.stderr.on('data', (data) => process.stderr.write(data));
    child.on('exit', (code) =>
      code === 0 ? resolve(JSON.parse(output)) : reject(new Error(`load ended with ${code}`)),
    );
  });

/** Longer than anything is gathered before it is written. */
const SETTLE_MS = 200;

const measure = async (subject: Subject, connections: number, bodyFile: string): Promise<Measured> => {
  const pid = pidOf(subject.process);
  const before = await cpuUse(pid);
  const loaded = await load(subject.url, connections, bodyFile);
  await sleep(SETTLE_MS);
  return { ...loaded, cpu: cpuBetween(before, await cpuUse(pid), loaded.sent) };
};

const pidOf = (child: ChildProcess): number => {
  if (child.pid === undefined) throw new Error('a server was not started');
  return child.pid;
};

/** Resident memory of a process and its children, in MB. Linux. */
const memoryOf = async (child: ChildProcess): Promise<number> => {
  const rss = async (pid: number): Promise<number> => {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  };
  const pid = pidOf(child);
  const all = await Promise.all([pid, ...(await childrenOf(pid))].map(rss));
  return all.reduce((sum, mb) => sum + mb, 0);
};

/** Starts a server of this folder, which prints its address. */
const startServer = async (name: string, args: readonly string[]): Promise<Subject> => {
  const child = spawn(process.execPath, [...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve) =>
    child.stdout.once('data', (data) => resolve(`${data}`)),
  );
  return { name, url: `${line.trim().split(' ')[1]}/`, process: child };
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const summed = (rounds: readonly Measured[]): Measured => {
  const middle = (pick: (one: Measured) => number): number => median(rounds.map(pick));
  const names = new Set(rounds.flatMap(({ cpu }) => [...cpu.keys()]));
  return {
    perSecond: middle((one) => one.perSecond),
    p50: middle((one) => one.p50),
    p99: middle((one) => one.p99),
    errors: rounds.reduce((sum, one) => sum + one.errors, 0),
    sent: rounds.reduce((sum, one) => sum + one.sent, 0),
    cpuMs: middle((one) => one.cpuMs),
    cpu: new Map([...names].map((name) => [name, middle(({ cpu }) => cpu.get(name) ?? 0)])),
  };
};

const showSpeed = ({ perSecond, p50, p99, errors }: Load): string =>
  `${perSecond.toFixed(0).padStart(6)} req/s  p50 ${p50.toFixed(2).padStart(6)} ms  p99 ${p99.toFixed(2).padStart(7)} ms${errors > 0 ? `  ${errors} ERRORS` : ''}`;

const showCpu = ({ cpu, cpuMs }: Measured): string => {
  const parts = [...cpu].filter(([, ms]) => ms >= 0.001).map(([name, ms]) => `${name} ${ms.toFixed(3)}`);
  return `CPU ${totalOf(cpu).toFixed(3)} ms a request (${parts.join(', ')}), load generator ${cpuMs.toFixed(3)}`;
};

const NAME_WIDTH = 26;

const report = (connections: number, names: readonly string[], results: readonly Measured[]): void => {
  const patchbay = results.at(-1);
  if (patchbay === undefined) return;
  console.log(`${connections} connections`);
  for (const [index, result] of results.entries()) {
    console.log(`  ${names[index]?.padEnd(NAME_WIDTH)}${showSpeed(result)}`);
    console.log(`  ${''.padEnd(NAME_WIDTH)}${showCpu(result)}`);
  }
  for (const [index, other] of results.slice(0, -1).entries()) {
    const ratio = (patchbay.perSecond / other.perSecond).toFixed(2);
    const added = patchbay.p50 - other.p50;
    console.log(
      `  Patchbay: ${ratio} of the throughput of ${names[index]}, ${added < 0 ? '' : '+'}${added.toFixed(2)} ms at p50`,
    );
  }
};

const dataDir = await mkdtemp(path.join(tmpdir(), 'patchbay-bench-'));
const bodyFile = path.join(dataDir, 'body.json');
const sample = JSON.parse(await readFile('lib/vapi/fixtures/samples/tool-calls.json', 'utf8'));
for (const list of [sample.message.toolCalls, sample.message.toolCallList]) {
  list[0].function = { name: 'look_up_order', arguments: { order_id: 'A-1001' } };
}
sample.message.call.id = 'the-id-of-the-call'; // which bench/load.ts makes another one for each request
await writeFile(bodyFile, JSON.stringify(sample));

const store = await openStore({ dataDir });
const { id, token } = await store.workflows.create({ name: 'Bench', draft: document });
await store.versions.publish(id, document, null, { kind: 'system' });
await store.close();

const bare = await startServer('bare node:http', ['bench/bare-server.ts']);
const keeping = await startServer('node:http and SQLite', [
  'bench/keeping-server.ts',
  path.join(dataDir, 'keeping.db'),
]);
const app = await startApp({ dataDir, keepData: true });
const patchbay: Subject = {
  name: 'Patchbay',
  url: `${app.address}/api/vapi/${token}`,
  process: app.process,
};
const subjects = [bare, keeping, patchbay];
try {
  for (const connections of CONNECTIONS) {
    const rounds = subjects.map((): Measured[] => []);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [index, subject] of subjects.entries())
        rounds[index]?.push(await measure(subject, connections, bodyFile));
    }
    report(
      connections,
      subjects.map(({ name }) => name),
      rounds.map(summed),
    );
  }
  const memory = await Promise.all(
    subjects.map(async (subject) => `${subject.name} ${(await memoryOf(subject.process)).toFixed(0)} MB`),
  );
  console.log(`memory, children included: ${memory.join(', ')}`);
} finally {
  bare.process.kill('SIGTERM');
  keeping.process.kill('SIGTERM');
  await app.stop();
  await rm(dataDir, { recursive: true, force: true });
}
