import type { Page } from '@playwright/test';
import { canvasOf } from './canvas.ts';
import { codeFlow, publishedWorkflow } from './flows.ts';
import { LAST_LINE, largeEvent } from './large-event.ts';
import { type AppWithOwner, expect, post, test } from './test.ts';

const MOST_ROWS = 80; // what fits on the screen, and some above and below

const workflowWithLargeEvent = async (app: AppWithOwner, name: string) => {
  const workflow = await publishedWorkflow(app, name, codeFlow('return { ok: true };'));
  expect((await post(workflow.serverUrl, largeEvent())).status).toBe(200);
  return workflow;
};

const pickLargeEvent = async (page: Page) => {
  await page.getByRole('button', { name: /^Test event/ }).click();
  const picker = page.getByRole('dialog', { name: 'Test with' });
  await picker.getByRole('tab', { name: 'Received' }).click();
  await picker.getByRole('option', { name: /end-of-call-report/ }).click();
};

const activeRow = (page: Page, tree: string) =>
  page.getByRole('tree', { name: tree }).getByRole('treeitem', { selected: true });

test('an event of 5 MB is shown, opened, searched and walked through in the panel', async ({
  ownerPage: page,
  app,
}) => {
  const { id } = await workflowWithLargeEvent(app, 'Large');
  await page.goto(`/workflows/${id}`);
  await pickLargeEvent(page);
  const { open, panel } = canvasOf(page);
  await open('Work');
  await panel.getByRole('tab', { name: 'Input' }).click();
  const tree = panel.getByRole('tree', { name: 'Input' });
  const rows = tree.getByRole('treeitem');
  await expect(rows.first()).toBeVisible();

  await panel.getByRole('button', { name: 'Open all of Input' }).click();
  await expect(rows.filter({ hasText: '40000' })).toHaveAttribute('aria-expanded', 'true');
  const line = rows.filter({ hasText: 'line 1 of the call' });
  await expect(line).toHaveAttribute('aria-posinset', '2');
  await expect(line).toHaveAttribute('aria-setsize', '3');
  expect(await rows.count()).toBeLessThan(MOST_ROWS);

  await panel.getByRole('textbox', { name: 'Find in Input' }).fill(LAST_LINE);
  await expect(panel.getByText('0/1', { exact: true })).toBeVisible();
  await panel.getByRole('button', { name: 'Next match' }).click();
  await expect(activeRow(page, 'Input')).toContainText(LAST_LINE);
  await expect(activeRow(page, 'Input')).toBeInViewport();
  expect(await rows.count()).toBeLessThan(MOST_ROWS);

  await tree.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(activeRow(page, 'Input')).toHaveAttribute('aria-posinset', '40000');
  await page.keyboard.press('Home');
  await expect(activeRow(page, 'Input')).toContainText('event');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('a');
  await expect(activeRow(page, 'Input')).toContainText('artifact');
  await page.keyboard.press('End');
  await expect(activeRow(page, 'Input')).toBeInViewport();
  expect(await tree.getAttribute('aria-activedescendant')).toBe(
    await activeRow(page, 'Input').getAttribute('id'),
  );
});

test('keys that are no names, and what is nested deep, are put into a field as templates write them', async ({
  ownerPage: page,
  app,
}) => {
  const { id } = await workflowWithLargeEvent(app, 'Odd keys');
  await page.goto(`/workflows/${id}`);
  await pickLargeEvent(page);
  const { open, panel } = canvasOf(page);
  await open('Answer');
  await panel.getByRole('textbox', { name: 'Result', exact: true }).click();
  await panel.getByRole('tab', { name: 'Input' }).click();
  const find = panel.getByRole('textbox', { name: 'Find in Input' });
  await find.fill('a/b~c');
  await find.press('Enter');
  await expect(activeRow(page, 'Input')).toContainText('a/b~c');
  await panel.getByRole('tree', { name: 'Input' }).focus();
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('textbox', { name: 'Result', exact: true })).toContainText(
    'event["odd keys"]["a/b~c"]',
  );
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('of 5 MB only the rows in view exist', async ({ ownerPage: page, app }) => {
    const { id } = await workflowWithLargeEvent(app, 'Large on a phone');
    await page.goto(`/workflows/${id}`);
    await pickLargeEvent(page);
    await canvasOf(page).node('Asked').tap();
    const sheet = page.getByRole('dialog', { name: 'Asked' });
    await sheet.getByRole('tab', { name: 'Input' }).tap();
    await sheet.getByRole('button', { name: 'Open all of Input' }).tap();
    const rows = sheet.getByRole('treeitem');
    await expect(rows.filter({ hasText: 'line 1 of the call' })).toBeVisible();
    expect(await rows.count()).toBeLessThan(MOST_ROWS);
  });
});

test('beside the list of events, 5 MB and a text of two megabytes in them open as quickly', async ({
  ownerPage: page,
  app,
}) => {
  const { id } = await workflowWithLargeEvent(app, 'Large event');
  await page.goto(`/workflows/${id}/events`);
  await page.getByText('end-of-call-report').first().click();
  const tree = page.getByRole('tree', { name: 'event' });
  const find = page.getByRole('textbox', { name: 'Find in event' });
  await find.fill('transcript');
  await find.press('Enter');
  await expect(activeRow(page, 'event')).toContainText('And then the caller said');
  // All of the text is there to be read, and only what is in view is laid out.
  const text = page.locator('pre', { hasText: 'And then the caller said' });
  await expect(text).toBeVisible();
  expect((await text.textContent())?.length).toBeGreaterThan(2_000_000);
  await tree.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('*');
  expect(await tree.getByRole('treeitem').count()).toBeLessThan(MOST_ROWS);
});
