import type { Page } from '@playwright/test';
import { isAccessible } from './accessible.ts';
import { canvasOf } from './canvas.ts';
import { chain, codeStep, draftWorkflow, toolReply, toolTrigger } from './flows.ts';
import { type AppWithOwner, expect, test } from './test.ts';

const ORDERS = "return { orders: [{ id: 'A1', total: 12 }, { id: 'A2', total: 30 }] };";

const openCode = async (
  { app, page }: { app: AppWithOwner; page: Page },
  name: string,
  source: string,
): Promise<void> => {
  const { id } = await draftWorkflow(
    app,
    name,
    chain(
      toolTrigger('lookUpOrders'),
      { ...codeStep(ORDERS), id: 'look_up', name: 'Look up' },
      codeStep(source),
      toolReply(),
    ),
  );
  await page.goto(`/workflows/${id}`);
  await canvasOf(page).open('Work');
};

const code = (page: Page) => page.getByRole('textbox', { name: 'Code', exact: true });
const completion = (page: Page) => page.getByRole('listbox');

/** Puts the cursor behind the code; TypeScript is loaded then. */
const beginWriting = async (page: Page): Promise<void> => {
  const loaded = page.waitForEvent('worker');
  await code(page).click();
  await loaded;
  await expect(page.getByText('Loading TypeScript…')).toBeHidden({ timeout: 30_000 });
  await page.keyboard.press('ControlOrMeta+End');
};

test('TypeScript comes with the first code field, and completes what the steps before gave', async ({
  ownerPage: page,
  app,
}) => {
  const asked: string[] = [];
  page.on('worker', (worker) => asked.push(worker.url()));
  await openCode({ app, page }, 'Completion', '// the first order\n');
  const { panel } = canvasOf(page);
  expect(asked).toEqual([]);
  await panel.getByRole('tab', { name: 'Output' }).click();
  await panel.getByRole('button', { name: 'Run to here' }).click();
  await expect(panel.getByText('Completed in')).toBeVisible();
  await panel.getByRole('tab', { name: 'Settings' }).click();
  await beginWriting(page);
  await page.keyboard.type('const first = steps.look_up.output.orders[0].');
  await expect(completion(page).getByRole('option', { name: /total/ })).toBeVisible();
  await page.keyboard.type('tot');
  await page.keyboard.press('Enter');
  await expect(code(page)).toContainText('orders[0].total');
  await page.keyboard.type(';\nawait memory.set(');
  await expect(page.getByText('set(key: string,')).toBeVisible();
  await isAccessible(page, '[data-editor-panel]');
});

test('says what is wrong where it is, and the failure of the last test', async ({ ownerPage: page, app }) => {
  await openCode({ app, page }, 'Errors', 'const a = 1;\nreturn evnt.type;\n');
  const { panel } = canvasOf(page);
  await beginWriting(page);
  const mark = code(page).locator('.cm-lintRange-error');
  await expect(mark).toHaveText('evnt');
  await mark.hover();
  await expect(page.getByText("Cannot find name 'evnt'. Did you mean 'event'?")).toBeVisible();
  await page.mouse.move(0, 0);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByText(/ReferenceError: evnt is not defined/).first()).toBeVisible();
  await expect(panel.locator('.cm-lint-marker-error')).toHaveCount(1);
  await panel.locator('.cm-lint-marker-error').hover();
  await expect(page.getByText('The last test')).toBeVisible();
});

test('formats with the keyboard as one step of undo, and shows what cannot be read', async ({
  ownerPage: page,
  app,
}) => {
  await openCode({ app, page }, 'Formatting', 'const   a={b:1}\nreturn a');
  const { panel } = canvasOf(page);
  await beginWriting(page);
  await page.keyboard.press('Shift+Alt+F');
  await expect(code(page).locator('.cm-line').first()).toHaveText('const a = { b: 1 };');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(code(page).locator('.cm-line').first()).toHaveText('const   a={b:1}');
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('\nreturn }');
  await panel.getByRole('button', { name: 'Format' }).click();
  await expect(page.getByText('Nothing was formatted')).toBeVisible();
  await expect(code(page)).toContainText('const   a={b:1}');
});

test('a snippet is found, filled in and run', async ({ ownerPage: page, app }) => {
  await openCode({ app, page }, 'Snippets', '');
  const { panel } = canvasOf(page);
  await beginWriting(page);
  await panel.getByRole('button', { name: 'Snippets' }).click();
  await page.keyboard.type('business');
  await expect(page.getByRole('option', { selected: true })).toContainText('Check the business hours');
  await page.keyboard.press('Enter');
  await expect(code(page)).toContainText("timeZone: 'Europe/Berlin'");
  await page.keyboard.type('Asia/Tokyo'); // over the first stop
  await expect(code(page)).toContainText("timeZone: 'Asia/Tokyo'");
  await panel.getByRole('tab', { name: 'Output' }).click();
  await panel.getByRole('button', { name: 'Run to here' }).click();
  await expect(panel.getByRole('tree', { name: 'Output' })).toContainText('isOpen');

  // By its key, from one stop to the next.
  await panel.getByRole('tab', { name: 'Settings' }).click();
  await code(page).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('callApi');
  await completion(page)
    .getByRole('option', { name: /^callApi/ })
    .click();
  await page.keyboard.type('https://shop.example');
  await page.keyboard.press('Tab');
  await page.keyboard.type('SHOP_KEY');
  await expect(code(page)).toContainText("fetch('https://shop.example'");
  await expect(code(page)).toContainText('secrets.SHOP_KEY');
});

test('the large view has input, code and output; it takes a field by click and runs the step', async ({
  ownerPage: page,
  app,
}) => {
  await openCode({ app, page }, 'Large', '');
  await beginWriting(page);
  await page.keyboard.type("console.log('here');\nreturn ");
  await page.keyboard.press('Shift+Alt+L');
  const large = page.getByRole('dialog', { name: /^Code/ });
  await expect(large.getByRole('textbox', { name: 'Code', exact: true })).toBeFocused();
  await page.keyboard.press('ControlOrMeta+End');
  await large
    .getByRole('region', { name: 'Input' })
    .getByRole('treeitem', { name: /^number:/ })
    .first()
    .click();
  await expect(code(page)).toContainText('return event.call.customer.number');
  await page.keyboard.press('ControlOrMeta+Enter');
  const output = large.getByRole('region', { name: 'Output' });
  await expect(output.getByText('Completed in')).toBeVisible();
  await expect(output.getByRole('region', { name: 'Console' })).toContainText('here');
  await isAccessible(page, '[role="dialog"]');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(code(page)).not.toContainText('customer');
  await page.keyboard.press('Escape');
  await expect(large).toBeHidden();
});

test('on a phone the large view has tabs', async ({ ownerPage: page, app }) => {
  await openCode({ app, page }, 'Phone', 'return call.id;\n');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Large view', exact: true }).click();
  const large = page.getByRole('dialog', { name: /^Code/ });
  await expect(large.getByRole('textbox', { name: 'Code', exact: true })).toBeVisible();
  await large.getByRole('tab', { name: 'Output' }).click();
  await large.getByRole('button', { name: 'Run to here' }).click();
  await expect(large.getByText('Completed in')).toBeVisible();
  await isAccessible(page, '[role="dialog"][data-editor-panel]');
});

test('without the worker, names are completed and the field says what is missing', async ({
  ownerPage: page,
  app,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'Worker', {
      value: class {
        constructor() {
          throw new Error('no workers here');
        }
      },
    });
  });
  await openCode({ app, page }, 'No worker', '');
  await code(page).click();
  await expect(page.getByText(/TypeScript could not be loaded/)).toBeVisible();
  await page.keyboard.type('call.');
  await expect(completion(page).getByRole('option', { name: /^customer/ })).toBeVisible();
});
