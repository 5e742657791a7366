import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { canvasOf } from './canvas.ts';
import { chain, codeStep, publishedWorkflow, toolCall, toolReply, toolTrigger } from './flows.ts';
import { expect, post, sample, startAppWithOwner, test } from './test.ts';

/** Puts a connection to Vapi into a data directory whose app is not running, in a process of its own. */
const connectToVapi = async (dataDir: string, key: string): Promise<void> => {
  const program = `
    import { openStore } from '#lib/store/store.ts';
    const [dataDir, key] = process.argv.slice(1);
    const store = await openStore({ dataDir });
    await store.vapiConnection.set({ region: 'us', key });
    await store.close();`;
  await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', program, '--', dataDir, key],
    {
      cwd: path.resolve(import.meta.dirname, '..'),
    },
  );
};

/** The tool's deadline: one second is kept back of Vapi's two. */
const quickTool = { ...toolTrigger('lookUp'), config: { toolName: 'lookUp', timeoutSeconds: 2 } };

test('a trigger shows its deadline against the time that its answers take, and names what is slow', async ({
  ownerPage: page,
  app,
}) => {
  const wait = { id: 'work', type: 'wait', name: 'Ask the warehouse', config: { seconds: 0.85 } };
  const graph = chain(quickTool, wait, toolReply('ok'));
  const { id, serverUrl } = await publishedWorkflow(app, 'Budget', graph);
  const { node, panel } = canvasOf(page);

  await page.goto(`/workflows/${id}`);
  await node('Asked').click();
  const budget = panel.getByRole('region', { name: 'Time to answer' });
  await expect(budget).toContainText('deadline 1.00 s');
  await expect(budget).toContainText('Nothing measured yet');

  const body = (place: number) => toolCall('lookUp', {}, `call_${place}`);
  for (const place of [1, 2, 3]) expect((await post(serverUrl, body(place))).status).toBe(200);
  await expect
    .poll(async () => {
      const { flows } = await app.api<{ flows: { runs: number }[] }>('GET', `/workflows/${id}/timings`);
      return flows[0]?.runs;
    })
    .toBe(3);

  await page.reload();
  await node('Asked').click();
  await expect(budget.getByRole('img', { name: /usually 8\d\d ms, .* deadline 1.00 s/ })).toBeVisible();
  await expect(budget).toContainText('3 runs');
  await expect(budget.getByRole('status')).toContainText(
    /close to the deadline.*“Ask the warehouse” takes longest/,
  );
  await expect(node('Asked').getByRole('note')).toContainText('of 1.00 s');
  await expect(node('Ask the warehouse').getByRole('note')).toContainText(/8\d\d ms/);

  // The deadline that counts is the one in the form.
  await panel.getByText('More options').click();
  await panel.getByLabel('Timeout of the tool').fill('20');
  await expect(budget).toContainText('deadline 19.0 s');
  await expect(budget.getByRole('status')).toHaveCount(0);

  // What was measured is the published flow: the draft may not have that step any more.
  await budget.getByRole('button', { name: 'Ask the warehouse' }).click();
  await expect(panel).toHaveAccessibleName('Settings of Ask the warehouse');
  await node('Ask the warehouse').focus();
  await page.keyboard.press('Delete');
  await expect(node('Ask the warehouse')).toBeHidden();
  await node('Asked').click();
  await expect(budget).toContainText('Ask the warehouse');
  await expect(budget.getByRole('button', { name: 'Ask the warehouse' })).toHaveCount(0);
});

test('a call that Vapi ended because of an answer shows with the run that gave it', async ({
  ownerPage: page,
  app,
}) => {
  const graph = chain(
    { id: 'asked', type: 'trigger_event', name: 'Who answers?', config: { eventType: 'assistant-request' } },
    {
      id: 'answer',
      type: 'reply_assistant_request',
      name: 'Answer',
      config: { answer: 'assistant', assistant: '{ "name": "Tony" }' },
    },
  );
  const { id, serverUrl } = await publishedWorkflow(app, 'Refused by Vapi', graph);
  const failed = await sample('status-update.ended-assistant-request-failed.json');
  const { message } = JSON.parse(failed);
  const request = { message: { type: 'assistant-request', call: message.call } };
  expect((await post(serverUrl, JSON.stringify(request))).status).toBe(200);
  expect((await post(serverUrl, failed)).status).toBe(200);

  await page.goto(`/workflows/${id}/runs`);
  await expect(page.getByRole('row', { name: /Who answers\?/ })).toContainText('ended the call');
  await page.getByRole('link', { name: 'Completed' }).click();
  const said = page.getByRole('region', { name: 'What Vapi said of this answer' });
  await expect(said).toContainText('Vapi does not take the assistant in this answer');
  await expect(said).toContainText("assistant.model.All fallbackModels's elements must be unique");
  await expect(said).toContainText('assistant-request-returned-invalid-assistant');
  await said.getByText('The answer that Vapi got').click();
  await expect(said.getByRole('tree', { name: 'answer' })).toContainText('Tony');

  await said.getByRole('link', { name: 'Events of the call' }).click();
  await page.getByRole('row').filter({ hasText: 'status-update' }).getByRole('button').first().click();
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText('The call ended because of the answer to “Who answers?”.');
  await sheet.getByRole('link', { name: 'Open the run that answered' }).click();
  await expect(said).toBeVisible();
});

test('a flow finds a call at Vapi and speaks in it, and its runs never show the key', async () => {
  const asked: { path: string; authorization: string | undefined; body: string }[] = [];
  const vapi = createServer((request, response) => {
    let body = '';
    request.on('data', (data: Buffer) => {
      body += data.toString();
    });
    request.on('end', () => {
      asked.push({ path: request.url ?? '', authorization: request.headers.authorization, body });
      response.setHeader('content-type', 'application/json');
      const controlUrl = `http://${request.headers.host}/live/control`;
      response.end(JSON.stringify({ id: 'call_e2e', monitor: { controlUrl } }));
    });
  }).listen(0, '127.0.0.1');
  await once(vapi, 'listening');
  const address = vapi.address();
  const base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;

  const key = 'private-key-for-e2e';
  const dataDir = await mkdtemp(path.join(tmpdir(), 'patchbay-e2e-'));
  await connectToVapi(dataDir, key);
  const app = await startAppWithOwner({
    dataDir,
    env: { PATCHBAY_VAPI_API_URL: base, PATCHBAY_ALLOW_PRIVATE_NETWORKS: '127.0.0.1/32' },
  });
  try {
    const speak = {
      id: 'speak',
      type: 'vapi_control_call',
      name: 'Speak',
      config: { action: 'say', content: 'Hello {{ tool.arguments.name }}' },
    };
    const { serverUrl } = await publishedWorkflow(
      app,
      'Speaks',
      chain(
        toolTrigger('greet'),
        speak,
        codeStep(`return { said: steps.speak.output, key: '${key}' };`),
        toolReply('done'),
      ),
    );
    const answer = await post(serverUrl, toolCall('greet', { name: 'Ada' }));
    expect(await answer.json()).toMatchObject({ results: [{ result: 'done' }] });
    expect(asked).toEqual([
      { path: '/call/call_e2e', authorization: `Bearer ${key}`, body: '' },
      {
        path: '/live/control',
        authorization: undefined,
        body: JSON.stringify({ type: 'say', content: 'Hello Ada', endCallAfterSpoken: false }),
      },
    ]);
    const runs = () => app.api<{ items: { id: string }[] }>('GET', '/runs?status=completed');
    await expect.poll(async () => (await runs()).items.length).toBe(1);
    const run = await app.api('GET', `/runs/${(await runs()).items[0]?.id}`);
    expect(JSON.stringify(run)).toContain('Hello Ada');
    expect(JSON.stringify(run)).not.toContain(key);
  } finally {
    await app.stop();
    vapi.closeAllConnections();
    vapi.close();
  }
});
