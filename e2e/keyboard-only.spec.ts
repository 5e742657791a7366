import type { Page } from '@playwright/test';
import { canvasOf } from './canvas.ts';
import type { FlowGraph } from './flows.ts';
import { expect, OWNER, post, sample, startAppWithOwner, test } from './test.ts';

/** Presses Tab until what a person is looking for has the focus; fails where it never gets there. */
const tabTo = async (page: Page, name: string | RegExp, key = 'Tab'): Promise<void> => {
  const seen: string[] = [];
  for (let presses = 0; presses < MOST_TABS; presses += 1) {
    const label = await nameOfFocused(page);
    if (typeof name === 'string' ? label === name : name.test(label)) {
      expect(await isFocusVisible(page), `the focus on “${label}” is to be seen`).toBe(true);
      return;
    }
    seen.push(label);
    await page.keyboard.press(key);
  }
  throw new Error(`Tab never got to ${name}, but to: ${seen.join(' · ')}`);
};

const MOST_TABS = 90;

/** The accessible name of what has the focus; '' where nothing has it. */
const nameOfFocused = async (page: Page): Promise<string> => {
  if (await isHomeless(page)) return '';
  const snapshot = await page.locator(':focus').first().ariaSnapshot({ timeout: 2_000 });
  return /^- '?\w+ "((?:[^"\\]|\\.)*)"/.exec(snapshot)?.[1] ?? snapshot;
};

/** An outline, a ring or a caret: something shows where the keys go. */
const isFocusVisible = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body) return false;
    const shows = (element: Element): boolean => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
    };
    const cable = activeElement.querySelector('path.react-flow__edge-path'); // grows wider and changes its colour
    if (activeElement.matches('.react-flow__edge') && cable !== null) {
      return Number.parseFloat(getComputedStyle(cable).strokeWidth) > 3;
    }
    if (activeElement.matches('input, textarea, [contenteditable]')) return true;
    return shows(activeElement) || [...activeElement.querySelectorAll('*')].some(shows);
  });

/** Where the focus must never be left: on nothing. */
const isHomeless = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.activeElement === null || document.activeElement === document.body);

test('without a mouse: from signing in to a flow that was built, tried, changed, published and looked at', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const app = await startAppWithOwner();
  const context = await browser.newContext({
    baseURL: app.address,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const { keyboard } = page;
  const { node, panel, saved } = canvasOf(page);

  await test.step('sign in', async () => {
    await page.goto('/login');
    await tabTo(page, 'E-mail');
    await keyboard.type(OWNER.email);
    await tabTo(page, 'Password');
    await keyboard.type(OWNER.password);
    await keyboard.press('Enter');
    await page.waitForURL('**/workflows');
    await expect(page).toHaveTitle(/^Workflows/);
  });

  await test.step('skip the bar', async () => {
    await page.goto('/workflows');
    await tabTo(page, 'Skip to the content');
    await keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
  });

  await test.step('make a workflow; a dialog that is closed gives the focus back', async () => {
    await tabTo(page, 'New workflow');
    await keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'New workflow' })).toBeVisible();
    await keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'New workflow' }).first()).toBeFocused();
    await keyboard.press('Enter');
    await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Name' })).toBeFocused();
    await keyboard.type('By keys');
    await keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Start with an event' })).toBeVisible();
    await expect(page).toHaveTitle(/^By keys/);
    await expect(page.getByRole('heading', { level: 1, name: 'By keys' })).toBeAttached();
  });

  await test.step('a trigger, with its settings', async () => {
    await tabTo(page, /^Tool call The assistant/);
    await keyboard.press('Enter');
    await expect(panel).toHaveAccessibleName('Settings of Tool call');
    await tabTo(page, 'Tool name');
    await keyboard.press('ControlOrMeta+a');
    await keyboard.type('look_up_order');
    await keyboard.press('Escape');
    await expect(panel).toBeHidden();
    await expect(node('Tool call')).toBeFocused();
  });

  await test.step('a code step after it, and a reply after that', async () => {
    await keyboard.press('a');
    await keyboard.type('code');
    await keyboard.press('Enter');
    await expect(node('Code')).toBeFocused();
    await keyboard.press('Enter');
    await expect(panel).toHaveAccessibleName('Settings of Code');
    await tabTo(page, 'Code');
    await keyboard.press('ControlOrMeta+a');
    await keyboard.insertText("return { status: 'shipped', boxes: [1, 2] };");
    await keyboard.press('Escape'); // the suggestions
    await keyboard.press('Escape'); // Tab would indent
    await keyboard.press('Shift+Tab');
    await tabTo(page, 'Close the panel', 'Shift+Tab');
    await keyboard.press('Enter');
    await expect(node('Code')).toBeFocused();
    await keyboard.press('a');
    await keyboard.type('reply to tool');
    await keyboard.press('Enter');
    await expect(node('Reply to tool call')).toBeFocused();
    await keyboard.press('Enter');
    await tabTo(page, 'Result');
    await keyboard.insertText('It is {{ steps.code.output.status }}.');
    await tabTo(page, 'Close the panel', 'Shift+Tab');
    await keyboard.press('Enter');
    await expect(node('Reply to tool call')).toBeFocused();
    await saved();
  });

  await test.step('walk along the connections, rename, move, disable, undo and redo', async () => {
    await keyboard.press('ArrowLeft');
    await expect(node('Code')).toBeFocused();
    await keyboard.press('F2');
    await keyboard.type('Find the order');
    await keyboard.press('Enter');
    await expect(node('Find the order')).toBeFocused();
    await expect(panel).toBeHidden();
    await keyboard.press('Shift+ArrowDown');
    await keyboard.press('d');
    await expect(node('Find the order')).toHaveAccessibleName(/disabled/);
    await keyboard.press('ControlOrMeta+z');
    await expect(node('Find the order')).not.toHaveAccessibleName(/disabled/);
    await keyboard.press('ControlOrMeta+Shift+z');
    await expect(node('Find the order')).toHaveAccessibleName(/disabled/);
    await keyboard.press('d');
    expect(await isHomeless(page)).toBe(false);
  });

  await test.step('copy and paste, delete', async () => {
    await keyboard.press('ControlOrMeta+c');
    await keyboard.press('ControlOrMeta+v');
    await expect(node('Find the order 2')).toBeVisible();
    await keyboard.press('Delete');
    await expect(node('Find the order 2')).toHaveCount(0);
  });

  await test.step('label a connection, write a note', async () => {
    await tabTo(page, /^Connection from Tool call to Find the order/, 'Shift+Tab');
    await keyboard.press(' ');
    await keyboard.press('l');
    await expect(page.getByRole('textbox', { name: 'Label of the connection' })).toBeFocused();
    await keyboard.type('with a number');
    await keyboard.press('Enter');
    const edge = page.getByRole('group', { name: /^Connection from Tool call.*: with a number$/ });
    await expect(edge).toBeFocused();
    await keyboard.press('n');
    await expect(page.getByRole('textbox', { name: 'Text of the note' })).toBeFocused();
    await keyboard.type('Orders of the shop');
    await keyboard.press('Escape');
    await expect(page.getByRole('group', { name: 'Note: Orders of the shop' })).toBeFocused();
    await saved();
  });

  await test.step('the shortcuts and the menu of a node give the focus back', async () => {
    await keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await keyboard.press('Escape');
    await expect(page.getByRole('group', { name: 'Note: Orders of the shop' })).toBeFocused();
    await keyboard.press('Shift+Tab');
    await tabTo(page, /^Find the order,/, 'Shift+Tab');
    await keyboard.press('Shift+F10');
    await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeVisible();
    await keyboard.press('Escape');
    await expect(node('Find the order')).toBeFocused();
  });

  await test.step('run, and read what came out', async () => {
    await keyboard.press('ControlOrMeta+Enter');
    const strip = page.getByRole('region', { name: 'Test', exact: true });
    await expect(strip.getByRole('status')).toContainText(/Completed in .*answered after/);
    await tabTo(page, 'Answer', 'Shift+Tab');
    await keyboard.press('Enter');
    await expect(strip).toContainText('It is shipped.');
    await tabTo(page, 'Close the result');
    await keyboard.press('Enter');
    await expect(strip).toBeHidden();
    expect(await isHomeless(page), 'the focus has a place after the result is closed').toBe(false);
  });

  await test.step('publish; it is said, and the focus comes back', async () => {
    await tabTo(page, 'Publish');
    await keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await expect(dialog).toBeFocused(); // so that who types on presses nothing
    await tabTo(page, 'Publish');
    await keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('button', { name: 'Version 1 is live' })).toBeVisible();
    expect(await isHomeless(page), 'the focus has a place after publishing').toBe(false);
  });

  await test.step('an event comes in; its run is found and opened', async () => {
    const id = /\/workflows\/([\w-]+)/.exec(page.url())?.[1] ?? '';
    const { serverUrl, draft } = await app.api<{ serverUrl: string; draft: FlowGraph }>(
      'GET',
      `/workflows/${id}`,
    );
    expect(draft.nodes.map(({ name }) => name)).toEqual([
      'Tool call',
      'Find the order',
      'Reply to tool call',
    ]);
    const call = (await sample('tool-calls.json')).replaceAll('bookAppointment', 'look_up_order');
    expect(await (await post(serverUrl, call)).text()).toContain('It is shipped.');
    await page.reload();
    await tabTo(page, 'Runs');
    await keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Runs' })).toBeVisible();
    await expect(page).toHaveTitle(/^Runs · By keys/);
    await tabTo(page, 'Completed');
    await keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: /Completed/ })).toBeVisible();
    await tabTo(page, /Find the order/);
    await keyboard.press('Enter');
    await expect(
      page.getByRole('complementary', { name: 'Details' }).getByRole('tree').first(),
    ).toBeVisible();
  });

  await context.close();
  expect(await app.stop()).toBe(0);
});
