import { constants, publicEncrypt } from 'node:crypto';
import type { Page } from '@playwright/test';
import { isAccessible } from './accessible.ts';
import { chain, codeFlow, publishedWorkflow, toolCall, toolReply, toolTrigger } from './flows.ts';
import { expect, post, test } from './test.ts';

/** The value beside a label in "What to enter in Vapi". */
const entered = async (page: Page, label: string): Promise<string> =>
  (await page
    .getByRole('dialog')
    .locator('dl > div')
    .filter({ has: page.getByText(label, { exact: true }) })
    .locator('dd code')
    .textContent()) ?? '';

test('a credential is added, asked for, and removed again', async ({ ownerPage: page, app }) => {
  const { id, serverUrl } = await publishedWorkflow(app, 'Guarded', codeFlow('return "in";'));
  const status = async (headers: Record<string, string> = {}) =>
    (await post(serverUrl, toolCall('bookAppointment'), headers)).status;
  await page.goto(`/workflows/${id}/settings`);
  await expect(page.getByRole('heading', { name: 'Nothing is asked for' })).toBeVisible();
  expect(await status()).toBe(200);

  await page.getByRole('button', { name: 'Add credential' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('radio', { name: 'Secret in a header' })).toBeChecked();
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('production');
  await dialog.getByRole('button', { name: 'Add credential' }).click();
  await expect(dialog.getByRole('heading', { name: 'Now enter it in Vapi' })).toBeVisible();
  expect(await entered(page, 'Authentication Type')).toBe('Bearer Token');
  expect(await entered(page, 'Header Name')).toBe('X-Vapi-Secret');
  expect(await entered(page, 'Include Bearer Prefix')).toBe('off');
  const secret = await entered(page, 'Token');
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  await dialog.getByRole('tab', { name: 'With the API' }).click();
  await expect(dialog.getByText(`"X-Vapi-Secret": "${secret}"`)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveAttribute('data-state', 'open'); // what is shown once is not lost by a key
  await dialog.getByRole('button', { name: 'I have copied it' }).click();

  const row = page.getByRole('list', { name: 'Credentials' }).getByRole('listitem');
  await expect(row).toContainText('production');
  expect([
    await status(),
    await status({ 'x-vapi-secret': 'wrong' }),
    await status({ 'x-vapi-secret': secret }),
  ]).toEqual([401, 401, 200]);
  await row.getByRole('button', { name: 'What to enter in Vapi' }).click();
  await expect(dialog).toContainText('the secret you copied');
  expect(await page.content()).not.toContain(secret);
  await page.keyboard.press('Escape');

  await page.goto(`/workflows/${id}/events`);
  const refused = page.getByRole('row').filter({ hasText: 'Refused' });
  await expect(refused.first()).toContainText('does not match this workflow');
  await expect(refused.last()).toContainText('The header X-Vapi-Secret is missing.');

  await page.goto(`/workflows/${id}/settings`);
  await page.getByRole('button', { name: 'Remove production' }).click();
  await expect(page.getByRole('alertdialog')).toContainText('Anyone who knows the server URL');
  await page.getByRole('button', { name: 'Remove the credential' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing is asked for' })).toBeVisible();
  expect(await status()).toBe(200);
});

test('the form says what cannot work, and keeps what was typed', async ({ ownerPage: page, app }) => {
  const { id } = await publishedWorkflow(app, 'Form', codeFlow('return 1;'));
  await page.goto(`/workflows/${id}/settings`);
  await page.getByRole('button', { name: 'Add credential' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('label').filter({ hasText: 'HMAC signature' }).click();
  await dialog.getByRole('textbox', { name: 'Payload format' }).fill('{timestamp}');
  await dialog.getByRole('textbox', { name: 'Oldest event' }).fill('soon');
  await dialog.getByRole('button', { name: 'Add credential' }).click();
  await expect(dialog.getByText('The payload format has to contain {body}')).toBeVisible();
  await expect(
    dialog
      .getByText(/seconds/)
      .filter({ hasText: /whole number|number/ })
      .first(),
  ).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: 'Payload format' })).toHaveValue('{timestamp}');
  await isAccessible(page, '[role=dialog]');
  const warning = 'The time is not part of what is signed';
  await expect(dialog.getByText(warning)).toBeHidden();
  await dialog.getByRole('textbox', { name: 'Payload format' }).fill('{body}');
  await expect(dialog.getByText(warning)).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Oldest event' }).fill('300');
  await dialog.getByRole('button', { name: 'Add credential' }).click();
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  await expect(page.getByRole('list', { name: 'Credentials' }).getByText(warning)).toBeVisible();
});

test('an OAuth2 token of the token endpoint lets events in', async ({ app }) => {
  const { id, serverUrl } = await publishedWorkflow(app, 'OAuth', codeFlow('return 1;'));
  const made = await app.api<{
    inVapi: { credential: { authenticationPlan: { url: string; clientId: string; clientSecret: string } } };
  }>('POST', `/workflows/${id}/credentials`, { kind: 'oauth2' });
  const { url, clientId, clientSecret } = made.inVapi.credential.authenticationPlan;
  const ask = (secret: string) =>
    fetch(url, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
  const wrong = await ask('guessed-client-secret');
  expect([wrong.status, await wrong.json()]).toEqual([
    401,
    expect.objectContaining({ error: 'invalid_client' }),
  ]);
  const answer = await ask(clientSecret);
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  const { access_token: token } = await answer.json();
  const status = async (value: string) =>
    (await post(serverUrl, toolCall('bookAppointment'), { authorization: `Bearer ${value}` })).status;
  expect([await status(token), await status(`${token}x`)]).toEqual([200, 401]);
  expect((await fetch(url)).status).toBe(405);
});

test('only allowed addresses may post, and the page says how this server sees the reader', async ({
  ownerPage: page,
  app,
}) => {
  const { id, serverUrl } = await publishedWorkflow(app, 'Addresses', codeFlow('return 1;'));
  await page.goto(`/workflows/${id}/settings`);
  await expect(page.getByText('This server sees you at 127.0.0.1')).toBeVisible();
  const list = page.getByRole('textbox', { name: 'Addresses and networks' });
  await list.fill('nowhere');
  await page.getByRole('button', { name: 'Save addresses' }).click();
  await expect(page.getByText('"nowhere" is not an address or a network')).toBeVisible();
  await list.fill('');
  await page.getByRole('button', { name: /Fill in Vapi/ }).click();
  await expect(list).toHaveValue('167.150.224.0/23');
  await page.getByRole('button', { name: 'Save addresses' }).click();
  await expect(page.getByText('1 allowed')).toBeVisible();
  expect((await post(serverUrl, toolCall('bookAppointment'))).status).toBe(401);
  await page.goto(`/workflows/${id}/events`);
  await expect(page.getByRole('row').filter({ hasText: 'Refused' })).toContainText(
    'The address 127.0.0.1 is not in the list of allowed addresses.',
  );
});

test('encrypted tool arguments reach the flow in clear and nobody else', async ({ ownerPage: page, app }) => {
  const graph = chain(toolTrigger(), toolReply('Card {{ tool.arguments.payment.cardNumber }}'));
  const { id, serverUrl } = await publishedWorkflow(app, 'Encrypted', graph);
  await page.goto(`/workflows/${id}/settings`);
  await page.getByRole('button', { name: 'Make a key pair' }).click();
  const paths = page.getByRole('textbox', { name: 'Encrypted arguments' });
  await paths.fill('payment.cardNumber');
  await page.getByRole('button', { name: 'Save arguments' }).click();
  await expect(page.getByRole('button', { name: 'Save arguments' })).toBeDisabled();
  const key = (await page.getByRole('figure', { name: 'Public Key PEM' }).locator('pre').textContent()) ?? '';
  const cardNumber = publicEncrypt(
    { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
    Buffer.from('4111111111111111'),
  ).toString('base64');
  const answer = await post(serverUrl, toolCall('bookAppointment', { payment: { cardNumber } }));
  expect(await answer.json()).toMatchObject({ results: [{ result: 'Card 4111111111111111' }] });
  await page.goto(`/workflows/${id}/runs`);
  await page.getByRole('link', { name: 'Completed' }).click();
  await page
    .getByRole('list', { name: 'Steps' })
    .getByRole('button', { name: /Answer/ })
    .click();
  await expect(page.getByRole('complementary', { name: 'Details' })).toContainText('••••••');
  expect(await page.content()).not.toContain('4111111111111111');
});

for (const scheme of ['light', 'dark'] as const) {
  test(`the settings are accessible and fit on a phone, ${scheme}`, async ({ ownerPage: page, app }) => {
    const { id } = await publishedWorkflow(app, `Phone ${scheme}`, codeFlow('return 1;'));
    for (const kind of ['header', 'bearer', 'hmac', 'oauth2']) {
      await app.api('POST', `/workflows/${id}/credentials`, {
        kind,
        name: `The ${kind} of the shop in the north`,
      });
    }
    await app.api('POST', `/workflows/${id}/key-pairs`);
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 390, height: 800 });
    await page.goto(`/workflows/${id}/settings`);
    await expect(page.getByRole('list', { name: 'Credentials' }).getByRole('listitem')).toHaveCount(4);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await isAccessible(page, 'main');
    await page.getByRole('button', { name: 'What to enter in Vapi' }).nth(2).click();
    await expect(page.getByRole('dialog')).toContainText('Payload Format');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await isAccessible(page, '[role=dialog]');
  });
}
