import type { Page } from '@playwright/test';
import { canvasOf } from './canvas.ts';
import { chain, codeStep, draftWorkflow, toolReply, toolTrigger } from './flows.ts';
import { type AppWithOwner, expect, test } from './test.ts';

/** Cards far from where the layout puts them. */
const scattered = () => {
  const flow = chain(toolTrigger(), codeStep('return 1;'), toolReply());
  const positions = [
    { x: 0, y: 0 },
    { x: 96, y: 480 },
    { x: -320, y: 208 },
  ];
  return {
    ...flow,
    nodes: flow.nodes.map((node, at) => ({ ...node, position: positions[at] ?? node.position })),
  };
};

/** Tidies up, and gives how many places the last card stood at on its way. */
const placesOnTheWay = async (page: Page, app: AppWithOwner, name: string): Promise<number> => {
  const { id } = await draftWorkflow(app, name, scattered());
  await page.goto(`/workflows/${id}`);
  const { node, saved } = canvasOf(page);
  const card = node('Answer');
  await expect(card).toBeVisible();
  await card.evaluate((element) => {
    const places = new Set<string>();
    Object.assign(window, { places });
    new MutationObserver(() => places.add(element.style.transform)).observe(element, { attributes: true });
  });
  const before = await card.evaluate((element) => element.style.transform);
  await page.getByRole('button', { name: 'Tidy up' }).click();
  await expect.poll(() => card.evaluate((element) => element.style.transform)).not.toBe(before);
  await saved();
  return page.evaluate((from) => {
    const places: Set<string> = Reflect.get(window, 'places');
    return places.difference(new Set([from])).size;
  }, before);
};

test('cards slide to where tidying up puts them', async ({ ownerPage: page, app }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await placesOnTheWay(page, app, 'Sliding')).toBeGreaterThan(2);
});

test.describe('for a person who wants less motion', () => {
  test.beforeEach(({ ownerPage }) => ownerPage.emulateMedia({ reducedMotion: 'reduce' }));

  test('cards stand at once where tidying up puts them', async ({ ownerPage: page, app }) => {
    expect(await placesOnTheWay(page, app, 'Standing')).toBe(1);
  });

  test('the view, dialogs, menus and messages do not move', async ({ ownerPage: page, app }) => {
    const { id } = await draftWorkflow(app, 'Still', scattered());
    await page.goto(`/workflows/${id}`);
    const { node } = canvasOf(page);
    await expect(node('Asked')).toBeVisible();
    const animations = () =>
      page.evaluate(() =>
        document
          .getAnimations()
          .map(({ effect }) => Number(effect?.getComputedTiming().activeDuration))
          .filter((duration) => duration > 1),
      );
    const still = async () => expect(await animations()).toEqual([]);

    await page.getByRole('button', { name: 'Zoom in' }).click();
    const view = () => page.locator('.react-flow__viewport').getAttribute('style');
    const zoomed = await view();
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    expect(await view()).toBe(zoomed);

    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await still();
    await page.keyboard.press('Escape');
    await node('Work').click({ button: 'right' });
    await expect(page.getByRole('menu')).toBeVisible();
    await still();
    await page.keyboard.press('Escape');
    await node('Work').click();
    await page.getByRole('tab', { name: 'Input' }).click();
    await page.getByRole('treeitem', { name: /name/ }).first().click();
    await expect(page.getByText('Click into a field first')).toBeVisible();
    await still();
  });
});
