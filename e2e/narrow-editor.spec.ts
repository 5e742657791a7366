import type { Page } from '@playwright/test';
import { canvasOf } from './canvas.ts';
import { codeFlow, draftWorkflow, type MadeWorkflow } from './flows.ts';
import { expect, test } from './test.ts';

/** Nothing is wider than the window: nobody has to scroll to the side (WCAG 2.2, 1.4.10). */
const fits = async (page: Page) => {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
};

/** What can be pressed but is smaller than 24 pixels (WCAG 2.2, 2.5.8). What is on the canvas grows with its zoom. */
const tooSmall = (page: Page) =>
  page.evaluate(() =>
    [
      ...document.querySelectorAll('button, a, input, select, [role=button], [role=tab], [role=switch]'),
    ].flatMap((element) => {
      const { width, height } = element.getBoundingClientRect();
      const isShown = width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true });
      const isZoomed = element.closest('.react-flow__viewport') !== null;
      if (!isShown || isZoomed || (width >= 24 && height >= 24)) return [];
      return [`${element.getAttribute('aria-label') ?? element.textContent} ${width}x${height}`];
    }),
  );

for (const { width, height } of [
  { width: 390, height: 844 },
  { width: 320, height: 640 },
]) {
  test.describe(`${width} pixels wide, by touch`, () => {
    test.use({ viewport: { width, height }, hasTouch: true });

    test('a flow is looked at, changed, run and published', async ({ ownerPage: page, app }) => {
      const made = await draftWorkflow(app, `Pocket ${width}`, codeFlow('return { fits: true };'));
      await page.goto(`/workflows/${made.id}`);
      const { node, saved } = canvasOf(page);
      await expect(node('Asked')).toBeInViewport({ ratio: 0.99 });
      const zoom = Number.parseInt(
        (await page.getByRole('button', { name: /^\d+ %$/ }).textContent()) ?? '',
        10,
      );
      expect(zoom).toBeGreaterThanOrEqual(60);
      await fits(page);
      expect(await tooSmall(page)).toEqual([]);

      await node('Asked').tap();
      const sheet = page.getByRole('dialog', { name: 'Asked' });
      await sheet.getByRole('textbox', { name: 'Tool name' }).fill('checkPocket');
      await fits(page);
      expect(await tooSmall(page)).toEqual([]);
      await sheet.getByRole('button', { name: 'Close' }).tap();
      await saved();

      await page.getByRole('button', { name: 'Run the flow' }).tap();
      const strip = page.getByRole('region', { name: 'Test', exact: true });
      await expect(strip).toContainText('Completed');
      await fits(page);
      expect(await tooSmall(page)).toEqual([]);

      await page.getByRole('button', { name: 'Publish', exact: true }).tap();
      await fits(page);
      expect(await tooSmall(page)).toEqual([]);
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^Publish/ })
        .tap();
      await expect
        .poll(
          async () =>
            await app.api<MadeWorkflow & { publishedVersion: unknown }>('GET', `/workflows/${made.id}`),
        )
        .toMatchObject({ draft: { nodes: [{ config: { toolName: 'checkPocket' } }, {}, {}] } });
      await fits(page);
    });

    test('what came out of a step is read', async ({ ownerPage: page, app }) => {
      const { id } = await draftWorkflow(app, `Result ${width}`, codeFlow('return { fits: true };'));
      await page.goto(`/workflows/${id}`);
      const { node } = canvasOf(page);
      await page.getByRole('button', { name: 'Run the flow' }).tap();
      await expect(page.getByRole('region', { name: 'Test', exact: true })).toContainText('Completed');
      await node('Asked').tap();
      await page.getByRole('dialog', { name: 'Asked' }).getByRole('button', { name: 'Close' }).tap();
      await page.getByRole('button', { name: 'Fit to view' }).tap();
      await node('Work').tap();
      const sheet = page.getByRole('dialog', { name: 'Work' });
      await sheet.getByRole('tab', { name: 'Output' }).tap();
      await expect(sheet.getByRole('treeitem', { name: /fits/ })).toBeInViewport({ ratio: 0.99 });
      await expect(sheet.getByRole('textbox', { name: 'Code' })).toBeHidden();
      await fits(page);
      expect(await tooSmall(page)).toEqual([]);
    });

    test('the list of nodes and the other pages of a workflow fit', async ({ ownerPage: page, app }) => {
      const { id } = await draftWorkflow(app, `Pages ${width}`, codeFlow('return 1;'));
      await page.goto(`/workflows/${id}`);
      await page.getByRole('button', { name: 'Add', exact: true }).tap();
      const sheet = page.getByRole('dialog', { name: 'Add a node' });
      const search = sheet.getByRole('searchbox', { name: 'Search nodes' });
      await search.fill('code');
      await search.press('Escape');
      await expect(search).toHaveValue('');
      await expect(sheet).toHaveAttribute('data-state', 'open');
      for (const tab of ['Nodes', 'Events', 'List']) {
        await sheet.getByRole('tab', { name: tab }).tap();
        await fits(page);
        expect(await tooSmall(page)).toEqual([]);
      }
      for (const path of ['runs', 'events', 'connect', 'settings']) {
        await page.goto(`/workflows/${id}/${path}`);
        await expect(page.getByRole('main')).toBeVisible();
        await fits(page);
      }
    });
  });
}
