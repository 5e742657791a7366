import { test as base } from '@playwright/test';
import { expect, newWorkflow, post, signIn, startAppWithOwner, test } from './test.ts';

base(
  'from an empty workspace through a template to an answered event, and the list ticks itself off',
  async ({ browser }) => {
    base.setTimeout(180_000);
    const app = await startAppWithOwner();
    const context = await browser.newContext({
      baseURL: app.address,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    await signIn(page);
    const steps = page.getByRole('button', { name: /^First steps/ });
    await expect(steps).toHaveAccessibleName('First steps: 0 of 5 done');

    await page.getByRole('searchbox', { name: 'Find templates' }).fill('department');
    await expect(page.getByRole('list', { name: 'Templates' }).getByRole('listitem')).not.toHaveCount(0);
    await page.getByRole('link', { name: 'Transfer by department' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Transfer by department' })).toBeVisible();
    const preview = page.getByRole('list', { name: 'Steps of Transfer by department' });
    await expect(preview.getByRole('listitem')).toHaveCount(7);
    await expect(page.locator('.react-flow .node-card')).toHaveCount(7);
    await page.getByLabel('Phone of sales').fill('+1 415 555 0111');
    await page.getByLabel('Phone of support').fill('555');
    await page.getByLabel('Phone of billing').fill('+14155550113');
    await page.getByRole('button', { name: 'Use this template' }).click();
    await expect(page.getByText('Enter the number with its country code')).toBeVisible();
    await page.getByLabel('Phone of support').fill('+14155550112');
    await page.getByRole('button', { name: 'Use this template' }).click();
    await page.waitForURL((url) => /^\/workflows\/[\w-]{10,}$/.test(url.pathname));
    await expect(steps).toHaveAccessibleName('First steps: 1 of 5 done');

    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Publish/ })
      .click();
    await expect(page.getByRole('dialog')).toBeHidden();

    await steps.click();
    const list = page.getByRole('dialog', { name: 'First steps' });
    await list.getByRole('button', { name: 'Copy the URL' }).click();
    await expect(list.getByRole('listitem').filter({ hasText: 'Give Vapi its server URL' })).toContainText(
      'done',
    );
    const serverUrl = await page.evaluate(() => navigator.clipboard.readText());
    const message = {
      type: 'transfer-destination-request',
      call: { id: 'call-1' },
      artifact: { messages: [{ role: 'user', message: 'It is broken, I need help.' }] },
    };
    const answer = await post(serverUrl, JSON.stringify({ message }));
    expect([answer.status, await answer.json()]).toEqual([
      200,
      {
        destination: {
          type: 'number',
          number: '+14155550112',
          message: 'I am connecting you to our support team.',
          transferPlan: { mode: 'warm-transfer-say-summary' },
        },
      },
    ]);

    await list.getByRole('link', { name: 'Open the runs' }).click();
    await page.getByRole('row').getByRole('link', { name: 'Completed' }).click();
    await expect(page.getByRole('heading', { level: 1, name: /Completed/ })).toBeVisible();
    await expect(steps).toHaveAccessibleName('First steps: 5 of 5 done');
    await steps.press('Enter');
    await list.getByRole('button', { name: 'Close' }).press('Enter');
    await expect(steps).toHaveCount(0);
    await page.goto('/workflows');
    await expect(page.getByRole('heading', { level: 1, name: 'Workflows' })).toBeVisible();
    await expect(steps).toHaveCount(0);
    expect(await app.stop()).toBe(0);
  },
);

test('what a template needs can be left out: a note says what is missing, and where it goes', async ({
  ownerPage: page,
  app,
}) => {
  await page.goto('/workflows/templates/greet-known-callers');
  await page.getByLabel('Name of the workflow').fill('Left out');
  await page.getByLabel('Address of your CRM').fill('crm.example');
  await page.getByRole('button', { name: 'Use this template' }).click();
  await expect(page.getByText('Enter an address that begins with https://')).toBeVisible();
  await page.getByLabel('Address of your CRM').fill('https://crm.example/');
  await expect(
    page.getByText('Can be left out for now: Key of your CRM, Assistant that answers.'),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Use this template' }).click();
  await page.waitForURL((url) => /^\/workflows\/[\w-]{10,}$/.test(url.pathname));
  await expect(page.getByText('the secret CRM_KEY, in Settings.')).toBeVisible();

  const id = new URL(page.url()).pathname.split('/').at(-1);
  const { draft } = await app.api<{ draft: { notes: { id: string; text: string }[] } }>(
    'GET',
    `/workflows/${id}`,
  );
  expect(draft.notes.at(-1)?.text).toContain(
    'in “Greet by name” and “Greet a new caller” and “Call comes in”',
  );
  await page.goto('/workflows/templates/crm-upsert');
  await expect(page.getByText('the secret CRM_URL is there already')).toBeVisible();
  await expect(page.getByLabel('Address of your CRM')).toHaveCount(0);
});

test('a template is found, looked at and drawn on an empty canvas, by keyboard and by mouse', async ({
  ownerPage: page,
}) => {
  await newWorkflow(page, 'Drawn from a template');
  await page.getByRole('button', { name: 'Begin with a template' }).press('Enter');
  const dialog = page.getByRole('dialog');
  const search = dialog.getByRole('searchbox', { name: 'Find templates' });
  await search.focus();
  await page.keyboard.type('first tool');
  const card = dialog.getByRole('button', { name: 'Your first tool' });
  await expect(dialog.getByRole('list', { name: 'Templates' }).getByRole('heading')).toHaveCount(1);
  await card.focus();
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Use this template' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.locator('.react-flow__node').filter({ hasText: 'Tell the assistant' })).toBeVisible();
  await expect(page.locator('.react-flow__node').filter({ hasText: 'It works as it is' })).toBeVisible();

  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByRole('button', { name: 'Begin with a template' }).click();
  await search.fill('first tool');
  await card.click();
  await expect(dialog.locator('.node-card').filter({ hasText: 'Tell the assistant' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Use this template' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator('.react-flow__node').filter({ hasText: 'Tell the assistant' })).toBeVisible();
});

test('there are at least twelve templates, and each is drawn before it is used', async ({
  ownerPage: page,
}) => {
  await page.goto('/workflows/templates');
  const list = page.getByRole('list', { name: 'Templates' });
  const links = await list
    .getByRole('link')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  const addresses = [...new Set(links.filter((href) => href.startsWith('/workflows/templates/')))];
  expect(addresses.length).toBeGreaterThanOrEqual(12);
  for (const address of addresses) {
    await page.goto(address);
    const steps = page.getByRole('list', { name: /^Steps of/ }).getByRole('listitem');
    await expect(steps).not.toHaveCount(0);
    await expect(page.locator('.react-flow .node-card')).toHaveCount(await steps.count());
  }
});

test('a search without a hit says so and leads back', async ({ ownerPage: page }) => {
  await page.goto('/workflows/templates');
  await page.getByRole('searchbox', { name: 'Find templates' }).fill('no such template');
  await expect(page.getByText('No template matches')).toBeVisible();
  await page.getByRole('button', { name: 'Show all templates' }).click();
  await page.getByRole('button', { name: 'After the call' }).click();
  await expect(page.getByRole('list', { name: 'Templates' }).getByRole('heading')).toHaveCount(4);
});
