import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import Sqlite from 'better-sqlite3';
import { chain, codeFlow, publishedWorkflow, toolCall, toolReply, toolTrigger } from './flows.ts';
import { sandboxChildren } from './sandbox-children.ts';
import { startApp } from './start-app.ts';
import { type AppWithOwner, expect, post, sample, signIn, startAppWithOwner, test, withApi } from './test.ts';

const root = path.resolve(import.meta.dirname, '..');

interface List<Item> {
  readonly items: readonly Item[];
}

interface RunItem {
  readonly id: string;
  readonly status: string;
  readonly errorMessage: string | null;
}

const runsOf = async (app: AppWithOwner, workflowId: string): Promise<readonly RunItem[]> =>
  (await app.api<List<RunItem>>('GET', `/runs?workflow=${workflowId}`)).items;

/** A tool call that is answered at once, with work behind the answer that takes the given seconds. */
const flowThatGoesOn = (toolName: string, seconds: number) =>
  chain(
    toolTrigger(toolName),
    toolReply('Taken.'),
    { id: 'pause', type: 'wait', name: 'Pause', config: { seconds } },
    { id: 'later', type: 'code', name: 'Later', config: { source: "return 'done';" } },
  );

/** Runs a program to its end. Gives exit code and everything it printed. */
const runNode = async (
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ code: unknown; output: string }> => {
  const { DATABASE_URL: _ambient, ...ambient } = process.env;
  return promisify(execFile)(process.execPath, [...args], { cwd: root, env: { ...ambient, ...env } }).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    (error) => ({ code: error.code, output: `${error.stdout}${error.stderr}` }),
  );
};

test('every sample of Vapi gets a 2xx within a second and is kept', async ({ app }) => {
  const source = "return tool.name + ' ' + Object.keys(tool.arguments).length;";
  const workflow = await publishedWorkflow(app, 'All samples', codeFlow(source));
  const folder = path.join(root, 'lib/vapi/fixtures/samples');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json') && name !== 'INDEX.json');
  expect(files.length).toBeGreaterThan(40);

  const types: string[] = [];
  for (const file of files) {
    const body = await sample(file);
    const { message, type } = JSON.parse(body);
    types.push(message?.type ?? type); // simulation events come without an envelope
    const before = performance.now();
    const answer = await post(workflow.serverUrl, body);
    expect(answer.ok, `${file}: HTTP ${answer.status}`).toBe(true);
    expect(performance.now() - before, file).toBeLessThan(1000);
    await answer.json();
  }
  const { items } = await app.api<List<{ type: string; disposition: string }>>(
    'GET',
    `/events?workflow=${workflow.id}&limit=100`,
  );
  expect(items.map(({ type }) => type).sort()).toEqual(types.sort());
  // Some samples are the same tool call in another shape: that is a repeated delivery.
  expect(new Set(items.map(({ disposition }) => disposition))).toEqual(
    new Set(['handled', 'unhandled', 'duplicate']),
  );
});

test('a person who opens a server URL reads what it is for', async ({ page, app }) => {
  const { serverUrl } = await publishedWorkflow(app, 'Opened', chain(toolTrigger('x'), toolReply('x')));
  await page.goto(serverUrl);
  await expect(
    page.getByRole('heading', { name: 'This is the server URL of a Patchbay workflow' }),
  ).toBeVisible();
});

test('what a server URL cannot take is refused in JSON, with a reason', async ({ app }) => {
  const workflow = await publishedWorkflow(app, 'Refusals', chain(toolTrigger('x'), toolReply('x')));
  const { serverUrl } = workflow;
  const unknown = serverUrl.replace(/[\w-]+$/, 'A'.repeat(43));
  const gzip = { 'content-encoding': 'gzip' };
  const large = JSON.stringify({ message: { type: 'hang', filler: 'x'.repeat(10 * 1024 * 1024) } });
  const cases: readonly (readonly [status: number, answer: Promise<Response>])[] = [
    [404, post(unknown, '{}')],
    [405, fetch(serverUrl, { method: 'DELETE' })],
    [415, post(serverUrl, 'x', gzip)],
    [413, post(serverUrl, large)],
    [400, post(serverUrl, '{"message":')],
    [400, post(serverUrl, '[]')],
  ];
  for (const [status, pending] of cases) {
    const answer = await pending;
    const body = await answer.json();
    expect([answer.status, body]).toEqual([
      status,
      { error: { code: expect.any(String), message: expect.stringMatching(/^[A-Z].{20,}/) } },
    ]);
  }
});

test('a rotated server URL takes over at once, a revoked one answers 404', async ({ app }) => {
  const { id, serverUrl } = await publishedWorkflow(app, 'Rotated', codeFlow("return 'same flow';"));
  const body = toolCall('bookAppointment');
  await app.api('POST', `/workflows/${id}/rotate-token`);
  const rotated = await app.api<{ serverUrl: string }>('GET', `/workflows/${id}`);
  expect((await post(serverUrl, body)).status).toBe(404);
  expect(await (await post(rotated.serverUrl, body)).json()).toMatchObject({
    results: [{ result: 'same flow' }],
  });
  await app.api('POST', `/workflows/${id}/revoke-token`);
  expect((await post(rotated.serverUrl, body)).status).toBe(404);
});

test('the script of the docs builds a flow and gets its answer', async ({ app }) => {
  const env = { PATCHBAY_URL: app.address, PATCHBAY_API_KEY: app.apiKey };
  const script = await runNode(['docs/examples/build-a-flow.mjs'], env);
  expect(script).toEqual({ code: 0, output: 'Order 1042 is on its way.\n' });
});

test('a busy port is named, with the way out, and ends with 1', async ({ app }) => {
  const { port } = new URL(app.address);
  const env = { HOST: '127.0.0.1', PORT: port, NODE_ENV: 'production' };
  for (const program of ['scripts/start.mjs', 'server.js']) {
    const { code, output } = await runNode([program], { ...env, PATCHBAY_DATA_DIR: test.info().outputDir });
    expect([program, code]).toEqual([program, 1]);
    expect(output).toContain(`Port ${port} on 127.0.0.1 is in use by another program`);
    expect(output).toContain('npm start');
  }
});

test('a PORT that is none is named', async () => {
  for (const [PORT, program] of [
    ['abc', 'scripts/start.mjs'],
    ['70000', 'scripts/start.mjs'],
    ['70000', 'server.js'],
  ] as const) {
    const { code, output } = await runNode([program], { PORT, PATCHBAY_DATA_DIR: test.info().outputDir });
    expect([PORT, program, code]).toEqual([PORT, program, 1]);
    expect(output).toContain('PORT');
    expect(output).not.toContain('    at '); // no stack
  }
});

test('an address of the API that cannot be read is refused in JSON', async ({ app }) => {
  const answer = await fetch(`${app.address}/api/v1/runs/%ff`);
  expect([answer.status, await answer.json()]).toEqual([
    400,
    { error: { code: 'invalid-request', message: expect.stringContaining('cannot be read') } },
  ]);
});

test('SIGTERM lets a run end and exits with 0', async () => {
  const app = await startAppWithOwner({ keepData: true });
  const { id, serverUrl } = await publishedWorkflow(app, 'Goes on', flowThatGoesOn('goOn', 2));
  expect(await (await post(serverUrl, toolCall('goOn'))).json()).toMatchObject({
    results: [{ result: 'Taken.' }],
  });
  await expect.poll(async () => (await runsOf(app, id))[0]?.status).toBe('running');
  expect(await app.stop()).toBe(0);

  const again = withApi(await startApp({ dataDir: app.dataDir }), app.apiKey);
  expect(await runsOf(again, id)).toMatchObject([{ status: 'completed' }]);
  expect(await again.stop()).toBe(0);
});

test('SIGTERM ends it also where the database does not take what is left, and exit code and log say so', async () => {
  const app = await startAppWithOwner();
  const { serverUrl } = await publishedWorkflow(app, 'Goes on', flowThatGoesOn('goOn', 2));
  expect((await post(serverUrl, toolCall('goOn'))).status).toBe(200);
  const database = new Sqlite(path.join(app.dataDir, 'patchbay.db'));
  database.exec('ALTER TABLE runs RENAME TO away');
  database.close();
  expect(await app.stop()).toBe(1);
  expect(app.output()).toContain('not everything could be written before the end');
});

test('a run that kill -9 cut off is interrupted and says so', async ({ browser }) => {
  const app = await startAppWithOwner();
  const { id, serverUrl } = await publishedWorkflow(app, 'Cut off', flowThatGoesOn('cutOff', 50));
  expect((await post(serverUrl, toolCall('cutOff'))).status).toBe(200);
  await expect.poll(async () => (await runsOf(app, id))[0]?.status).toBe('running');
  await app.kill();

  const again = withApi(await startApp({ dataDir: app.dataDir }), app.apiKey);
  expect(await runsOf(again, id)).toMatchObject([{ status: 'interrupted' }]);
  const page = await (await browser.newContext({ baseURL: again.address })).newPage();
  await signIn(page);
  await page.goto(`/workflows/${id}/runs`);
  await page.getByRole('link', { name: 'Interrupted' }).click();
  await expect(page.getByRole('note')).toContainText('This run was cut off');
  await page.context().close();
  await again.stop();
});

test('kill -9 on sandbox children under load: every call is answered, and rightly', async ({ app }) => {
  const source =
    'let sum = 0; for (let i = 0; i < 20_000; i += 1) sum += i % 7; return tool.arguments.n * 3 + sum * 0;';
  const { serverUrl } = await publishedWorkflow(app, 'Under load', codeFlow(source, 'triple'));
  await post(serverUrl, toolCall('triple', { n: 0 }));
  const [appPid, total] = [app.process.pid ?? 0, 200];
  const killAt = new Set([40, 90, 140]);
  const killed: number[] = [];
  const answers = new Map<number, readonly [status: number, result: unknown]>();
  let next = 0;

  const client = async (): Promise<void> => {
    while (next < total) {
      const n = next;
      next += 1;
      if (killAt.has(n)) {
        const [victim] = await sandboxChildren(appPid);
        expect(victim, 'there is a sandbox child to kill').toBeDefined();
        if (victim !== undefined) process.kill(victim, 'SIGKILL');
        killed.push(victim ?? 0);
      }
      const answer = await post(serverUrl, toolCall('triple', { n }));
      answers.set(n, [answer.status, (await answer.json()).results[0].result]);
    }
  };
  await Promise.all(Array.from({ length: 10 }, client));

  expect(killed).toHaveLength(killAt.size);
  const expected = Array.from({ length: total }, (_, n) => [n, [200, String(n * 3)]]);
  expect([...answers].sort(([a], [b]) => a - b)).toEqual(expected);
});
