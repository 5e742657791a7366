import type { Page } from '@playwright/test';
import { isAccessible } from './accessible.ts';
import { canvasOf } from './canvas.ts';
import {
  chain,
  codeStep,
  draftWorkflow,
  type FlowGraph,
  type MadeWorkflow,
  toolReply,
  toolTrigger,
} from './flows.ts';
import { type AppWithOwner, expect, test } from './test.ts';

const shop = (): FlowGraph & { readonly notes: readonly object[] } => ({
  ...chain(
    toolTrigger('look_up_order'),
    {
      ...codeStep("const order = 1;\nreturn fetch('https://old.example/' + order);"),
      id: 'find_order',
      name: 'Find order',
    },
    toolReply('Your order: {{ steps.find_order.output }}'),
  ),
  notes: [{ id: 'n', text: 'About the order', position: { x: 0, y: 240 }, width: 200, height: 80 }],
});

const openShop = async (app: AppWithOwner, page: Page, name: string) => {
  const workflow = await draftWorkflow(app, name, shop());
  await page.goto(`/workflows/${workflow.id}`);
  const canvas = canvasOf(page);
  await expect(canvas.canvas).toBeVisible();
  const find = page.getByRole('dialog', { name: 'Find and replace' });
  const draft = async () => (await app.api<MadeWorkflow>('GET', `/workflows/${workflow.id}`)).draft;
  return {
    ...canvas,
    draft,
    find,
    search: find.getByRole('searchbox', { name: 'Find' }),
    status: find.getByRole('status'),
    hits: find.locator('[data-hit]'),
  };
};

test('by keyboard: finds in names, fields, code and notes, and shows each one where it stands', async ({
  ownerPage: page,
  app,
}) => {
  const { find, search, status, hits, node, panel } = await openShop(app, page, 'Find by keyboard');
  await node('Find order').focus();
  await page.keyboard.press('ControlOrMeta+f');
  await expect(search).toBeFocused();
  await page.keyboard.type('order');
  await expect(status).toHaveText('7 found');
  await expect(hits).toHaveText([
    'Tool namelook_up_order',
    'NameFind order',
    'Codeconst order = 1;',
    "Code…ch('https://old.example/' + order);",
    'ResultYour order: {{ steps.find_order.output }}',
    'ResultYour order: {{ steps.find_order.output }}',
    'Text of the noteAbout the order',
  ]);

  await page.keyboard.press('Enter');
  await expect(status).toHaveText('1 of 7');
  await expect(panel).toHaveAccessibleName('Settings of Asked');
  await expect(search).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('F3');
  await expect(status).toHaveText('3 of 7');
  await expect(panel).toHaveAccessibleName('Settings of Find order');
  const marked = () => page.evaluate(() => document.querySelector('[data-found]')?.textContent);
  await expect.poll(marked).toContain('const order = 1;');
  await page.keyboard.press('Shift+Enter');
  await expect(status).toHaveText('2 of 7');
  await page.keyboard.press('Shift+F3');
  await page.keyboard.press('Shift+F3');
  await expect(status).toHaveText('7 of 7');

  await page.keyboard.press('ArrowDown');
  await expect(hits.last()).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(hits.nth(5)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(status).toHaveText('6 of 7');
  const result = panel.getByRole('textbox', { name: 'Result', exact: true });
  await expect(result).toBeFocused();
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe('order');

  await page.keyboard.press('ControlOrMeta+f');
  await expect(search).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(find).toBeHidden();
  await expect(result).toBeFocused();
});

test('options: case, whole words, patterns, kinds of text, the selection; a broken pattern says so', async ({
  ownerPage: page,
  app,
}) => {
  const { find, search, status, node } = await openShop(app, page, 'Find with options');
  await node('Find order').click();
  await page.getByRole('button', { name: /^Find and replace \(/ }).click();
  await search.fill('ORDER');
  await expect(status).toHaveText('7 found');
  const toggle = (name: string) => find.getByRole('button', { name, exact: true }).click();
  await toggle('Match case');
  await expect(status).toHaveText('Nothing found');
  await toggle('Match case');
  await toggle('Whole word');
  await expect(status).toHaveText('5 found');
  await toggle('Whole word');

  await toggle('Code');
  await expect(status).toHaveText('5 found');
  await toggle('Code');
  await find.getByRole('button', { name: 'In the selection' }).click();
  await expect(status).toHaveText('3 found');
  await search.press('Enter');
  await expect(status).toHaveText('1 of 3');
  await find.getByRole('button', { name: 'In the selection' }).click();

  await toggle('Regular expression');
  await search.fill('(order');
  await expect(find.getByRole('alert')).toContainText('This is not a regular expression');
  await expect(search).toHaveAttribute('aria-invalid', 'true');
  await search.fill('(?=order)');
  await expect(find.getByRole('alert')).toContainText('cannot look ahead');
  await search.fill('^(const|return) ');
  await expect(find.getByRole('alert')).toBeHidden();
  await expect(status).toHaveText('2 found');
});

test('what has hits stands out on the canvas, what has none steps back', async ({ ownerPage: page, app }) => {
  const { search, status, node, find } = await openShop(app, page, 'Marks');
  await page.keyboard.press('ControlOrMeta+f');
  await search.fill('old.example');
  await expect(status).toHaveText('1 found');
  await find.getByRole('button', { name: 'In the selection' }).press('Enter'); // nothing is selected
  await expect(status).toHaveText('1 found');
  const card = (name: string) => node(name).locator('.node-card');
  await expect(card('Find order')).toHaveAttribute('data-find', 'hit');
  await expect(card('Asked')).toHaveAttribute('data-find', 'miss');
  await search.press('Enter');
  await expect(card('Find order')).toHaveAttribute('data-find', 'current');
  await find.getByRole('button', { name: 'Close the search' }).click();
  await expect(card('Asked')).not.toHaveAttribute('data-find');
});

test('replaces all after a look at what changes, in one step of undo; references follow a new name', async ({
  ownerPage: page,
  app,
}) => {
  const { find, search, status, draft, node, saved } = await openShop(app, page, 'Replace all');
  const before = await draft();
  await page.keyboard.press('ControlOrMeta+Shift+f');
  await search.fill('order');
  await find.getByRole('textbox', { name: 'Replace with' }).fill('invoice');
  await isAccessible(page, '[data-find-panel]');
  await find.getByRole('button', { name: 'Replace all…' }).click();
  const preview = page.getByRole('dialog', { name: 'Replace 7 hits?' });
  await expect(preview.getByRole('deletion').filter({ hasText: 'Find order' })).toHaveCount(1);
  await expect(preview.getByRole('insertion').filter({ hasText: 'steps.find_invoice.output' })).toHaveText(
    'Your invoice: {{ steps.find_invoice.output }}',
  );
  await isAccessible(page, '[role="dialog"]:not([data-find-panel])');
  await preview.getByRole('button', { name: 'Replace 7 hits' }).click();
  await expect(node('Find invoice')).toBeVisible();
  await expect(status).toHaveText('Nothing found');
  await saved();
  await expect
    .poll(async () => (await draft()).nodes.map(({ id, name, config }) => [id, name, config]))
    .toEqual([
      ['asked', 'Asked', { toolName: 'look_up_invoice' }],
      [
        'find_invoice',
        'Find invoice',
        { source: "const invoice = 1;\nreturn fetch('https://old.example/' + invoice);" },
      ],
      ['answer', 'Answer', { result: 'Your invoice: {{ steps.find_invoice.output }}' }],
    ]);

  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expect(status).toHaveText('7 found');
  await saved();
  await expect.poll(draft).toEqual(before);
});

test('replaces one after the other with groups, and says what cannot be replaced', async ({
  ownerPage: page,
  app,
}) => {
  const { find, search, status, draft, saved } = await openShop(app, page, 'Replace one');
  await page.keyboard.press('ControlOrMeta+f');
  await find.getByRole('button', { name: 'Replace', exact: true }).click();
  await find.getByRole('button', { name: 'Regular expression' }).click();
  await search.fill('(look)_up');
  const replacement = find.getByRole('textbox', { name: 'Replace with' });
  await replacement.fill('$1 for');
  await replacement.press('Enter');
  await expect(status).toHaveText('1 of 1');
  await replacement.press('Enter');
  await expect(page.getByText('A tool name has letters, digits, _ and - only, at most 64.')).toBeVisible();
  await find.getByRole('button', { name: 'Replace all…' }).click();
  const preview = page.getByRole('dialog', { name: 'Nothing can be replaced' });
  await expect(preview).toContainText('A tool name has letters, digits, _ and - only, at most 64.');
  await preview.getByRole('button', { name: 'Close' }).last().click();

  await replacement.fill('$1_for');
  await replacement.press('Enter');
  await expect(status).toHaveText('Nothing found');
  await saved();
  await expect.poll(async () => (await draft()).nodes[0]?.config).toEqual({ toolName: 'look_for_order' });
});

test('in a narrow window the search goes over the canvas, and a hit opens its field', async ({
  ownerPage: page,
  app,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const { find, search, status, hits } = await openShop(app, page, 'Find on a phone');
  await page.getByRole('button', { name: /^Find and replace \(/ }).click();
  await search.fill('order');
  await find.getByRole('button', { name: 'Replace', exact: true }).click();
  await expect(status).toHaveText('7 found');
  const box = await find.boundingBox();
  expect(box?.width).toBeLessThanOrEqual(390);
  expect(await find.evaluate((panel) => panel.scrollWidth - panel.clientWidth)).toBe(0);
  await isAccessible(page, '[data-find-panel]');
  await find.getByRole('button', { name: 'Next' }).click();
  await expect(status).toHaveText('1 of 7');
  await expect(page.getByRole('dialog', { name: 'Asked' })).toBeHidden();
  await hits.nth(2).click();
  const sheet = page.getByRole('dialog', { name: 'Find order' });
  await expect(sheet.getByRole('textbox', { name: 'Code', exact: true })).toBeFocused();
});
