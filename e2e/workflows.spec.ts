import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { codeFlow, draftWorkflow, publishedWorkflow, toolCall } from './flows.ts';
import { expect, newWorkflow, post, test } from './test.ts';

const row = (page: Page, name: string): Locator =>
  page
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: `Actions for ${name}`, exact: true }) });

const act = async (page: Page, name: string, action: string): Promise<void> => {
  await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: action }).click();
};

test('a workflow is made, listed, renamed and opened', async ({ ownerPage: page }) => {
  await newWorkflow(page, 'Made here');
  await page.goto('/workflows');
  await expect(row(page, 'Made here')).toContainText('never');

  await act(page, 'Made here', 'Rename');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(dialog.getByText('Give it a name.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Renamed here');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(row(page, 'Renamed here')).toBeVisible();
  await expect(row(page, 'Made here')).toHaveCount(0);
  await row(page, 'Renamed here').getByRole('link').first().click();
  await expect(page.getByRole('button', { name: 'Renamed here Switch workflow' })).toBeVisible();
});

test('by keyboard: another workflow is found in a long list, and opened', async ({
  ownerPage: page,
  app,
}) => {
  for (let count = 10; count < 25; count += 1)
    await draftWorkflow(app, `Many ${count}`, codeFlow('return 1;'));
  const { id } = await draftWorkflow(app, 'Where it begins', codeFlow('return 1;'));
  await page.goto(`/workflows/${id}`);
  await page.getByRole('button', { name: 'Where it begins Switch workflow' }).press('Enter');
  const field = page.getByRole('combobox', { name: 'Find a workflow' });
  const chosen = page.getByRole('option', { selected: true });
  await field.fill('Many');
  await expect(page.getByRole('option')).toHaveCount(15);
  for (let count = 1; count < 15; count += 1) await field.press('ArrowDown');
  await expect(chosen).toBeInViewport({ ratio: 0.9 });
  const name = /Many \d+/.exec((await chosen.textContent()) ?? '')?.[0];
  await field.press('Enter');
  await expect(page.getByRole('button', { name: `${name} Switch workflow` })).toBeVisible();
});

test('a duplicate has the same graph and a server URL of its own', async ({ ownerPage: page, app }) => {
  const original = await draftWorkflow(app, 'Twin', codeFlow('return 1;'));
  await page.goto('/workflows');
  await act(page, 'Twin', 'Duplicate');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.waitForURL((url) => /^\/workflows\/[\w-]+$/.test(url.pathname));
  const id = new URL(page.url()).pathname.split('/').at(-1);
  const copy = await app.api<typeof original>('GET', `/workflows/${id}`);
  expect(copy.draft).toEqual(original.draft);
  expect(copy.name).not.toBe(original.name);
  expect(copy.serverUrl).not.toBe(original.serverUrl);
});

test('a deleted workflow stops answering and comes back with Undo', async ({ ownerPage: page, app }) => {
  const { serverUrl } = await publishedWorkflow(app, 'Deleted once', codeFlow("return 'here';"));
  await page.goto('/workflows');
  await act(page, 'Deleted once', 'Delete');
  await expect(row(page, 'Deleted once')).toHaveCount(0);
  await expect(page.getByText('Deleted “Deleted once”')).toBeVisible();
  expect((await post(serverUrl, toolCall('bookAppointment'))).status).toBe(404);

  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(row(page, 'Deleted once')).toBeVisible();
  const answer = await post(serverUrl, toolCall('bookAppointment'));
  expect(await answer.json()).toMatchObject({ results: [{ result: 'here' }] });
});

test('an exported file imports as the same flow', async ({ ownerPage: page, app }) => {
  const original = await draftWorkflow(app, 'To export', codeFlow('return tool.arguments;'));
  await page.goto('/workflows');
  const download = page.waitForEvent('download');
  await act(page, 'To export', 'Export JSON');
  const file = await download;
  expect(file.suggestedFilename()).toBe('to-export.patchbay.json');
  const text = await readFile(await file.path(), 'utf8');
  expect(text).not.toContain(original.serverUrl);

  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const dialog = page.getByRole('dialog');
  const upload = { name: file.suggestedFilename(), mimeType: 'application/json', buffer: Buffer.from(text) };
  await dialog.getByLabel('Workflow file').setInputFiles(upload);
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await page.waitForURL((url) => /^\/workflows\/[\w-]+$/.test(url.pathname));
  const id = new URL(page.url()).pathname.split('/').at(-1);
  const imported = await app.api<typeof original>('GET', `/workflows/${id}`);
  expect(id).not.toBe(original.id);
  expect(imported.draft).toEqual(original.draft);
});

test('an import that cannot be taken says where and why', async ({ ownerPage: page }) => {
  await page.goto('/workflows');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const dialog = page.getByRole('dialog');
  const problem = dialog.getByRole('alert');
  const tryText = async (text: string) => {
    await dialog.getByRole('textbox', { name: 'Or paste JSON' }).fill(text);
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  };
  await tryText('{\n  "schemaVersion": 1,\n  "nodes": [,]\n}');
  await expect(problem).toContainText('Not JSON at line 3, column 13.');

  const node = { id: 'a', type: 'code', name: 'A', position: { x: 0, y: 0 }, config: {}, colour: 'red' };
  await tryText(JSON.stringify({ schemaVersion: 1, nodes: [node], edges: [] }));
  await expect(problem).toContainText('colour');
  await tryText(JSON.stringify({ schemaVersion: 99, nodes: [], edges: [] }));
  await expect(problem).toContainText('99');
  await expect(page).toHaveURL(/\/workflows$/);
});
