import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { CodeOutcome } from './contract.ts';
import { hostWith, openSandbox, requestFor, resultOf, runCode } from './fixtures/code-steps.ts';
import type { Sandbox } from './sandbox.ts';

const opened: Sandbox[] = [];
const open = (options: Parameters<typeof openSandbox>[0] = {}): Sandbox => {
  const sandbox = openSandbox(options);
  opened.push(sandbox);
  return sandbox;
};
afterEach(async () => {
  await Promise.all(opened.splice(0).map((sandbox) => sandbox.close()));
});

/** The processes that `parent` has started; children of the sandbox are known by their first flag. */
const childrenOf = async (parent: number): Promise<number[]> => {
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const ppid = Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]);
    const command = ppid === parent ? await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '') : '';
    if (command.includes('--no-node-snapshot')) found.push(Number(name));
  }
  return found;
};

const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe.runIf(process.platform === 'linux')('a child that is killed', () => {
  test('under load: every request is answered, none wrongly', async () => {
    const sandbox = open({ children: 2, spares: 1 });
    await sandbox.ready();
    let isOver = false;
    let kills = 0;
    const killing = (async () => {
      while (!isOver) {
        await new Promise((resolve) => setTimeout(resolve, 150));
        const [pid] = await childrenOf(process.pid);
        if (pid === undefined || isOver) continue;
        process.kill(pid, 'SIGKILL');
        kills += 1;
      }
    })();
    const answers: { n: number; outcome: CodeOutcome }[] = [];
    let next = 0;
    const client = async (): Promise<void> => {
      while (next < 1500) {
        next += 1;
        const n = next;
        const scope = { event: { n }, call: {}, steps: {}, secrets: {}, workflow: { id: 'w', name: 'W' } };
        const body = n % 3 === 0 ? 'await sleep(5); return event.n * 2' : 'return event.n * 2';
        answers.push({ n, outcome: await runCode(sandbox, body, { scope, timeoutMs: 20_000 }) });
      }
    };
    await Promise.all(Array.from({ length: 10 }, client));
    isOver = true;
    await killing;
    expect(kills).toBeGreaterThan(0);
    expect(answers).toHaveLength(1500);
    for (const { n, outcome } of answers) expect(resultOf(outcome)).toBe(n * 2);
    expect(sandbox.stats().lost).toBeGreaterThan(0);
  }, 60_000);

  test('a run that had done something outside is not begun again', async () => {
    const sandbox = open();
    await sandbox.ready();
    const requested = Promise.withResolvers<void>();
    let requests = 0;
    const host = hostWith(() => {
      requests += 1;
      requested.resolve();
      return new Promise(() => {});
    });
    const writing = runCode(sandbox, "await fetch('http://a/'); return 1", {}, host);
    const reading = runCode(sandbox, 'await sleep(400); return 2', {}, host);
    await requested.promise;
    await until(() => sandbox.stats().running === 2);
    for (const pid of await childrenOf(process.pid)) process.kill(pid, 'SIGKILL');
    expect(await writing).toMatchObject({
      ok: false,
      kind: 'crash',
      message: expect.stringContaining('not started again'),
    });
    expect(resultOf(await reading)).toBe(2);
    expect(requests).toBe(1);
    expect(sandbox.stats().rerun).toBe(1);
  }, 20_000);
});

test.runIf(process.platform === 'linux')(
  'where a child ends and no file descriptor is left, there is another as soon as there are some again',
  async () => {
    const program = `
      import { closeSync, openSync } from 'node:fs';
      import { setTimeout as sleep } from 'node:timers/promises';
      import { createSandbox } from '${path.resolve('lib/sandbox/sandbox.ts')}';
      import { hostWith, requestFor } from '${path.resolve('lib/sandbox/fixtures/code-steps.ts')}';
      const taken = [];
      const sandbox = createSandbox({ children: 1, spares: 0, log: async (message) => {
        if (!message.includes('could not start')) return;
        console.log(message, 'ready:', await sandbox.ready());
        for (const descriptor of taken.splice(0)) closeSync(descriptor);
      } });
      await sandbox.ready();
      try { for (;;) taken.push(openSync('/dev/null')); } catch {}
      console.log('none left');
      while (taken.length > 0 || !(await sandbox.ready())) await sleep(5);
      console.log('result', JSON.stringify(await sandbox.port('u', 'waiting', hostWith()).run(requestFor('return 1'))));
      await sandbox.close();
    `;
    const limited = ['-c', 'ulimit -n 100; exec "$0" "$@"', process.execPath];
    const owner = spawn('sh', [...limited, '--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(owner, 'close');
    let said = '';
    owner.stdout.on('data', (bytes: Buffer) => {
      said += bytes.toString();
    });
    await until(() => said.includes('none left') || owner.exitCode !== null);
    for (const pid of await childrenOf(owner.pid ?? 0)) process.kill(pid, 'SIGKILL');
    await ended;
    expect(said).toContain('No file descriptor is left for its pipes. ready: false');
    expect(said).toContain('result {"ok":true,"value":1');
    expect(owner.exitCode).toBe(0);
  },
  30_000,
);

test.each([
  [
    'a built-in without end',
    'return Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)',
    'timeout',
    500,
  ],
  ['a memory bomb', 'const a = []; for (;;) a.push("x".repeat(1 << 20).split(""))', 'memory', 20_000],
])(
  '%s ends its own step, and others that run beside it are answered',
  async (_, source, kind, timeoutMs) => {
    const sandbox = open();
    await sandbox.ready();
    const waiting = Array.from({ length: 5 }, (_each, n) =>
      runCode(sandbox, `await sleep(300); return ${n}`, { timeoutMs: 30_000 }),
    );
    const bad = await runCode(sandbox, source, { timeoutMs });
    expect(bad).toMatchObject({ ok: false, kind });
    expect((await Promise.all(waiting)).map(resultOf)).toEqual([0, 1, 2, 3, 4]);
    expect(resultOf(await runCode(sandbox, 'return 1'))).toBe(1);
  },
  40_000,
);

test('a long loop does not hold up others: a spare child takes them', async () => {
  const sandbox = open({ children: 1, spares: 1 });
  await sandbox.ready();
  await until(() => sandbox.stats().spares === 1);
  const looping = runCode(sandbox, 'for (;;);', { timeoutMs: 3000 });
  await until(() => sandbox.stats().busy === 1);
  const begin = performance.now();
  expect(resultOf(await runCode(sandbox, 'return 1'))).toBe(1);
  expect(performance.now() - begin).toBeLessThan(2000);
  expect(await looping).toMatchObject({ kind: 'timeout' });
}, 20_000);

test('a child that joined in for a rush stays for the next one', async () => {
  const sandbox = open({ children: 1, spares: 1 });
  await sandbox.ready();
  await until(() => sandbox.stats().spares === 1);
  const busy = runCode(sandbox, 'const end = Date.now() + 400; while (Date.now() < end); return 1;');
  await until(() => sandbox.stats().busy === 1);
  expect(resultOf(await runCode(sandbox, 'return 2'))).toBe(2);
  expect(resultOf(await busy)).toBe(1);
  for (let n = 0; n < 20; n += 1) expect(resultOf(await runCode(sandbox, `return ${n}`))).toBe(n);
  expect(sandbox.stats()).toMatchObject({ children: 2, killed: { timeout: 0, memory: 0 }, lost: 0 });
}, 20_000);

test("a step's endless loops hold up neither the workflow's other steps nor its neighbours", async () => {
  const sandbox = open({ children: 2, spares: 1 });
  await sandbox.ready();
  await until(() => sandbox.stats().children === 2 && sandbox.stats().spares === 1);
  const run = (unit: string, stepId: string, source: string) =>
    sandbox.port(unit, 'waiting', hostWith()).run({ ...requestFor(source, { timeoutMs: 5000 }), stepId });
  await run('mine', 'other', 'return 1');
  const loops = Array.from({ length: 20 }, () => run('mine', 'loop', 'for (;;);'));
  await until(() => sandbox.stats().busy === 2);
  const begin = performance.now();
  expect(resultOf(await run('mine', 'other', 'return 1'))).toBe(1);
  expect(resultOf(await run('neighbour', 'step', 'return 2'))).toBe(2);
  expect(performance.now() - begin).toBeLessThan(3000); // far less than the 5 s that a loop has
  const kinds = (await Promise.all(loops)).map((outcome) => (outcome.ok ? 'ok' : outcome.kind));
  expect(new Set(kinds)).toEqual(new Set(['timeout', 'overloaded']));
}, 30_000);

test('what stands in line behind a long run is given to another child', async () => {
  const sandbox = open({ children: 2, spares: 0 });
  await sandbox.ready();
  await until(() => sandbox.stats().children === 2);
  const source = 'if (event.n === 0) for (;;); return event.n;';
  const runOne = (n: number) => {
    const scope = { event: { n }, call: {}, steps: {}, secrets: {}, workflow: { id: 'w', name: 'W' } };
    return runCode(sandbox, source, { scope, timeoutMs: 3000 });
  };
  expect(resultOf(await runOne(1))).toBe(1);
  const all = await Promise.all(Array.from({ length: 12 }, (_, n) => runOne(n)));
  expect(all[0]).toMatchObject({ ok: false, kind: 'timeout' });
  expect(all.slice(1).map(resultOf)).toEqual(Array.from({ length: 11 }, (_, n) => n + 1));
  expect(sandbox.stats()).toMatchObject({ lost: 0, rerun: 0 });
}, 20_000);

test('background work leaves a child to the caller who waits', async () => {
  const sandbox = open({ children: 2, spares: 0 });
  await sandbox.ready();
  await until(() => sandbox.stats().children === 2);
  const loops = Array.from({ length: 6 }, (_, n) =>
    runCode(sandbox, `const n = ${n}; for (;;);`, { timeoutMs: 1500 }, hostWith(), 'background'),
  );
  await until(() => sandbox.stats().busy > 0);
  const begin = performance.now();
  expect(resultOf(await runCode(sandbox, 'return 1', { timeoutMs: 1400 }))).toBe(1);
  expect(performance.now() - begin).toBeLessThan(1400);
  await Promise.all(loops);
}, 20_000);

describe('cancelling', () => {
  test.each(['await sleep(10_000)', 'await new Promise(() => {})', 'for (;;);'])(
    '%s',
    async (source) => {
      const sandbox = open();
      await sandbox.ready();
      const controller = new AbortController();
      const running = runCode(sandbox, source, { signal: controller.signal, timeoutMs: 20_000 });
      await until(() => sandbox.stats().running === 1);
      controller.abort();
      expect(await running).toMatchObject({ ok: false, kind: 'cancelled' });
      expect(resultOf(await runCode(sandbox, 'return 1'))).toBe(1);
    },
    20_000,
  );

  test('before it began', async () => {
    const outcome = await runCode(open(), 'return 1', { signal: AbortSignal.abort() });
    expect(outcome).toMatchObject({ ok: false, kind: 'cancelled' });
  });

  test('while its code is still being read: nothing is sent any more', async () => {
    const sandbox = open();
    await sandbox.ready();
    const controller = new AbortController();
    const asked: string[] = [];
    const host = hostWith(({ url }) => {
      asked.push(url);
      return {};
    });
    const running = runCode(
      sandbox,
      "await fetch('http://a/new')",
      { signal: controller.signal, timeoutMs: 20_000 },
      host,
    );
    controller.abort();
    expect(await running).toMatchObject({ ok: false, kind: 'cancelled' });
    expect(asked).toEqual([]);
  });
});

test('a queue that is too deep refuses instead of growing', async () => {
  const sandbox = open({ queueLimit: 10 });
  await sandbox.ready();
  expect(resultOf(await runCode(sandbox, 'return 1'))).toBe(1);
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => runCode(sandbox, 'return 1')));
  const kinds = outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.kind));
  expect(kinds.filter((kind) => kind === 'ok').length).toBeGreaterThanOrEqual(10);
  expect(new Set(kinds)).toEqual(new Set(['ok', 'overloaded']));
});

test('steps can be prepared, changed and retired', async () => {
  const sandbox = open();
  const port = sandbox.port('version_1', 'waiting', hostWith());
  const step = { stepId: 'a', language: 'javascript' } as const;
  await sandbox.prepare('version_1', [
    { ...step, source: 'return 1' },
    { stepId: 'b', source: 'return (', language: 'javascript' },
  ]);
  expect(sandbox.stats().units).toBe(1);
  expect(resultOf(await port.run({ ...requestFor('return 1'), ...step }))).toBe(1);
  expect(resultOf(await port.run({ ...requestFor('return 2'), ...step }))).toBe(2);
  expect(resultOf(await port.run({ ...requestFor('return 1'), ...step }))).toBe(1);
  expect(await port.run({ ...requestFor('return ('), stepId: 'b' })).toMatchObject({ kind: 'syntax' });
  sandbox.retire('version_1');
  expect(sandbox.stats().units).toBe(0);
  expect(resultOf(await port.run({ ...requestFor('return 3'), ...step }))).toBe(3);
});

test('code that nobody prepared, as that of a draft, is forgotten when it is not run any more', async () => {
  const sandbox = open({ unusedMs: 100 });
  const step = { stepId: 'a', source: 'await sleep(300); return 1', language: 'javascript' } as const;
  const run = (unit: string) => sandbox.port(unit, 'waiting', hostWith()).run({ ...requestFor(''), ...step });
  await sandbox.prepare('version_1', [step]);
  const [draft, published] = await Promise.all([run('draft_1'), run('version_1')]);
  expect([resultOf(draft), resultOf(published)]).toEqual([1, 1]); // forgotten meanwhile, and run to its end
  await run('draft_2');
  await until(() => sandbox.stats().units === 1);
  expect(resultOf(await run('draft_2'))).toBe(1);
  await sandbox.prepare('draft_2', [step]);
  sandbox.retire('version_1');
  await run('draft_1');
  await until(() => sandbox.stats().units === 1);
  sandbox.retire('draft_2');
  expect(sandbox.stats().units).toBe(0);
});

test('many units come and go in one child', async () => {
  const sandbox = open();
  for (let n = 0; n < 80; n += 1) {
    const port = sandbox.port(`unit_${n % 40}`, 'waiting', hostWith());
    const source = n % 4 === 0 ? `return Function('return ${n}')()` : `return ${n}`;
    expect(resultOf(await port.run({ ...requestFor(source), timeoutMs: 20_000 }))).toBe(n);
  }
}, 60_000);

test('a thousand runs in realms of their own do not fill the isolate', async () => {
  const sandbox = open();
  for (let n = 0; n < 1000; n += 1) {
    const outcome = await runCode(sandbox, 'globalThis.kept = new Array(10000).fill(1); return kept.length');
    expect(resultOf(outcome)).toBe(10_000);
  }
  expect(sandbox.stats()).toMatchObject({ lost: 0, killed: { memory: 0, timeout: 0 } });
}, 60_000);

describe('ending', () => {
  test('close ends what runs and every child', async () => {
    const sandbox = open({ children: 2 });
    await sandbox.ready();
    const before = await childrenOf(process.pid);
    expect(before.length).toBeGreaterThanOrEqual(2);
    const running = runCode(sandbox, 'await sleep(10_000)', { timeoutMs: 20_000 });
    await until(() => sandbox.stats().running === 1);
    await sandbox.close();
    expect(await running).toMatchObject({ kind: 'cancelled' });
    expect(before.filter(isAlive)).toEqual([]);
    expect(await runCode(sandbox, 'return 1')).toMatchObject({ ok: false });
  }, 20_000);

  test.runIf(process.platform === 'linux')(
    'children end with their parent, even inside a built-in without end',
    async () => {
      const program = `
      import { createSandbox } from '${path.resolve('lib/sandbox/sandbox.ts')}';
      import { hostWith, requestFor } from '${path.resolve('lib/sandbox/fixtures/code-steps.ts')}';
      const sandbox = createSandbox({ children: 1, spares: 1 });
      await sandbox.ready();
      void sandbox.port('u', 'waiting', hostWith()).run({
        ...requestFor('return Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)'), timeoutMs: 600_000 });
      const watch = setInterval(() => {
        if (sandbox.stats().running === 1) { clearInterval(watch); console.log('running'); }
      }, 5);
    `;
      const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(parent.stdout, 'data');
      await until(async () => (await childrenOf(parent.pid ?? 0)).length === 2);
      const children = await childrenOf(parent.pid ?? 0);
      parent.kill('SIGKILL');
      await until(() => !children.some(isAlive));
    },
    30_000,
  );
});

test('where the child cannot start, every run says so', async () => {
  const messages: string[] = [];
  const sandbox = open({ entry: '/nowhere/child.ts', log: (message) => messages.push(message) });
  expect(await sandbox.ready()).toBe(false);
  expect(await runCode(sandbox, 'return 1')).toMatchObject({ ok: false, kind: 'crash' });
  expect(messages.join()).toContain('/nowhere');
});
