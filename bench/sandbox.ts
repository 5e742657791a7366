import { spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';
import type { CodeHost, CodePort, CodeRequest } from '../lib/sandbox/contract.ts';
import { createSandbox } from '../lib/sandbox/sandbox.ts';

/**
 * What a code step costs, beside a bare function call in a child process over the same kind of pipe: one line of
 * JSON there, one back. Run with `node bench/sandbox.ts [--jit]`.
 */
const WARM_UP = 500;
const RUNS = 5000;

interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

const measure = async (
  once: () => Promise<unknown>,
  concurrency: number,
  runs: number,
): Promise<Measured> => {
  const times: number[] = [];
  let left = runs;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const begin = performance.now();
      await once();
      times.push(performance.now() - begin);
    }
  };
  const begin = performance.now();
  await Promise.all(Array.from({ length: concurrency }, worker));
  const seconds = (performance.now() - begin) / 1000;
  times.sort((left, right) => left - right);
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { perSecond: runs / seconds, p50: at(0.5), p99: at(0.99) };
};

const bareCall = () => {
  const program = `
    let rest = '';
    const pipe = new (require('node:net').Socket)({ fd: 3 });
    pipe.setEncoding('utf8');
    pipe.on('data', (text) => {
      const lines = (rest + text).split('\\n');
      rest = lines.pop();
      for (const line of lines) {
        const [id, scope] = JSON.parse(line);
        pipe.write(JSON.stringify([id, { total: scope.event.a + 1 }]) + '\\n');
      }
    });
  `;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'inherit', 'inherit', 'pipe'] });
  const pipe = child.stdio[3] as Duplex; // a pipe was asked for
  const open = new Map<number, (value: unknown) => void>();
  let last = 0;
  let rest = '';
  pipe.on('data', (bytes: Buffer) => {
    const lines = (rest + bytes.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [id, value] = JSON.parse(line);
      open.get(id)?.(value);
      open.delete(id);
    }
  });
  return {
    call: () =>
      new Promise<unknown>((resolve) => {
        last += 1;
        open.set(last, resolve);
        pipe.write(`${JSON.stringify([last, { event: { a: 1 } }])}\n`);
      }),
    end: () => child.kill(),
  };
};

const host: CodeHost = {
  http: { stream: () => Promise.reject(new Error('no requests here')) },
  memory: {
    get: async () => undefined,
    set: async () => {},
    increment: async () => 1,
    delete: async () => {},
    list: async () => ({}),
  },
};

const request = (source: string): CodeRequest => ({
  stepId: `step_${source.length}`,
  source,
  language: 'javascript',
  scope: { event: { a: 1 }, call: {}, steps: {}, secrets: {}, workflow: { id: 'w', name: 'Bench' } },
  inputs: [],
  timeoutMs: 5000,
  signal: new AbortController().signal,
});

const runOnce = (port: CodePort, source: string) => {
  const asked = request(source);
  return async (): Promise<void> => {
    const outcome = await port.run(asked);
    if (!outcome.ok) throw new Error(outcome.message);
  };
};

const show = (name: string, measured: Measured, bare: Measured | undefined): void => {
  const ratio = bare === undefined ? '' : `  ${(measured.perSecond / bare.perSecond).toFixed(2)} of bare`;
  const figures = `${measured.perSecond.toFixed(0).padStart(7)}/s  p50 ${measured.p50.toFixed(3)} ms  p99 ${measured.p99.toFixed(3)} ms`;
  console.log(`${name.padEnd(52)} ${figures}${ratio}`);
};

const steps: readonly (readonly [name: string, source: string, runs: number])[] = [
  ['trivial step, shared realm', 'return { total: event.a + 1 }', RUNS],
  [
    'step with an await and console',
    'console.log("a", event.a); await null; return { total: event.a + 1 }',
    RUNS,
  ],
  ['step that sleeps 0 ms', 'await sleep(0); return { total: event.a + 1 }', RUNS],
  ['step with a realm of its own', 'return { total: Function("a", "return a + 1")(event.a) }', 1000],
];

const jit = process.argv.includes('--jit');
console.log(
  `node ${process.version}, ${jit ? 'with' : 'without'} JIT, times of one run as its caller sees them\n`,
);
const bare = bareCall();
await measure(bare.call, 1, WARM_UP);
for (const children of [1, 2]) {
  const sandbox = createSandbox({ children, spares: 0, jit });
  await sandbox.ready();
  const port = sandbox.port('bench', 'waiting', host);
  for (const concurrency of [1, 10, 50]) {
    const floor = await measure(bare.call, concurrency, RUNS);
    show(`bare call over a pipe, ${concurrency} at once`, floor, undefined);
    for (const [name, source, runs] of steps) {
      const once = runOnce(port, source);
      await measure(once, concurrency, WARM_UP / 5);
      show(
        `  ${name}, ${children} child${children > 1 ? 'ren' : ''}`,
        await measure(once, concurrency, runs),
        floor,
      );
    }
  }
  await sandbox.close();
}
bare.end();
