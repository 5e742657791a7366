import { expect, type Page } from '@playwright/test';

/**
 * Chooses in the menu of what has the focus, with the keyboard alone: each text is typed in the menu that the one before
 * it opens.
 */
export const chooseByTyping = async (page: Page, ...texts: readonly string[]): Promise<void> => {
  const menus = page.getByRole('menu');
  await page.keyboard.press('Shift+F10');
  for (const [at, text] of texts.entries()) {
    if (at > 0) await page.keyboard.press('ArrowRight');
    await expect(menus).toHaveCount(at + 1);
    await expect
      .poll(() => menus.last().evaluate((menu) => menu.contains(document.activeElement))) // letters go there now
      .toBe(true);
    await page.keyboard.type(text);
    await expect(menus.last().getByRole('menuitem', { name: text }).first()).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(menus).toHaveCount(0);
};
