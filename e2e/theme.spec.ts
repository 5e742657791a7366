import type { Page } from '@playwright/test';
import { expect, OWNER, test } from './test.ts';

const choose = async (page: Page, theme: string): Promise<void> => {
  await page.getByRole('button', { name: `Account: ${OWNER.name}` }).click();
  await page.getByRole('menuitemradio', { name: theme }).click();
};

/** How bright the page's ground is, from 0 to 255, as it is painted. */
const brightness = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.fillStyle = getComputedStyle(document.body).backgroundColor;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / 3;
  });

test('light and dark apply at once and stay over a reload', async ({ ownerPage: page }) => {
  await page.goto('/workflows');
  await choose(page, 'Dark');
  await expect.poll(() => brightness(page)).toBeLessThan(80);
  await page.reload();
  expect(await brightness(page)).toBeLessThan(80);
  await choose(page, 'Light');
  await expect.poll(() => brightness(page)).toBeGreaterThan(200);
  await page.goto('/settings');
  expect(await brightness(page)).toBeGreaterThan(200);
  await page.getByRole('button', { name: `Account: ${OWNER.name}` }).press('Enter');
  await page.getByRole('menuitemradio', { name: 'Dark' }).press('Enter');
  await expect.poll(() => brightness(page)).toBeLessThan(80);
});

test('as the system follows the system', async ({ ownerPage: page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/workflows');
  await choose(page, 'Light');
  await expect.poll(() => brightness(page)).toBeGreaterThan(200);
  await choose(page, 'As the system');
  await expect.poll(() => brightness(page)).toBeLessThan(80);
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(() => brightness(page)).toBeGreaterThan(200);
});
