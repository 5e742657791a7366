import type { Page } from '@playwright/test';
import { chain, codeStep, toolReply, toolTrigger } from './flows.ts';
import { openDraft } from './open-draft.ts';
import { expect, test } from './test.ts';

const httpStep = {
  id: 'ask',
  type: 'http_request',
  name: 'Ask',
  config: { method: 'GET', url: 'https://shop.example/orders' },
};
const flow = () => chain(toolTrigger('x'), httpStep, toolReply('Done'));
const strip = (page: Page) => page.getByRole('region', { name: 'Test', exact: true });

test('keys on the controls of the panel do nothing on the canvas', async ({ ownerPage: page, app }) => {
  const { draft, open, panel, saved } = await openDraft(app, page, 'Keys of the panel', flow());
  const before = await draft();
  await open('Ask');
  const method = panel.getByRole('combobox', { name: 'Method' });
  await method.focus();
  for (const key of ['t', 'd', 'n', 'Backspace', 'Delete']) await page.keyboard.press(key);
  await panel.getByRole('tab', { name: 'Settings' }).focus();
  await page.keyboard.press('Delete');
  await page.keyboard.press('d');
  await expect(panel).toBeVisible();
  await method.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'DELETE' }).click();
  await saved();
  expect((await draft()).nodes).toEqual(
    before.nodes.map((node) =>
      node.id === 'ask' ? { ...node, config: { ...node.config, method: 'DELETE' } } : node,
    ),
  );
});

test('undo in the name takes back letters; leaving it with a click keeps the field that was clicked', async ({
  ownerPage: page,
  app,
}) => {
  const { draft, open, panel, node } = await openDraft(app, page, 'Named', flow());
  await open('Ask');
  const name = panel.getByRole('textbox', { name: 'Name of the node' });
  await name.click();
  await page.keyboard.press('End');
  await page.keyboard.type(' the shop');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(name).not.toHaveValue('Ask the shop');
  await expect(node('Ask')).toBeVisible();
  await name.fill('Ask the shop');
  await panel.getByRole('textbox', { name: 'URL' }).click();
  await page.keyboard.press('End');
  await page.keyboard.type('/today');
  await expect(panel.getByRole('textbox', { name: 'URL' })).toHaveText('https://shop.example/orders/today');
  await expect(page.getByRole('complementary', { name: 'Settings of Ask the shop' })).toBeVisible();
  await expect
    .poll(async () => (await draft()).nodes.map(({ id, config }) => [id, config.url]))
    .toEqual([
      ['asked', undefined],
      ['ask_the_shop', 'https://shop.example/orders/today'],
      ['answer', undefined],
    ]);
});

test('Delete in the menu of the panel closes the gap and leaves the focus on what was before', async ({
  ownerPage: page,
  app,
}) => {
  const { ways, open, panel, node } = await openDraft(app, page, 'Deleted in the panel', flow());
  await open('Ask');
  await panel.getByRole('button', { name: 'More for this node' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect.poll(ways).toEqual(['asked > answer']);
  await expect(node('Asked')).toBeFocused();
});

test('Ctrl+Enter in code runs up to that step, in a note ends writing, elsewhere runs the flow', async ({
  ownerPage: page,
  app,
}) => {
  const { open, panel, canvas } = await openDraft(app, page, 'Run keys', {
    ...chain(toolTrigger('x'), codeStep('return 1;'), toolReply('Done')),
    notes: [{ id: 'note', text: 'Read me', position: { x: 0, y: 240 } }],
  });
  await open('Work');
  await panel.getByRole('textbox', { name: 'Code', exact: true }).click();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(strip(page)).toContainText('up to “Work”');
  await expect(panel.getByRole('textbox', { name: 'Code', exact: true })).toHaveText('return 1;');
  await strip(page).getByRole('button', { name: 'Close the result' }).click();

  await canvas.getByText('Read me').dblclick();
  await page.keyboard.type(' first');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(canvas.getByRole('group', { name: /^Note: .*first/ })).toBeFocused();
  await expect(strip(page)).toBeHidden();

  await open('Answer');
  await panel.getByRole('textbox', { name: 'Result', exact: true }).click();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(strip(page)).toContainText('answered after');
  await expect(panel.getByRole('textbox', { name: 'Result', exact: true })).toHaveText('Done');
});

test('what was opened in the input stays open while references are put in', async ({
  ownerPage: page,
  app,
}) => {
  const { open, panel } = await openDraft(app, page, 'Open input', flow());
  await open('Answer');
  await panel.getByRole('button', { name: 'Wide panel' }).click();
  const tree = panel.getByRole('tree', { name: 'Input' });
  const message = tree.getByRole('treeitem', { name: /^toolCallList:/ }).first();
  await expect(message).toBeVisible();
  await panel.getByRole('button', { name: 'Open all of Input' }).click();
  const rows = await tree.getByRole('treeitem').count();
  await tree.getByRole('button', { name: 'Insert call.id', exact: true }).click({ force: true });
  await expect(panel.getByRole('textbox', { name: 'Result', exact: true })).toHaveText('Done{{ call.id }}');
  await page.keyboard.type(' for you');
  await expect(panel.getByRole('note', { name: 'Value of Result' })).toContainText('for you');
  expect(await tree.getByRole('treeitem').count()).toBe(rows);
});

test('what was edited a moment before the page was left is saved', async ({ ownerPage: page, app }) => {
  const { draft, open, write } = await openDraft(app, page, 'Left at once', flow());
  await open('Answer');
  await write('Result', 'Just now');
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Canvas' })).toBeHidden();
  await expect.poll(async () => (await draft()).nodes[2]?.config.result).toBe('Just now');
});

test('signed out while editing, the editor says so and saves once one is signed in again', async ({
  ownerPage: page,
  app,
}) => {
  const { draft, open, write, canvas } = await openDraft(app, page, 'Signed out', flow());
  await open('Answer');
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await write('Result', 'Not lost');
  const reason = page.getByRole('dialog', { name: 'Not saved' });
  await expect(reason).toContainText('You are signed out. Sign in in another tab, then try again.');
  await expect(canvas).toBeVisible();
  expect((await draft()).nodes[2]?.config.result).toBe('Done');
  await page.context().addCookies(cookies);
  await reason.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(async () => (await draft()).nodes[2]?.config.result).toBe('Not lost');
  await expect(reason).toBeHidden();
});
