import type { BrowserContext, Page } from '@playwright/test';
import { isAccessible } from './accessible.ts';
import { canvasOf } from './canvas.ts';
import { codeFlow, draftWorkflow, type MadeWorkflow } from './flows.ts';
import { type AppWithOwner, expect, test } from './test.ts';

const draftOf = async (app: AppWithOwner, { id }: MadeWorkflow) =>
  (await app.api<MadeWorkflow>('GET', `/workflows/${id}`)).draft;

const configOf = async (app: AppWithOwner, workflow: MadeWorkflow, id: string) =>
  (await draftOf(app, workflow)).nodes.find((node) => node.id === id)?.config ?? {};

const undo = (page: Page) => page.getByRole('button', { name: 'Undo', exact: true }).click();

/** One draft, open in two tabs that know of each other. */
const twoTabs = async (app: AppWithOwner, page: Page, context: BrowserContext, name: string) => {
  const workflow = await draftWorkflow(app, name, codeFlow('return 1;'));
  await page.goto(`/workflows/${workflow.id}`);
  const otherPage = await context.newPage();
  await otherPage.goto(page.url());
  for (const one of [page, otherPage]) {
    await expect(one.getByRole('button', { name: 'Also open here: You, in another tab' })).toBeVisible();
  }
  return { workflow, first: canvasOf(page), otherPage, other: canvasOf(otherPage) };
};

/** Keeps what a tab saves from arriving, until the result is called. */
const holdSaves = async (page: Page): Promise<() => Promise<void>> => {
  const hold = '**/api/drafts/**';
  await page.route(hold, (route) => route.abort('connectionrefused'));
  return async () => {
    await page.unroute(hold);
    const again = page.getByRole('button', { name: 'Offline, trying again' });
    await again.click({ timeout: 3_000 }).catch(() => undefined); // it may try by itself just then, and is gone
  };
};

test('a tab without changes of its own follows the other; undo takes back only its own edits', async ({
  ownerPage: page,
  app,
  context,
}) => {
  const { workflow, first, other } = await twoTabs(app, page, context, 'Follow');
  await first.open('Answer');
  await first.write('Result', 'Mine {{ steps.work.output }}');
  await first.saved();
  await other.open('Work');
  await other.write('Code', "return 'theirs';");
  await other.saved();
  await first.open('Work');
  await expect(first.panel.getByRole('textbox', { name: 'Code', exact: true })).toContainText("'theirs'");
  await page.getByRole('button', { name: /saved the draft/ }).click();
  const dialog = page.getByRole('dialog', { name: /^What .* changed$/ });
  await expect(dialog).toContainText("Added: return 'theirs';");
  await page.keyboard.press('Escape');

  await undo(page);
  await expect.poll(() => configOf(app, workflow, 'answer')).toEqual({ result: '{{ steps.work.output }}' });
  expect(await configOf(app, workflow, 'work')).toMatchObject({ source: "return 'theirs';" });
});

test('each tab shows where the other one is, until it closes', async ({ ownerPage: page, app, context }) => {
  const { otherPage, other } = await twoTabs(app, page, context, 'Presence');
  await other.open('Work');
  const outline = page.locator('.peer-outline');
  await expect(outline).toHaveText('You, in another tab');
  const node = await canvasOf(page).node('Work').boundingBox();
  const box = await outline.boundingBox();
  expect(Math.abs((node?.x ?? 0) - (box?.x ?? -99))).toBeLessThan(3);
  await page.getByRole('button', { name: /^Also open here/ }).click();
  await expect(page.getByRole('dialog', { name: 'Who else has this workflow open' })).toContainText(
    'At “Work”',
  );
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await page.getByRole('button', { name: /^Also open here/ }).press('Enter');
  await page.getByRole('button', { name: 'Show where You, in another tab is' }).press('Enter');
  await expect(page.getByRole('button', { name: '125 %' })).toBeVisible(); // as near as one node is shown
  await page.keyboard.press('Escape');
  await otherPage.close();
  await expect(page.getByRole('button', { name: /^Also open here/ })).toHaveCount(0);
  await expect(outline).toHaveCount(0);
});

test('edits that do not contradict each other are merged', async ({ ownerPage: page, app, context }) => {
  const { workflow, first, other } = await twoTabs(app, page, context, 'Merge');
  const release = await holdSaves(page);
  await first.open('Answer');
  await first.write('Result', 'Mine {{ steps.work.output }}');
  await expect(page.getByRole('button', { name: 'Offline, trying again' })).toBeVisible();
  await other.open('Work');
  await other.write('Code', "return 'theirs';");
  await other.saved();
  await release();

  const dialog = page.getByRole('dialog', { name: 'This draft was changed elsewhere' });
  await expect(dialog).toContainText('do not contradict each other');
  await expect(dialog.getByRole('list', { name: 'Changes' })).toContainText("Added: return 'theirs';");
  await isAccessible(page, '[role="dialog"]');
  await dialog.getByRole('button', { name: 'Merge both' }).click();
  await first.saved();
  await expect
    .poll(async () => [await configOf(app, workflow, 'answer'), await configOf(app, workflow, 'work')])
    .toMatchObject([{ result: 'Mine {{ steps.work.output }}' }, { source: "return 'theirs';" }]);
});

test('of what both changed, each value is chosen; the other side comes back with undo', async ({
  ownerPage: page,
  app,
  context,
}) => {
  const { workflow, first, other } = await twoTabs(app, page, context, 'Choose');
  const release = await holdSaves(page);
  await first.open('Work');
  await first.write('Code', "return 'mine';");
  await first.closePanel();
  await first.open('Answer');
  await first.write('Result', 'Mine {{ steps.work.output }}');
  await expect(page.getByRole('button', { name: 'Offline, trying again' })).toBeVisible();
  await other.open('Work');
  await other.write('Code', "return 'theirs';");
  await other.saved();
  await release();

  const dialog = page.getByRole('dialog', { name: 'This draft was changed elsewhere' });
  await expect(dialog.getByRole('button', { name: 'Merge both (1 to choose)' })).toBeDisabled();
  const choice = dialog.getByRole('group', { name: 'Work · Code' });
  await expect(choice).toContainText("return 'mine';");
  await isAccessible(page, '[role="dialog"]');
  await choice.getByRole('radio', { name: /Theirs/ }).check();
  await dialog.getByRole('button', { name: 'Merge both', exact: true }).click();
  await expect
    .poll(async () => [await configOf(app, workflow, 'work'), await configOf(app, workflow, 'answer')])
    .toMatchObject([{ source: "return 'theirs';" }, { result: 'Mine {{ steps.work.output }}' }]);
  await first.closePanel();
  await undo(page);
  await undo(page);
  await expect.poll(() => configOf(app, workflow, 'work')).toMatchObject({ source: "return 'mine';" });
});

test('keeping mine saves over theirs, which undo brings back', async ({ ownerPage: page, app, context }) => {
  const { workflow, first, other } = await twoTabs(app, page, context, 'Keep mine');
  const release = await holdSaves(page);
  await first.open('Answer');
  await first.write('Result', 'Mine {{ steps.work.output }}');
  await expect(page.getByRole('button', { name: 'Offline, trying again' })).toBeVisible();
  await other.open('Work');
  await other.write('Code', "return 'theirs';");
  await other.saved();
  await release();
  const dialog = page.getByRole('dialog', { name: 'This draft was changed elsewhere' });
  await dialog.getByRole('button', { name: 'Keep mine' }).click();
  await first.saved();
  await expect
    .poll(() => configOf(app, workflow, 'answer'))
    .toEqual({ result: 'Mine {{ steps.work.output }}' });
  expect(await configOf(app, workflow, 'work')).toMatchObject({ source: 'return 1;' });
  await undo(page);
  await expect.poll(() => configOf(app, workflow, 'work')).toMatchObject({ source: "return 'theirs';" });
});

test('loading theirs by keyboard takes over what they saved, and undo brings mine back', async ({
  ownerPage: page,
  app,
  context,
}) => {
  const { workflow, first, other } = await twoTabs(app, page, context, 'Load theirs');
  const release = await holdSaves(page);
  await first.open('Work');
  await first.write('Code', "return 'mine';");
  await expect(page.getByRole('button', { name: 'Offline, trying again' })).toBeVisible();
  await other.open('Work');
  await other.write('Code', "return 'theirs';");
  await other.saved();
  await release();
  const dialog = page.getByRole('dialog', { name: 'This draft was changed elsewhere' });
  const merge = dialog.getByRole('button', { name: /^Merge both/ });
  await expect(merge).toBeDisabled();
  await dialog.getByRole('radio', { name: /Mine/ }).press(' ');
  await expect(merge).toBeEnabled();
  await page.keyboard.press('ArrowDown');
  await expect(dialog.getByRole('radio', { name: /Theirs/ })).toBeChecked();
  await dialog.getByRole('button', { name: 'Load theirs' }).press('Enter');
  await expect(dialog).toBeHidden();
  await first.saved();
  const code = first.panel.getByRole('textbox', { name: 'Code', exact: true });
  await expect(code).toContainText("'theirs'");
  await code.press('ControlOrMeta+z');
  await expect.poll(() => configOf(app, workflow, 'work')).toMatchObject({ source: "return 'mine';" });
});
