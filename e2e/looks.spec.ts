import type { Page } from '@playwright/test';
import { canvasOf } from './canvas.ts';
import { type Site, test } from './site.ts';
import { expect } from './test.ts';

/** A screen whose look is kept as a picture, `e2e/looks/{name}-{theme}-{width}.png`. CONTRIBUTING.md says how to renew them. */
interface Look {
  readonly name: string;
  readonly at: (site: Site) => string;
  /** Brings it to where it is looked at, and waits for it. */
  readonly ready: (page: Page) => Promise<unknown>;
  readonly widths: readonly number[];
}

const WIDE = 1280;
const PHONE = 390;

const heading = (name: string | RegExp) => (page: Page) =>
  expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

const looks: readonly Look[] = [
  { name: 'workflows', at: () => '/workflows', ready: heading('Workflows'), widths: [WIDE, PHONE] },
  {
    name: 'template',
    at: () => '/workflows/templates/transfer-by-department',
    ready: (page) =>
      expect(page.getByRole('list', { name: /^Steps of/ }).getByRole('listitem')).toHaveCount(7),
    widths: [WIDE],
  },
  {
    name: 'editor',
    at: (site) => `/workflows/${site.orders}`,
    ready: (page) => expect(canvasOf(page).node('Look up the order')).toBeVisible(),
    widths: [PHONE],
  },
  {
    name: 'editor-panel',
    at: (site) => `/workflows/${site.orders}`,
    ready: async (page) => {
      await page.getByRole('button', { name: 'Run the flow', exact: true }).click();
      await expect(page.getByText(/Completed in/)).toBeVisible();
      await canvasOf(page).node('Look up the order').focus();
      await page.keyboard.press('Enter');
      await expect(canvasOf(page).panel).toBeVisible();
    },
    widths: [WIDE],
  },
  {
    name: 'runs',
    at: (site) => `/workflows/${site.orders}/runs`,
    ready: heading('Runs'),
    widths: [WIDE],
  },
  {
    name: 'run',
    at: (site) => `/workflows/${site.orders}/runs/${site.failedRun}`,
    ready: heading(/Failed/),
    widths: [WIDE],
  },
  {
    name: 'events',
    at: (site) => `/workflows/${site.orders}/events`,
    ready: heading('Events'),
    widths: [WIDE],
  },
  {
    name: 'connect',
    at: (site) => `/workflows/${site.orders}/connect`,
    ready: (page) => expect(page.getByRole('button', { name: 'Connect Front desk' })).toBeVisible(),
    widths: [WIDE],
  },
  { name: 'settings', at: () => '/settings', ready: heading('Settings'), widths: [WIDE] },
];

/** What differs from run to run is written over, so that nothing has to be covered. */
const VARYING: readonly (readonly [varying: string, steady: string])[] = [
  ['<?\\d+(?:\\.\\d+)? (?:ms|s)\\b', '12 ms'],
  ['just now|\\d+[smhd] ago', '5m ago'],
  ['[A-Z][a-z]{2} \\d{1,2}, \\d{2}:\\d{2}:\\d{2} [AP]M', 'Jan 05, 03:04:05 PM'],
  ['(?:127\\.0\\.0\\.1|localhost):\\d+', '127.0.0.1:3000'],
  ['/api/vapi/[\\w-]{20,}', '/api/vapi/the-token-of-this-workflow'],
  ['pb_[\\w-]+', 'pb_e2e'],
  ['…[\\w-]{4,8}\\b', '…00000000'],
  ['[0-9a-f]{8}-[0-9a-f-]{27}', '00000000-0000-7000-8000-000000000000'],
  ['\\b\\d+(?:\\.\\d+)? (?:B|kB|MB|GB)\\b', '1.2 kB'],
];

/** Grounds of dots and cables make a picture large and say nothing; the first steps change with what was looked at. */
const LEFT_OUT = '.react-flow__background, main + [aria-hidden], [aria-label^="First steps"]';

/** Gives how much there was to write over: nothing, once the page has come to rest. */
const steady = (page: Page): Promise<number> =>
  page.evaluate(
    ([varying, leftOut]) => {
      let changes = 0;
      for (const element of document.querySelectorAll<HTMLElement>(leftOut)) element.style.display = 'none';
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
        const before = node.nodeValue ?? '';
        const after = varying.reduce(
          (text, [from, to]) => text.replaceAll(new RegExp(from, 'g'), to),
          before,
        );
        if (after === before) continue;
        node.nodeValue = after;
        changes += 1;
      }
      return changes;
    },
    [VARYING, LEFT_OUT] as const,
  );

const isPictured = async (page: Page, name: string, theme: string, width: number): Promise<void> => {
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(0, 0);
  await expect(page.locator('time').filter({ hasText: /^\s*$/ })).toHaveCount(0); // filled in once the page is alive
  await expect.poll(() => steady(page)).toBe(0);
  const mask = [page.getByRole('region', { name: 'Timeline' }).locator('li button > [aria-hidden]')]; // bars of durations
  await expect.soft(page).toHaveScreenshot(`${name}-${theme}-${width}.png`, { mask });
};

const openIn = async (page: Page, colorScheme: 'light' | 'dark', width: number): Promise<void> => {
  await page.setViewportSize({ width, height: width === PHONE ? 844 : 800 });
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.clock.setFixedTime(new Date(Date.now() + 5 * 60_000)); // nothing is drawn anew because time passes
};

test.use({ timezoneId: 'UTC', locale: 'en-US' });
test.skip(
  process.platform !== 'linux',
  'The pictures are from Linux: other systems draw letters differently.',
);

for (const theme of ['light', 'dark'] as const) {
  test(`the main screens look as they did, ${theme}`, async ({ ownerPage: page, site }) => {
    test.setTimeout(300_000); // for a busy machine
    for (const { name, at, ready, widths } of looks) {
      for (const width of widths) {
        await test.step(`${name}, ${width}`, async () => {
          await openIn(page, theme, width);
          await page.goto(at(site));
          await ready(page);
          await isPictured(page, name, theme, width);
        });
      }
    }
  });

  test(`signing in looks as it did, ${theme}`, async ({ page }) => {
    for (const width of [WIDE, PHONE]) {
      await openIn(page, theme, width);
      await page.goto('/login');
      await heading('Sign in')(page);
      await isPictured(page, 'login', theme, width);
    }
  });
}
