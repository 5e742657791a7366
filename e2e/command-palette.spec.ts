import type { Page } from '@playwright/test';
import { isAccessible } from './accessible.ts';
import { canvasOf } from './canvas.ts';
import { codeFlow, draftWorkflow, publishedWorkflow, toolCall } from './flows.ts';
import { expect, post, signIn, test } from './test.ts';

const paletteOf = (page: Page) => {
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  const field = palette.getByRole('combobox');
  const option = (name: string | RegExp) => palette.getByRole('option', { name });
  return {
    palette,
    field,
    option,
    open: async () => {
      await page.keyboard.press('ControlOrMeta+k');
      await expect(field).toBeFocused();
    },
    /** Types, waits until that command is the one that Enter takes, and takes it. */
    choose: async (text: string, name: string | RegExp) => {
      await field.fill(text);
      await expect(option(name).first()).toHaveAttribute('aria-selected', 'true');
      await page.keyboard.press('Enter');
    },
  };
};

test('goes to workflows and their pages, to settings and back, from anywhere by keyboard', async ({
  ownerPage: page,
  app,
}) => {
  const line = await draftWorkflow(app, 'Palette order line', codeFlow('return 1;'));
  const other = await draftWorkflow(app, 'Palette returns', codeFlow('return 1;'));
  await page.goto('/workflows');
  const { palette, choose, open } = paletteOf(page);
  await open();
  await isAccessible(page, '[role="dialog"]');
  await choose('palette order line', /^Palette order line$/);
  await page.waitForURL(`**/workflows/${line.id}`);
  await expect(palette).toBeHidden();
  await open();
  await choose('runs palette returns', /^Palette returns Runs/);
  await page.waitForURL(`**/workflows/${other.id}/runs`);
  await open();
  await choose('go to connect', /^Go to: Connect to Vapi/);
  await page.waitForURL(`**/workflows/${other.id}/connect`);
  await open();
  await choose('passwords', /^Secrets Settings/);
  await page.waitForURL('**/settings#secrets');
  await open();
  await choose('template', /^New workflow from a template/);
  await page.waitForURL('**/workflows/templates');
});

test('opens a node, adds one behind it, and runs what the editor can do', async ({
  ownerPage: page,
  app,
}) => {
  const draft = await draftWorkflow(app, 'Palette in the editor', codeFlow('return 1;'));
  await page.goto(`/workflows/${draft.id}`);
  const { node, panel, canvas } = canvasOf(page);
  const { open, choose, option, field } = paletteOf(page);
  await expect(canvas).toBeVisible();
  await open();
  await choose('work', /^Work Code/);
  await expect(panel).toHaveAccessibleName('Settings of Work');
  await expect(node('Work')).toBeFocused();

  await page.getByRole('button', { name: 'Search and commands' }).click();
  await option(/^Answer Reply/).click();
  await expect(panel).toHaveAccessibleName('Settings of Answer');
  await open();
  await choose('work', /^Work Code/);
  await expect(node('Work')).toBeFocused();

  await open();
  await choose('lambda', /^Add Code/);
  await expect(node('Code')).toBeFocused();
  await expect(canvas.getByRole('group', { name: 'Connection from Work to Code' })).toBeAttached();

  await open();
  await field.fill('undo');
  await expect(option(/^Undo/)).toContainText('Z');
  await page.keyboard.press('Enter');
  await expect(node('Code')).toBeHidden();

  await open();
  await choose('minimap', /^Hide the minimap/);
  await expect(page.getByRole('button', { name: 'Minimap' })).toHaveAttribute('aria-pressed', 'false');
  await open();
  await choose('keyboard', /^Keyboard shortcuts/);
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await open();
  await choose('deploy', /^Publish…/);
  await expect(page.getByRole('dialog', { name: /publish/i })).toBeVisible();
  await page.keyboard.press('Escape');
  await open();
  await choose('replace', /^Find and replace/);
  await expect(page.getByRole('textbox', { name: 'Replace with' })).toBeVisible();
  await expect(page.getByRole('searchbox', { name: 'Find' })).toBeFocused();
});

test('finds the server URL by another word for it', async ({ ownerPage: page, app, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const draft = await draftWorkflow(app, 'Palette webhook', codeFlow('return 1;'));
  await page.goto(`/workflows/${draft.id}`);
  await expect(canvasOf(page).canvas).toBeVisible();
  const { open, choose } = paletteOf(page);
  await open();
  await choose('webhook', /^Copy the server URL/);
  await expect(page.getByText('Copied the server URL')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(draft.serverUrl);
});

test('opens over a field and gives the focus back; pages go back with Backspace', async ({
  ownerPage: page,
  app,
}) => {
  const draft = await draftWorkflow(app, 'Palette over a field', codeFlow('return 1;'));
  await page.goto(`/workflows/${draft.id}`);
  const { open: openNode, panel } = canvasOf(page);
  const { open, choose, palette, option } = paletteOf(page);
  await openNode('Work');
  const code = panel.getByRole('textbox', { name: 'Code', exact: true });
  await code.click();
  await open();
  await choose('change the theme', /^Change the theme…/);
  await expect(palette.getByRole('option')).toHaveText([/^Light/, /^Dark/, /^As the system/]);
  await page.keyboard.press('Backspace');
  await expect(option(/^Change the theme…/)).toBeVisible();
  await choose('go to workflow', /^Go to workflow…/);
  await expect(option('Palette over a field')).toContainText('chosen');
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await expect(code).toBeFocused();
  await open();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(palette).toBeHidden();
  await expect(code).toBeFocused();
});

test('what was used last is on top the next time', async ({ ownerPage: page }) => {
  await page.goto('/workflows');
  const { open, choose, palette } = paletteOf(page);
  await open();
  await choose('about', /^About this Patchbay/);
  await page.waitForURL('**/settings#about');
  await page.reload();
  await open();
  const recent = palette.getByRole('group', { name: 'Recently used' });
  await expect(recent.getByRole('option').first()).toHaveText(/^About this Patchbay/);
});

test('a run is found by its id or by the id of its call, from another page', async ({
  ownerPage: page,
  app,
}) => {
  const made = await publishedWorkflow(app, 'Palette runs', codeFlow('return 1;', 'findMe'));
  const callId = 'call_palette-1234';
  expect((await post(made.serverUrl, toolCall('findMe', {}, callId))).status).toBe(200);
  const runs = () => app.api<{ items: { id: string }[] }>('GET', `/runs?workflow=${made.id}`);
  await expect.poll(async () => (await runs()).items.length).toBe(1);
  const [run] = (await runs()).items;
  await page.goto('/settings');
  const { open, option, field, palette } = paletteOf(page);
  await open();
  await field.fill(run?.id ?? '');
  await expect(option(/^Run: Asked Palette runs · Completed/)).toBeVisible();
  await field.fill(callId);
  const found = palette.getByRole('group', { name: 'Found by id' });
  await expect(found.getByRole('option')).toHaveText([
    /^All events of this callPalette runs/,
    /^Run: Asked/,
    /^Event: tool-calls/,
  ]);
  await option(/^Run: Asked/).click();
  await page.waitForURL(`**/workflows/${made.id}/runs/${run?.id}`);
  await open();
  const group = (name: string) => palette.getByRole('group', { name }).getByRole('option');
  await expect(group('Recently used').first()).toHaveText(/^Run: Asked/);
  await expect(group('Recent events')).toHaveText([/^Event: tool-calls/]);
});

test('says that nothing was found, and that the server did not answer', async ({ ownerPage: page, app }) => {
  const draft = await draftWorkflow(app, 'Palette of nothing', codeFlow('return 1;'));
  await page.goto(`/workflows/${draft.id}`);
  await expect(canvasOf(page).canvas).toBeVisible();
  const { open, choose, option, field, palette } = paletteOf(page);
  await open();
  await field.fill('xyzzy plugh');
  await choose('xyzzy plugh', 'Search the runs for “xyzzy plugh”');
  await page.waitForURL(`**/workflows/${draft.id}/runs?q=xyzzy%20plugh`);
  await page.goto('/workflows');
  await open();
  await field.fill('xyzzy plugh');
  await expect(palette.getByText('Nothing found for “xyzzy plugh”.')).toBeVisible();

  await page.route('**/workflows', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  );
  await field.fill('call_1234567');
  const again = option('Runs and events could not be searched. Try again');
  await expect(again).toBeVisible();
  await page.unroute('**/workflows');
  await again.click();
  await expect(again).toBeHidden();
});

test('makes a workflow of what is typed, and ends the session', async ({ page }) => {
  await signIn(page);
  const { open, choose, field, option } = paletteOf(page);
  await open();
  await choose('new workflow', /^New workflow…/);
  await field.fill('Made in the palette');
  await expect(option(/^Create “Made in the palette”/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Start with an event' })).toBeVisible();
  await open();
  await choose('sign out', /^Sign out/);
  await expect(page).toHaveURL(/\/login$/);
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('by touch in a narrow window: the button opens it as wide as the window', async ({
  ownerPage: page,
  app,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const draft = await draftWorkflow(app, 'Palette on a phone', codeFlow('return 1;'));
  await page.goto(`/workflows/${draft.id}`);
  await expect(canvasOf(page).canvas).toBeVisible();
  await page.getByRole('button', { name: 'Search and commands' }).click();
  const { palette, option, field } = paletteOf(page);
  await expect(field).toBeFocused();
  expect((await palette.boundingBox())?.width).toBe(390);
  await isAccessible(page, '[role="dialog"]');
  await field.fill('dark');
  await option('Dark theme').click();
  await expect(page.locator('html')).toHaveClass(/dark/);
  await page.getByRole('button', { name: 'Search and commands' }).click();
  await isAccessible(page, '[role="dialog"]');
  await palette.getByRole('button', { name: 'Close' }).click();
  await expect(palette).toBeHidden();
});
