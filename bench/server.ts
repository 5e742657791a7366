// `node bench/server.ts [seconds]`: Patchbay, with a sandboxed code step and the run log on, against a bare node:http
// server that does the same job, in one run on one machine. Prints a table and the ratios, which are what to quote.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startApp } from '../e2e/start-app.ts';
import { emptyGraph, type GraphDocument } from '../lib/graph/schema.ts';
import { openStore } from '../lib/store/store.ts';

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

interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly errors: number;
}

const measure = (url: string, connections: number, bodyFile: string): Promise<Measured> =>
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

/** Resident memory of a process and its children, in MB. Linux. */
const memoryOf = async (child: ChildProcess): Promise<number> => {
  const rss = async (pid: string | number): Promise<number> => {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  };
  const children = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8');
  const pids = [child.pid ?? 0, ...children.trim().split(/\s+/).filter(Boolean)];
  return (await Promise.all(pids.map(rss))).reduce((sum, mb) => sum + mb, 0);
};

const startBare = async (): Promise<{ url: string; process: ChildProcess }> => {
  const child = spawn(process.execPath, ['bench/bare-server.ts'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve) =>
    child.stdout.once('data', (data) => resolve(`${data}`)),
  );
  return { url: `${line.trim().split(' ')[1]}/`, process: child };
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const summed = (all: readonly Measured[]): Measured => ({
  perSecond: median(all.map((one) => one.perSecond)),
  p50: median(all.map((one) => one.p50)),
  p99: median(all.map((one) => one.p99)),
  errors: all.reduce((sum, one) => sum + one.errors, 0),
});

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

const bare = await startBare();
const app = await startApp({ dataDir, keepData: true });
const rows: { connections: number; bare: Measured; patchbay: Measured }[] = [];
try {
  for (const connections of CONNECTIONS) {
    const rounds: { bare: Measured; patchbay: Measured }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push({
        bare: await measure(bare.url, connections, bodyFile),
        patchbay: await measure(`${app.address}/api/vapi/${token}`, connections, bodyFile),
      });
    }
    rows.push({
      connections,
      bare: summed(rounds.map((round) => round.bare)),
      patchbay: summed(rounds.map((round) => round.patchbay)),
    });
  }
  const [bareMb, appMb] = [await memoryOf(bare.process), await memoryOf(app.process)];
  const show = (one: Measured): string =>
    `${one.perSecond.toFixed(0).padStart(6)} req/s  p50 ${one.p50.toFixed(2).padStart(6)} ms  p99 ${one.p99.toFixed(2).padStart(7)} ms${one.errors > 0 ? `  ${one.errors} ERRORS` : ''}`;
  for (const row of rows) {
    console.log(`${row.connections} connections`);
    console.log(`  bare node:http  ${show(row.bare)}`);
    console.log(`  Patchbay        ${show(row.patchbay)}`);
    console.log(
      `  ratio           ${(row.patchbay.perSecond / row.bare.perSecond).toFixed(2)} of its throughput, +${(row.patchbay.p50 - row.bare.p50).toFixed(2)} ms at p50`,
    );
  }
  console.log(
    `memory: bare ${bareMb.toFixed(0)} MB, Patchbay with its sandbox children ${appMb.toFixed(0)} MB`,
  );
} finally {
  bare.process.kill('SIGTERM');
  await app.stop();
  await rm(dataDir, { recursive: true, force: true });
}
