import { test as base } from '@playwright/test';
import { canvasOf } from './canvas.ts';
import { startApp } from './start-app.ts';
import { expect, newWorkflow, OWNER, post, sample, test } from './test.ts';

base('the first visit creates the owner, and the tour of the README works', async ({ browser }) => {
  base.setTimeout(180_000);
  const app = await startApp();
  const context = await browser.newContext({
    baseURL: app.address,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  await page.goto('/');
  await page.getByLabel('Your name').fill(OWNER.name);
  await page.getByLabel('E-mail').fill(OWNER.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(OWNER.password);
  const create = page.getByRole('button', { name: 'Create the owner account' });
  await page.route('**/setup', (route) =>
    route.request().method() === 'POST' ? route.abort('connectionrefused') : route.continue(),
  );
  await create.click();
  await expect(page.getByRole('alert').filter({ hasText: 'The server does not answer' })).toBeVisible();
  await page.unroute('**/setup');
  await create.click();
  await page.waitForURL('**/workflows');

  await newWorkflow(page, 'Order line');
  const { dragFromPalette, connect, panel, saved, node, open, closePanel, write } = canvasOf(page);
  await page.getByRole('button', { name: /^Tool call The assistant needs/ }).click();
  await panel.getByRole('textbox', { name: 'Tool name' }).fill('bookAppointment');
  await closePanel();

  await dragFromPalette('Code', { x: 300, y: 480 });
  await connect('Tool call', 'Code');
  await open('Code');
  await write('Code', "return { when: tool.arguments.date + ' at ' + tool.arguments.time };");
  await closePanel();

  await dragFromPalette('Reply to tool call', { x: 620, y: 480 });
  await connect('Code', 'Reply to tool call');
  await open('Reply to tool call');
  await write('Result', 'Booked for {{ steps.code.output.when }}.');
  await closePanel();
  await expect(node('Reply to tool call')).toBeVisible();
  await saved();

  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Publish/ })
    .click();
  await expect(page.getByRole('dialog')).toBeHidden();

  await page.getByRole('button', { name: 'Server URL' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^Copy/ }).first().click();
  const serverUrl = await page.evaluate(() => navigator.clipboard.readText());
  expect(serverUrl).toMatch(/\/api\/vapi\/[\w-]{22,}$/);

  const answer = await post(serverUrl, await sample('tool-calls.json'));
  expect([answer.status, await answer.json()]).toEqual([
    200,
    {
      results: [
        {
          toolCallId: 'call_4Zk1vUO6Dq9LmPcQxY8tRsW2',
          name: 'bookAppointment',
          result: 'Booked for 2025-11-24 at 15:00.',
        },
      ],
    },
  ]);

  await page.keyboard.press('Escape');
  await page.getByRole('navigation', { name: 'Workflow' }).getByRole('link', { name: 'Runs' }).click();
  const run = page.getByRole('row').filter({ hasText: 'bookAppointment' });
  await run.getByRole('link', { name: 'Completed' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Completed/ })).toBeVisible();
  await expect(page.getByText('Booked for 2025-11-24 at 15:00.').first()).toBeVisible();
  expect(await app.stop()).toBe(0);
});

test('an assistant request is answered by the flow that was drawn for it', async ({
  ownerPage: page,
  app,
}) => {
  await newWorkflow(page, 'Front desk');
  const { dragFromPalette, connect, saved, open, closePanel, write } = canvasOf(page);
  await page.getByRole('button', { name: /^Call comes in/ }).click();
  await closePanel();
  await dragFromPalette('Reply: who answers the call', { x: 320, y: 480 });
  await connect(/^(Call comes in|Vapi event),/, 'Reply: who answers the call');
  await open('Reply: who answers the call');
  await write('Assistant id', 'b33d016a-db85-4e34-801b-5f7a175a077e');
  await closePanel();
  await saved();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Publish/ })
    .click();
  await expect(page.getByRole('dialog')).toBeHidden();

  const id = /\/workflows\/([\w-]+)/.exec(page.url())?.[1];
  const { serverUrl } = await app.api<{ serverUrl: string }>('GET', `/workflows/${id}`);
  for (const file of ['assistant-request.json', 'assistant-request.captured-2024-07.json']) {
    const answer = await post(serverUrl, await sample(file));
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { assistantId: 'b33d016a-db85-4e34-801b-5f7a175a077e' },
    ]);
  }
});
