import type { Page } from '@playwright/test';
import { definitions } from '../lib/nodes/definitions.ts';
import { axeFaults } from './accessible.ts';
import { canvasOf } from './canvas.ts';
import { type Site, test } from './site.ts';
import { startApp } from './start-app.ts';
import { admin, expect, OWNER, signIn } from './test.ts';

/** A state of the app that a person can see. To have another one watched, add a line. */
interface Screen {
  readonly name: string;
  /** Where it is; without it, on the page of the screen before. */
  readonly at?: string | ((site: Site) => string);
  /** What leads to it there. What it opens is closed again with Escape. */
  readonly open?: (page: Page, site: Site) => Promise<unknown>;
  /** Where it is only there at one width. */
  readonly width?: number;
}

const WIDTHS = [1280, 390];

const button = (name: string | RegExp) => (page: Page) =>
  page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click();
const tab = (name: string) => (page: Page) => page.getByRole('tab', { name, exact: true }).first().click();
const keys =
  (...pressed: readonly string[]) =>
  async (page: Page) => {
    for (const key of pressed) await page.keyboard.press(key);
  };
const inTurn =
  (...steps: readonly ((page: Page, site: Site) => Promise<unknown>)[]) =>
  async (page: Page, site: Site) => {
    for (const step of steps) await step(page, site);
  };
const menuOf = (name: string) => (page: Page) => canvasOf(page).node(name).click({ button: 'right' });
const select = (name: string) => async (page: Page) => {
  await canvasOf(page).node(name).focus();
  await page.keyboard.press(' ');
};
const filled = (label: string, text: string) => (page: Page) => page.getByLabel(label).first().fill(text);
const shown = (text: string | RegExp) => (page: Page) => expect(page.getByText(text).first()).toBeVisible();
const opened = (name: string | RegExp) => (page: Page) =>
  expect(page.getByRole('dialog', { name })).toBeVisible();

const orders =
  (rest = '') =>
  (site: Site) =>
    `/workflows/${site.orders}${rest}`;

const screens: Readonly<Record<string, readonly Screen[]>> = {
  'the workspace': [
    { name: 'workflows', at: '/workflows' },
    { name: 'menu of a workflow', open: button('Actions for Orders') },
    { name: 'new workflow', open: button('New workflow') },
    { name: 'import', open: button('Import') },
    { name: 'first steps', open: button(/^First steps/) },
    { name: 'account', open: button(`Account: ${OWNER.name}`) },
    { name: 'command palette', open: inTurn(button('Search and commands'), opened('Command palette')) },
    {
      name: 'no workflow matches',
      open: inTurn(filled('Find workflows', 'nothing like it'), shown('No workflow matches')),
    },
    { name: 'templates', at: '/workflows/templates' },
    { name: 'no template matches', open: filled('Find templates', 'nothing like it') },
    { name: 'template', at: '/workflows/templates/order-line' },
    { name: 'template that asks', at: '/workflows/templates/transfer-by-department' },
    {
      name: 'template, filled in wrongly',
      open: inTurn(
        filled('Phone of sales', '555'),
        button('Use this template'),
        shown('Enter the number with its country code'),
      ),
    },
    { name: 'no such workflow', at: '/workflows/none-of-this-name' },
    { name: 'no such run', at: orders('/runs/none-of-this-name') },
    { name: 'no such page', at: '/nowhere' },
  ],
  'the settings': [
    { name: 'settings', at: '/settings' },
    { name: 'new secret', open: button('New secret') },
    { name: 'replace a secret', open: button('Replace CRM_KEY') },
    { name: 'delete a secret', open: button('Delete CRM_KEY') },
    { name: 'new key', open: button('New key') },
    { name: 'revoke a key', open: button('Revoke e2e') },
    { name: 'settings of a workflow', at: orders('/settings') },
    { name: 'add a credential', open: button('Add credential') },
    {
      name: 'add an HMAC credential',
      open: inTurn(button('Add credential'), (page) =>
        page.locator('label').filter({ hasText: 'HMAC signature' }).click(),
      ),
    },
    { name: 'what to enter in Vapi', open: button('What to enter in Vapi') },
    { name: 'remove a credential', open: button('Remove production') },
    { name: 'rotate the server URL', open: button('Rotate') },
    { name: 'delete the workflow', open: button('Delete') },
    { name: 'settings without credential', at: (site) => `/workflows/${site.quiet}/settings` },
    { name: 'connect', at: orders('/connect'), open: shown('Front desk') },
    { name: 'a public address', open: (page) => page.getByText('Get a public address').click() },
    {
      name: 'send to Vapi',
      open: inTurn(button('Connect Front desk'), (page) =>
        expect(page.getByRole('list', { name: 'Fields' })).toBeVisible(),
      ),
    },
  ],
  'runs and events': [
    { name: 'runs', at: orders('/runs') },
    { name: 'no run matches', at: orders('/runs?q=nothing-like-it') },
    { name: 'try it', at: (site) => `/workflows/${site.quiet}/runs` },
    {
      name: 'run',
      at: (site) => `/workflows/${site.orders}/runs/${site.completedRun}`,
      open: (page) => expect(page.getByRole('complementary', { name: 'Details' })).toBeVisible(),
    },
    { name: 'reply of a run', open: tab('Reply') },
    { name: 'event of a run', open: tab('Event') },
    { name: 'failed run', at: (site) => `/workflows/${site.orders}/runs/${site.failedRun}` },
    { name: 'events', at: orders('/events') },
    {
      name: 'refused event',
      open: (page) =>
        page.getByRole('row').filter({ hasText: 'Refused' }).getByRole('button').first().click(),
    },
    {
      name: 'malformed event',
      open: (page) =>
        page.getByRole('row').filter({ hasText: 'Malformed' }).getByRole('button').first().click(),
    },
    {
      name: 'handled event',
      open: (page) =>
        page.getByRole('row').filter({ hasText: 'Handled' }).getByRole('button').first().click(),
    },
    { name: 'no events', at: (site) => `/workflows/${site.quiet}/events` },
  ],
  'the editor': [
    { name: 'empty', at: (site) => `/workflows/${site.empty}`, open: shown('Start with an event') },
    { name: 'templates for an empty canvas', open: button('Begin with a template') },
    { name: 'all events', open: button(/^All events/) },
    { name: 'flow', at: orders(), open: shown('Look up the order') },
    { name: 'event list', open: tab('Events'), width: 1280 },
    { name: 'flow as a list', open: tab('List'), width: 1280 },
    { name: 'nodes', open: tab('Nodes'), width: 1280 },
    { name: 'nodes on a phone', open: button('Add'), width: 390 },
    { name: 'events on a phone', open: inTurn(button('Add'), tab('Events')), width: 390 },
    { name: 'list on a phone', open: inTurn(button('Add'), tab('List')), width: 390 },
    { name: 'shortcuts', open: keys('?') },
    { name: 'versions', open: inTurn(button('Versions'), shown('Version 1')) },
    { name: 'server URL', open: button('Server URL') },
    { name: 'review before publishing', open: inTurn(button('Publish'), shown('Changes since version 1')) },
    {
      name: 'commands of the editor',
      open: inTurn(button('Search and commands'), opened('Command palette')),
    },
    {
      name: 'find and replace',
      open: inTurn(
        keys('ControlOrMeta+f'),
        (page) => page.getByRole('searchbox', { name: 'Find' }).fill('order'),
        shown(/\d found/),
      ),
    },
    { name: 'workflows to switch to', open: button(/Switch workflow/) },
    { name: 'samples', open: button(/^Test event/) },
    { name: 'received events', open: inTurn(button(/^Test event/), tab('Received')) },
    { name: 'written event', open: inTurn(button(/^Test event/), tab('Write one')) },
    { name: 'menu of a node', open: menuOf('Look up the order') },
    {
      name: 'menu of the canvas',
      open: (page) => canvasOf(page).canvas.click({ button: 'right', position: { x: 20, y: 500 } }),
    },
    {
      name: 'menu of a connection',
      open: async (page) => {
        await page.getByRole('group', { name: /^Connection from Look up the order/ }).focus();
        await page.keyboard.press(' ');
        await page.keyboard.press('Shift+F10');
        await expect(page.getByRole('menu')).toBeVisible();
      },
    },
    { name: 'search for a node', open: inTurn(select('Look up the order'), keys('a')) },
    { name: 'several selected', open: keys('ControlOrMeta+a') },
    { name: 'name being written', open: inTurn(keys('Escape'), select('Look up the order'), keys('F2')) },
    { name: 'minimap', open: inTurn(keys('Escape'), keys('m')), width: 1280 },
    { name: 'settings of a node', open: inTurn(select('Look up the order'), keys('Enter')) },
  ],
  'testing and publishing': [
    {
      name: 'tested',
      at: orders(),
      open: inTurn(button('Run the flow'), shown(/Completed in/), button('Answer')),
    },
    {
      name: 'output of a node',
      open: inTurn(select('Look up the order'), keys('Enter'), tab('Output')),
    },
    { name: 'input of a node', open: inTurn(select('Look up the order'), keys('Enter'), tab('Input')) },
    {
      name: 'large view of code',
      open: inTurn(tab('Settings'), button('Large view'), opened(/^Code/)),
    },
    {
      name: 'wide panel',
      open: inTurn(select('Say where it is'), keys('Enter'), button('Wide panel')),
      width: 1280,
    },
    {
      name: 'not ready to publish',
      at: (site) => `/workflows/${site.everyNode}`,
      // At 100%: all of it at once is small, and what is on the canvas with it, as on a map.
      open: inTurn((page) => expect(canvasOf(page).node('If')).toBeVisible(), keys('0'), button('Publish')),
    },
    { name: 'what is wrong', open: button(/problem|error/i) },
    { name: 'cannot run', open: button('Run the flow') },
  ],
};

/** Fails softly where axe finds a fault: in both themes, wide and on a phone, and where a phone's page scrolls sideways. */
const judge = async (page: Page, name: string, widths: readonly number[], part?: string): Promise<void> => {
  for (const width of widths) {
    await page.setViewportSize({ width, height: width < 500 ? 844 : 800 });
    if (width === 390) {
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(sideways, `${name}: pixels that the page is too wide for a phone`).toBeLessThanOrEqual(0);
    }
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // A theme changes colours and nothing else.
      const rules = colorScheme === 'light' ? {} : { rules: ['color-contrast'] };
      const found = await axeFaults(page, { ...(part === undefined ? {} : { part }), ...rules });
      expect.soft(found, `${name}, ${colorScheme}, ${width} px`).toEqual([]);
    }
  }
};

const overlays = (page: Page) =>
  page.locator('[role=dialog]:not([data-editor-panel]), [role=alertdialog], [role=menu]').first();

const visit = async (page: Page, site: Site, { name, at, open, width }: Screen): Promise<void> => {
  const widths = width === undefined ? WIDTHS : [width];
  await page.setViewportSize({ width: widths[0] ?? 1280, height: 800 });
  if (at !== undefined) {
    await page.goto(typeof at === 'string' ? at : at(site));
    await expect(page.getByRole('main').first()).toBeVisible();
  }
  await open?.(page, site);
  await judge(page, name, widths);
  await page.setViewportSize({ width: widths[0] ?? 1280, height: 800 });
  if (await overlays(page).isVisible()) {
    await page.keyboard.press('Escape');
    await expect(overlays(page)).toBeHidden();
  }
};

test.describe.configure({ mode: 'parallel' }); // each part begins on a page of its own

for (const [part, itsScreens] of Object.entries(screens)) {
  test(`axe finds nothing to mend in ${part}, light and dark, wide and on a phone`, async ({
    ownerPage: page,
    site,
  }) => {
    test.setTimeout(600_000); // for a busy machine
    for (const screen of itsScreens) await test.step(screen.name, () => visit(page, site, screen));
  });
}

const outside: readonly Screen[] = [
  { name: 'sign in', at: '/login' },
  {
    name: 'wrong password',
    open: inTurn(
      filled('E-mail', OWNER.email),
      (page) => page.getByRole('textbox', { name: 'Password' }).fill('not the password'),
      button('Sign in'),
      (page) => expect(page.getByRole('alert').filter({ hasText: /\w/ }).first()).toBeVisible(),
    ),
  },
  { name: 'no such page', at: '/nowhere' },
];

test('axe finds nothing to mend before signing in', async ({ page, site }) => {
  for (const screen of outside) await test.step(screen.name, () => visit(page, site, screen));
});

test('axe finds nothing to mend in the first visit and an empty workspace', async ({ browser, site }) => {
  test.setTimeout(300_000);
  const app = await startApp();
  const page = await browser.newPage({ baseURL: app.address });
  const first: readonly Screen[] = [
    { name: 'set up', at: '/setup' },
    {
      name: 'set up, filled in',
      open: (on) => on.getByLabel('Password', { exact: true }).fill('correct horse'),
    },
  ];
  for (const screen of first) await test.step(screen.name, () => visit(page, site, screen));
  await admin(
    app.dataDir,
    'create-owner',
    '--email',
    OWNER.email,
    '--password',
    OWNER.password,
    '--name',
    OWNER.name,
  );
  await signIn(page);
  await visit(page, site, { name: 'no workflows', at: '/workflows' });
  await visit(page, site, { name: 'settings without secrets', at: '/settings' });
  await page.close();
  expect(await app.stop()).toBe(0);
});

test('axe finds nothing to mend in the settings of any node, and each has help with an example', async ({
  ownerPage: page,
  site,
}) => {
  test.setTimeout(300_000);
  await page.goto(`/workflows/${site.everyNode}`);
  const { canvas, panel } = canvasOf(page);
  for (const [type, { label }] of Object.entries(definitions)) {
    await test.step(label, async () => {
      await canvas.locator(`.react-flow__node[data-id="${type}"]`).focus();
      await page.keyboard.press('Enter');
      await expect(panel).toHaveAccessibleName(`Settings of ${label}`);
      await judge(page, `settings of ${label}`, [1280], '[data-editor-panel]');
      await panel.getByRole('tab', { name: 'Settings', exact: true }).press('End');
      await expect(panel.getByRole('region', { name: 'Example' })).toContainText(
        /With (these settings|nothing set)/,
      );
      await page.keyboard.press('Escape');
    });
  }
});
