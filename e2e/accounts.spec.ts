import type { Browser, Page } from '@playwright/test';
import { canvasOf } from './canvas.ts';
import {
  chain,
  codeFlow,
  draftWorkflow,
  publishedWorkflow,
  toolCall,
  toolReply,
  toolTrigger,
} from './flows.ts';
import { type AppWithOwner, expect, OWNER, post, signIn, test } from './test.ts';

/** The status of an API request with the given key. */
const statusWith = async (app: AppWithOwner, key: string): Promise<number> => {
  const headers = { authorization: `Bearer ${key}` };
  return (await fetch(`${app.address}/api/v1/workflows`, { headers })).status;
};

/** A page in a browser of its own, signed in with a session of its own. */
const freshSession = async (browser: Browser, app: AppWithOwner): Promise<Page> => {
  const page = await (await browser.newContext({ baseURL: app.address })).newPage();
  await signIn(page);
  return page;
};

test('registration is closed once there is an owner', async ({ page, app }) => {
  await page.goto('/setup');
  await expect(page).toHaveURL(/\/login$/);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();

  const intruder = { name: 'Eve', email: 'eve@example.com', password: 'a long enough password' };
  const post = (route: string, body: unknown) =>
    fetch(`${app.address}${route}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: app.address },
      body: JSON.stringify(body),
    });
  expect((await post('/api/auth/sign-up/email', intruder)).status).toBe(404);
  const { email, password } = intruder;
  expect((await post('/api/auth/sign-in/email', { email, password })).status).toBe(401);
});

test('a wrong password gets a plain message and no session', async ({ page }) => {
  await page.goto('/login');
  await page.getByLabel('E-mail').fill(OWNER.email);
  await page.getByRole('textbox', { name: 'Password' }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'do not belong together' })).toBeVisible();
  await page.goto('/workflows');
  await expect(page).toHaveURL(/\/login/);
});

test('signing out ends the session and leaves nothing of the workflows behind, without losing a draft unasked', async ({
  browser,
  app,
}) => {
  const page = await freshSession(browser, app);
  const cookies = await page.context().cookies();
  expect(cookies.filter(({ name }) => name.includes('session'))).not.toHaveLength(0);
  for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });

  const { id } = await draftWorkflow(app, 'Signed out of', codeFlow('return 1;'));
  const { open, write, saved } = canvasOf(page);
  const kept = () =>
    page.evaluate(async () => [
      ...Object.keys(localStorage).filter((key) => key.startsWith('patchbay')),
      ...(await indexedDB.databases()).map(({ name }) => name),
    ]);
  await page.goto(`/workflows/${id}`);
  await open('Answer');
  await write('Result', 'Saved');
  await saved();
  await expect.poll(kept).toEqual(['patchbay']);
  await page.route('**/api/drafts/**', (route) => route.abort('connectionrefused'));
  await write('Result', 'Not saved');
  const unsaved = expect.stringMatching(`^patchbay:draft:${id}:`);
  await expect.poll(kept).toContainEqual(unsaved);
  await page.getByRole('button', { name: `Account: ${OWNER.name}` }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByText('You are still signed in: a draft is not saved')).toBeVisible();
  expect(await kept()).toContainEqual(unsaved);
  await page.getByRole('button', { name: 'Sign out anyway' }).click();
  await expect(page).toHaveURL(/\/login/);
  expect(await kept()).toEqual([]);
  await page.goto('/workflows');
  await expect(page).toHaveURL(/\/login/);
  await page.context().close();
});

test('everything but health and the server URL is behind login', async ({ page, app }) => {
  const { id } = await publishedWorkflow(app, 'Behind login', chain(toolTrigger('closed'), toolReply('No')));
  const pages = ['', '/runs', '/events', '/settings'].map((path) => `/workflows/${id}${path}`);
  for (const path of ['/', '/workflows', '/settings', ...pages]) {
    await page.goto(path);
    await expect(page, path).toHaveURL(/\/login/);
    await expect(page.getByText('Behind login')).toHaveCount(0);
  }
  const statusOf = async (path: string, method = 'GET') =>
    (await fetch(`${app.address}${path}`, { method, redirect: 'manual' })).status;
  for (const path of ['workflows', `workflows/${id}`, 'events', 'runs', 'calls', 'secrets']) {
    expect([path, await statusOf(`/api/v1/${path}`)]).toEqual([path, 401]);
  }
  expect(await statusOf(`/api/v1/workflows/${id}`, 'DELETE')).toBe(401);
  expect(await statusOf(`/api/v1/workflows/${id}/publish`, 'POST')).toBe(401);
  expect(await statusOf(`/api/live?workflow=${id}`)).toBe(401);
  expect(await statusOf('/api/health')).toBe(200);
  expect(await statusOf('/api/ready')).toBe(200);
});

test('a session is no API key, and an API key is no session', async ({ ownerCookies, app }) => {
  const cookie = ownerCookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  expect((await fetch(`${app.address}/api/v1/workflows`, { headers: { cookie } })).status).toBe(401);
  const headers = { authorization: `Bearer ${app.apiKey}` };
  const answer = await fetch(`${app.address}/workflows`, { headers, redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([307, expect.stringContaining('/login')]);
});

test('an API key works, is shown once, and is refused once revoked', async ({ ownerPage: page, app }) => {
  await page.goto('/settings');
  await page.getByRole('button', { name: 'New key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Deploy script');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByRole('heading', { name: 'Copy the key now' })).toBeVisible();
  const key = (await dialog.getByText(/^pb_[\w-]+$/).textContent()) ?? '';
  expect(await statusWith(app, key)).toBe(200);

  await page.keyboard.press('Escape');
  await expect(dialog).toHaveAttribute('data-state', 'open'); // what is shown once is not lost by a key
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  await page.reload();
  await expect(page.getByText('Deploy script')).toBeVisible();
  expect(await page.content()).not.toContain(key);

  await page.getByRole('button', { name: 'Revoke Deploy script' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke the key' }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'Deploy script' });
  await expect(row.getByText('revoked', { exact: true })).toBeVisible();
  expect(await statusWith(app, key)).toBe(401);
});

test('a secret reaches the flow and is never shown again', async ({ ownerPage: page, app }) => {
  const value = 'sk-e2e-8f31c2';
  await page.goto('/settings');
  await page.getByRole('button', { name: 'New secret' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('CRM_TOKEN');
  await dialog.getByLabel('Value', { exact: true }).fill(value);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Replace CRM_TOKEN' })).toBeVisible();
  await page.reload();
  expect(await page.content()).not.toContain(value);

  const workflow = await publishedWorkflow(
    app,
    'With a secret',
    chain(
      toolTrigger('withSecret'),
      {
        id: 'work',
        type: 'code',
        name: 'Work',
        config: {
          source:
            'console.log(secrets.CRM_TOKEN); return { token: secrets.CRM_TOKEN, length: secrets.CRM_TOKEN.length };',
        },
      },
      toolReply('{{ steps.work.output.length }} characters'),
    ),
  );
  const answer = await post(workflow.serverUrl, toolCall('withSecret'));
  expect(await answer.json()).toMatchObject({ results: [{ result: `${value.length} characters` }] });

  await page.goto(`/workflows/${workflow.id}/runs`);
  await page
    .getByRole('row')
    .filter({ hasText: 'withSecret' })
    .getByRole('link', { name: 'Completed' })
    .click();
  await page.getByRole('list', { name: 'Steps' }).getByRole('button', { name: /Work/ }).click();
  await expect(page.getByRole('heading', { name: 'Work' })).toBeVisible();
  expect(await page.content()).not.toContain(value);
  const { items } = await app.api<{ items: { id: string }[] }>('GET', `/runs?workflow=${workflow.id}`);
  const run = await app.api('GET', `/runs/${items[0]?.id}`);
  expect(JSON.stringify(run)).not.toContain(value);
  expect(JSON.stringify(await app.api('GET', '/secrets'))).not.toContain(value);
});
