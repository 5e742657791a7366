import type { FakeVapi } from '../lib/connect/testing/fake-vapi.ts';
import { isAccessible } from './accessible.ts';
import { chain, publishedWorkflow, toolCall, toolReply, toolTrigger } from './flows.ts';
import { type AppWithOwner, expect, post, signIn } from './test.ts';
import { test } from './with-vapi.ts';

test.beforeEach(({ vapi }) => vapi.clear());

const answering = () => chain(toolTrigger(), toolReply('It is {{ tool.arguments.day }}.'));

/** Puts the key in over the API, for tests that are about something else. */
const connect = (app: AppWithOwner, vapi: FakeVapi) =>
  app.api('PUT', '/vapi-connection', { key: vapi.key, region: 'us' });

test('from an empty workspace to a connected assistant and an answered tool call, in few clicks', async ({
  page,
  vapi,
}) => {
  const { id: assistantId } = vapi.add('assistant', {
    name: 'Front desk',
    model: { provider: 'openai', model: 'gpt-4o' },
    server: { url: 'https://old.example/hook' },
  });
  await signIn(page);
  await page.getByRole('link', { name: 'Your first tool' }).click();
  await page.getByRole('button', { name: 'Use this template' }).click();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Publish/ })
    .click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByRole('navigation', { name: 'Workflow' }).getByRole('link', { name: 'Connect' }).click();

  const key = page.getByRole('textbox', { name: 'Private key' });
  await key.fill('a-wrong-private-key');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.getByText('Vapi does not take this key.')).toBeVisible();
  await key.fill(vapi.key);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.getByText(`…${vapi.key.slice(-4)}`)).toBeVisible();
  expect(await page.content()).not.toContain(vapi.key);

  await expect(page.getByText('https://old.example/hook')).toBeVisible();
  await page.getByRole('button', { name: 'Connect Front desk' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('list', { name: 'Fields' })).toContainText('server.backoffPlan');
  await dialog.getByRole('checkbox', { name: /exists on this machine only/ }).check();
  await dialog.getByRole('button', { name: 'Send to Vapi' }).click();
  await expect(dialog.getByText('Vapi was asked again and has it.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Done' }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'Front desk' }).first();
  await expect(row).toContainText('Sends here');
  await expect(row).toContainText('no event yet');

  await page.getByRole('button', { name: 'Create in Vapi: look_up_order' }).click();
  await dialog.getByRole('checkbox', { name: /exists on this machine only/ }).check();
  await dialog.getByRole('button', { name: 'Send to Vapi' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Give to an assistant: look_up_order' }).click();
  await page.getByRole('menuitem', { name: 'Front desk' }).click();
  await dialog.getByRole('button', { name: 'Send to Vapi' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('Used by Front desk')).toBeVisible();

  // The limit for all of this is the test's own: one minute. Now what Vapi does in a call: it posts to the URL that it was given, and reads the answer.
  const assistant = vapi.get('assistant', assistantId);
  const [tool] = vapi.all('tool');
  expect(assistant).toMatchObject({ model: { model: 'gpt-4o', toolIds: [tool?.id] } });
  const { url } = Object(tool?.server);
  const answer = await post(url, toolCall('look_up_order', { order_number: '1001' }));
  expect(await answer.json()).toMatchObject({
    results: [{ result: expect.stringContaining('is on its way') }],
  });
  await expect(row).toContainText('last event of this workflow just now');
});

test('what was there is put back, and a change that Vapi drops is said', async ({
  ownerPage: page,
  app,
  vapi,
}) => {
  const before = {
    url: 'https://old.example/hook',
    timeoutSeconds: 7,
    headers: { 'X-Other': 'hidden-value' },
  };
  const { id: assistantId } = vapi.add('assistant', { name: 'Night desk', server: before });
  await connect(app, vapi);
  const { id } = await publishedWorkflow(app, 'Night', answering());
  await page.goto(`/workflows/${id}/connect`);
  await expect(page.getByRole('button', { name: 'Connect Night desk' })).toBeVisible();
  vapi.misbehave({ status: 500 });
  await page.getByRole('button', { name: 'Connect Night desk' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('alert')).toContainText('fault of its own');
  vapi.misbehave({});
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await expect(dialog.getByRole('alert')).toBeHidden();
  await expect(dialog.getByText(/The headers that are set there stay.*X-Other/)).toBeVisible();
  await dialog.getByRole('checkbox', { name: /exists on this machine only/ }).check();
  await dialog.getByRole('button', { name: 'Send to Vapi' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  expect(await page.content()).not.toContain('hidden-value');

  await page.getByRole('button', { name: 'Restore Night desk' }).click();
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(dialog.getByText('Vapi was asked again and has it.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Done' }).click();
  expect(vapi.get('assistant', assistantId)?.server).toEqual(before);

  vapi.misbehave({ ignoredFields: ['server'] });
  await page.getByRole('button', { name: 'Connect Night desk' }).click();
  await dialog.getByRole('checkbox', { name: /exists on this machine only/ }).check();
  await dialog.getByRole('button', { name: 'Send to Vapi' }).click();
  await expect(dialog.getByText('not kept').first()).toBeVisible();
});

test('when Vapi is down, refuses the key or has too much to do, the page says what to do', async ({
  ownerPage: page,
  app,
  vapi,
}) => {
  await connect(app, vapi);
  const { id } = await publishedWorkflow(app, 'Trouble', answering());
  for (const [status, words] of [
    [500, 'fault of its own'],
    [401, 'does not take this key'],
    [429, 'Wait a minute'],
  ] as const) {
    vapi.misbehave({ status });
    await page.goto(`/workflows/${id}/connect`);
    await expect(page.getByText(words)).toBeVisible();
  }
  vapi.misbehave({});
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('This organisation has no assistants in Vapi')).toBeVisible();
});

test('a tool that is in Vapi becomes a trigger on the canvas', async ({ ownerPage: page, app, vapi }) => {
  vapi.add('tool', {
    type: 'function',
    function: { name: 'cancel_order', description: 'Cancels an order.' },
  });
  await connect(app, vapi);
  const { id } = await publishedWorkflow(app, 'Pull', answering());
  await page.goto(`/workflows/${id}/connect`);
  await page.getByRole('checkbox', { name: /cancel_order/ }).check();
  await page.getByRole('button', { name: 'Add to the canvas' }).click();
  await expect(page.getByRole('list', { name: 'Tools of this workflow' })).toContainText('cancel_order');
  await page.goto(`/workflows/${id}`);
  await expect(page.getByText('cancel_order').first()).toBeVisible();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`the page is accessible and fits on a phone, ${scheme}`, async ({ ownerPage: page, app, vapi }) => {
    vapi.add('assistant', { name: 'A rather long name of an assistant in the north of the country' });
    vapi.add('assistant', { name: 'Other', server: { url: `https://example.com/${'long/'.repeat(20)}` } });
    vapi.add('tool', { type: 'function', function: { name: 'a_tool_that_is_only_in_vapi' } });
    await connect(app, vapi);
    const { id } = await publishedWorkflow(app, `Phone ${scheme}`, answering());
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 390, height: 800 });
    await page.goto(`/workflows/${id}/connect`);
    await expect(page.getByRole('button', { name: 'Connect Other' })).toBeVisible();
    await page.getByText('Get a public address').click();
    await expect(page.getByText('cloudflared tunnel --url http://localhost:')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await isAccessible(page, 'main');
    await page.getByRole('button', { name: 'Connect Other' }).click();
    await expect(page.getByRole('list', { name: 'Fields' })).toBeVisible();
    await isAccessible(page, '[role=dialog]');
  });
}
