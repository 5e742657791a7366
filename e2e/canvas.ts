import { expect, type Locator, type Page } from '@playwright/test';

/** The editor's canvas as a person uses it: by mouse, by names. */
export const canvasOf = (page: Page) => {
  const canvas = page.getByRole('region', { name: 'Canvas' });
  const palette = page.getByRole('navigation', { name: 'Nodes' });
  const node = (name: string | RegExp): Locator =>
    canvas.getByRole('group', { name: typeof name === 'string' ? new RegExp(`^${name},`) : name });
  const panel = page.getByRole('complementary', { name: /^Settings of/ });

  const centreOf = async (target: Locator): Promise<{ x: number; y: number }> => {
    const box = await target.boundingBox();
    if (box === null) throw new Error('it is not on the screen');
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };

  const drag = async (from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 5 });
    await page.mouse.move(to.x, to.y, { steps: 5 });
    await page.mouse.up();
  };

  return {
    node,
    canvas,
    palette,
    /** Drags a node type from the palette to a place on the canvas, in pixels from its top left corner. */
    dragFromPalette: async (label: string, at: { x: number; y: number }): Promise<void> => {
      const item = palette.getByRole('button', { name: new RegExp(`^${label} `) });
      await item.scrollIntoViewIfNeeded();
      await item.dragTo(canvas, { targetPosition: at });
    },
    /** Draws an edge from an output of one node to the input of another. */
    connect: async (source: string | RegExp, target: string | RegExp, handle = 'out'): Promise<void> => {
      const from = node(source).locator(`.react-flow__handle.source[data-handleid="${handle}"]`);
      const to = node(target).locator('.react-flow__handle.target');
      await drag(await centreOf(from), await centreOf(to));
    },
    saved: () => expect(page.getByRole('status', { name: 'Saved', exact: true })).toBeVisible(),
    panel,
    /** Opens a node's settings with a click on its card. */
    open: async (name: string | RegExp): Promise<void> => {
      await node(name).click();
      await expect(panel).toBeVisible();
    },
    closePanel: () => panel.getByRole('button', { name: 'Close the panel' }).click(),
    /** Replaces the text of a code or template field, with a click on its first line: a list may lie over the others. */
    write: async (label: string, text: string): Promise<void> => {
      await panel.getByRole('textbox', { name: label, exact: true }).click({ position: { x: 6, y: 8 } });
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.insertText(text);
    },
  };
};
