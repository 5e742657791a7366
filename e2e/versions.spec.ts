import type { Locator, Page } from '@playwright/test';
import { isAccessible } from './accessible.ts';
import { canvasOf } from './canvas.ts';
import { codeFlow, codeStep, type MadeWorkflow, publishedWorkflow, toolCall } from './flows.ts';
import { type AppWithOwner, expect, post, test } from './test.ts';

const publishButton = (page: Page) => page.getByRole('button', { name: 'Publish', exact: true });
const openVersions = (page: Page) => page.getByRole('button', { name: 'Versions', exact: true }).click();

/** A node's card in a review, by the node's id: a name may stand in the text of another card. */
const cardOf = (review: Locator, id: string): Locator => review.locator(`.react-flow__node[data-id="${id}"]`);

const answerOf = async ({ serverUrl }: MadeWorkflow): Promise<unknown> =>
  (await post(serverUrl, toolCall('bookAppointment'))).json();

const draftOf = async (app: AppWithOwner, { id }: MadeWorkflow) =>
  (await app.api<MadeWorkflow>('GET', `/workflows/${id}`)).draft;

const sourceIn = (draft: MadeWorkflow['draft']) => draft.nodes.find(({ id }) => id === 'work')?.config.source;

/** A workflow that was published twice, saying `first` and then `second`, open in the editor. */
const twoVersions = async (app: AppWithOwner, page: Page, name: string): Promise<MadeWorkflow> => {
  const workflow = await publishedWorkflow(app, name, codeFlow("return 'first';"));
  await app.api('PUT', `/workflows/${workflow.id}/draft`, {
    graph: codeFlow("const calm = true;\nreturn 'second';"),
    revision: workflow.draftRevision,
  });
  await app.api('POST', `/workflows/${workflow.id}/publish`, { note: 'Says second' });
  await page.goto(`/workflows/${workflow.id}`);
  await expect(canvasOf(page).canvas).toBeVisible();
  return workflow;
};

test('Publish shows what changed, on the canvas and field by field, by keyboard too', async ({
  ownerPage: page,
  app,
}) => {
  const workflow = await publishedWorkflow(app, 'Review', codeFlow("return 'first';"));
  const { nodes, edges, ...rest } = codeFlow("return 'second';");
  const graph = {
    ...rest,
    nodes: [
      ...nodes.map((node) => (node.id === 'answer' ? { ...node, name: 'Say it' } : node)),
      { ...codeStep('return 1;'), id: 'extra', name: 'Extra', position: { x: 320, y: 240 } },
    ],
    edges: [...edges, { id: 'more', source: 'asked', target: 'extra' }],
  };
  const { draftRevision } = workflow;
  await app.api('PUT', `/workflows/${workflow.id}/draft`, { graph, revision: draftRevision });
  await page.goto(`/workflows/${workflow.id}`);
  await publishButton(page).click();

  const dialog = page.getByRole('dialog', { name: 'Publish version 2' });
  await expect(dialog).toContainText('Changes since version 1');
  const legend = dialog.getByRole('list', { name: 'Legend' });
  await expect(legend.getByRole('listitem')).toHaveText(['2 added', '2 changed']);
  const changes = dialog.getByRole('list', { name: 'Changes' });
  const lines = changes.getByRole('region', { name: 'Code, line by line' });
  await expect(lines).toContainText("Removed: return 'first';");
  await expect(lines).toContainText("Added: return 'second';");
  await expect(cardOf(dialog, 'extra')).toContainText('Added');
  await expect(cardOf(dialog, 'work')).toContainText('1 field changed');
  await isAccessible(page, '[role="dialog"]');

  const current = changes.locator('[aria-current="true"]');
  await page.keyboard.press(']');
  await expect(dialog.getByRole('status')).toHaveText('1 of 4');
  await page.keyboard.press('n');
  await expect(dialog.getByRole('status')).toHaveText('2 of 4');
  await page.keyboard.press('[');
  await expect(dialog.getByRole('status')).toHaveText('1 of 4');
  await cardOf(dialog, 'answer').click();
  await expect(current).toContainText('Say it');
  await changes.getByRole('button', { name: /^Work/ }).click();
  await expect(dialog.locator('.node-card[data-current]')).toContainText('Work');

  // Closed by mistake: the note is still there.
  const note = dialog.getByRole('textbox', { name: 'Note' });
  await note.fill('Now says n, p and second');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await publishButton(page).click();
  await expect(note).toHaveValue('Now says n, p and second');
  await note.focus();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('button', { name: 'Version 2 is live' })).toBeVisible();
  expect(await answerOf(workflow)).toMatchObject({ results: [{ result: 'second' }] });
  await page.getByRole('button', { name: 'View version' }).click();
  await expect(page.getByRole('dialog', { name: /^Version 2/ })).toContainText('Now says n, p and second');
});

test('versions are compared, restored and undone, and changes are discarded', async ({
  ownerPage: page,
  app,
}) => {
  const workflow = await twoVersions(app, page, 'Compare');
  await openVersions(page);
  const sheet = page.getByRole('dialog', { name: 'Versions' });
  const second = sheet.getByRole('listitem').filter({ hasText: 'Version 2' });
  await expect(second).toContainText('Says second');
  await expect(second).toContainText('1 node changed');
  await expect(second).toContainText('live');
  await isAccessible(page, '[role="dialog"]');
  await sheet.getByRole('button', { name: 'Compare version 2 with the one before' }).click();
  const view = page.getByRole('dialog', { name: /^Version 2/ });
  await expect(view.getByRole('region', { name: 'Code, line by line' })).toContainText(
    'Added: const calm = true;',
  );
  await isAccessible(page, '[role="dialog"]');
  await view.getByRole('combobox', { name: 'Compare' }).click();
  await page.getByRole('option', { name: 'The draft' }).click();
  await expect(view).toContainText('Nothing changed: both are the same.');
  await page.keyboard.press('Escape');

  await openVersions(page);
  await sheet.getByRole('button', { name: 'Restore version 1' }).click();
  const restore = page.getByRole('dialog', { name: 'Restore version 1?' });
  await expect(restore.getByRole('region', { name: 'Code, line by line' })).toContainText(
    'Removed: const calm = true;',
  );
  await restore.getByRole('button', { name: 'Restore version 1' }).click();
  await expect.poll(async () => sourceIn(await draftOf(app, workflow))).toBe("return 'first';");
  expect(await answerOf(workflow)).toMatchObject({ results: [{ result: 'second' }] });
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expect.poll(async () => sourceIn(await draftOf(app, workflow))).toContain('second');

  const { open, write, closePanel, saved } = canvasOf(page);
  await open('Work');
  await write('Code', "return 'a mistake';");
  await closePanel();
  await saved();
  await publishButton(page).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Discard changes' }).click();
  await expect(page.getByRole('button', { name: 'Version 2 is live' })).toBeVisible();
  expect(sourceIn(await draftOf(app, workflow))).toContain('second');
});

test('an earlier version is published again in one step, a note rewritten, and all of it unpublished', async ({
  ownerPage: page,
  app,
}) => {
  const workflow = await twoVersions(app, page, 'Roll back');
  await openVersions(page);
  const sheet = page.getByRole('dialog', { name: 'Versions' });
  await sheet.getByRole('button', { name: 'More for version 1' }).click();
  await page.getByRole('menuitem', { name: 'Publish this version again' }).click();
  const again = page.getByRole('dialog', { name: 'Publish version 1 again?' });
  await expect(again).toContainText('version 2, which answers now');
  await again.getByRole('button', { name: 'Publish version 1 again' }).click();
  await expect(again).toBeHidden();
  expect(await answerOf(workflow)).toMatchObject({ results: [{ result: 'first' }] });
  expect(sourceIn(await draftOf(app, workflow))).toContain('second');

  await openVersions(page);
  const third = sheet.getByRole('listitem').filter({ hasText: 'Version 3' });
  await expect(third).toContainText('live');
  await expect(third).toContainText('Version 1 again');
  await sheet.getByRole('button', { name: 'More for version 3' }).click();
  await page.getByRole('menuitem', { name: 'Edit the note' }).click();
  const note = sheet.getByRole('textbox', { name: 'Note of version 3' });
  await note.fill('Not meant');
  await note.press('Escape');
  await expect(note).toBeHidden();
  await expect(third).toContainText('Version 1 again'); // and the sheet is still there
  await sheet.getByRole('button', { name: 'More for version 3' }).click();
  await page.getByRole('menuitem', { name: 'Edit the note' }).click();
  await note.fill('Rolled back at night');
  await sheet.getByRole('button', { name: 'Save note' }).click();
  await expect(third).toContainText('Rolled back at night');

  await sheet.getByRole('button', { name: 'More for version 3' }).click();
  await page.getByRole('menuitem', { name: 'Unpublish' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Unpublish' }).click();
  await expect(third).not.toContainText('live');
  expect(await answerOf(workflow)).toMatchObject({ results: [{ error: 'The workflow is not published.' }] });
});

test('by keyboard: a version is compared and restored, and all of it unpublished', async ({
  ownerPage: page,
  app,
}) => {
  const workflow = await twoVersions(app, page, 'Versions by keys');
  const { keyboard } = page;
  const versions = page.getByRole('button', { name: 'Versions', exact: true });
  const sheet = page.getByRole('dialog', { name: 'Versions' });
  await versions.press('Enter');
  await sheet.getByRole('button', { name: 'Compare version 2 with the one before' }).press('Enter');
  const view = page.getByRole('dialog', { name: /^Version 2/ });
  await view.getByRole('combobox', { name: 'Compare' }).press('Enter');
  await page.getByRole('option', { name: 'The draft' }).press('Enter');
  await expect(view).toContainText('Nothing changed: both are the same.');
  await keyboard.press('Escape');
  await expect(view).toBeHidden();

  await versions.press('Enter');
  await sheet.getByRole('button', { name: 'Restore version 1' }).press('Enter');
  const restore = page.getByRole('dialog', { name: 'Restore version 1?' });
  await restore.getByRole('button', { name: 'Restore version 1' }).press('Enter');
  await expect.poll(async () => sourceIn(await draftOf(app, workflow))).toBe("return 'first';");

  await versions.press('Enter');
  await sheet.getByRole('button', { name: 'More for version 2' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Unpublish' }).press('Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Unpublish' }).press('Enter');
  await expect(sheet.getByRole('listitem').filter({ hasText: 'Version 2' })).not.toContainText('live');
  expect(await answerOf(workflow)).toMatchObject({ results: [{ error: 'The workflow is not published.' }] });
});

test('the link from a run opens the version that ran', async ({ ownerPage: page, app }) => {
  const workflow = await twoVersions(app, page, 'From a run');
  await page.goto(`/workflows/${workflow.id}?version=1`);
  const view = page.getByRole('dialog', { name: /^Version 1/ });
  await expect(view.locator('.node-card')).toHaveCount(3);
  await expect(view.getByRole('combobox', { name: 'Compare' })).toHaveText('Just look');
  await page.keyboard.press('Escape');
  await expect(view).toBeHidden();
  expect(new URL(page.url()).search).toBe('');
  await page.goto(`/workflows/${workflow.id}?version=77`);
  await expect(page.getByRole('dialog')).toContainText('This workflow has no version 77.');
});

test('on a phone the changes are a list, or the canvas', async ({ ownerPage: page, app }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const workflow = await twoVersions(app, page, 'On a phone');
  await page.goto(`/workflows/${workflow.id}?version=2`);
  const view = page.getByRole('dialog', { name: /^Version 2/ });
  await view.getByRole('combobox', { name: 'Compare' }).click();
  await page.getByRole('option', { name: 'Version 1' }).click();
  await expect(
    view.getByRole('list', { name: 'Changes' }).getByRole('button', { name: /^Work/ }),
  ).toBeVisible();
  await expect(view.getByRole('region', { name: 'Code, line by line' })).toContainText(
    'Added: const calm = true;',
  );
  await isAccessible(page, '[role="dialog"]');
  await view.getByRole('button', { name: 'Canvas' }).click();
  await expect(cardOf(view, 'work')).toContainText('1 field changed');
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
});
