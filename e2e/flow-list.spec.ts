import { canvasOf } from './canvas.ts';
import { codeFlow, draftWorkflow } from './flows.ts';
import { expect, test } from './test.ts';

test('the flows are read and opened as a list, by keyboard and by mouse', async ({
  ownerPage: page,
  app,
}) => {
  const draft = await draftWorkflow(app, 'As a list', codeFlow('return 1;'));
  await page.goto(`/workflows/${draft.id}`);
  const { panel, node } = canvasOf(page);
  await page.getByRole('tab', { name: 'List', exact: true }).click();
  const tree = page.getByRole('tree', { name: 'Flows' });
  await expect(tree.getByRole('treeitem')).toHaveText([/^Asked/, /^Work/, /^Answer/]);
  const item = (name: RegExp) => tree.getByRole('treeitem', { name });
  await expect(item(/^Asked, /)).toHaveAttribute('aria-level', '1');
  await expect(item(/^Work, /)).toHaveAttribute('aria-level', '2');

  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(item(/^Asked, /)).toBeFocused();
  await page.keyboard.press('End');
  await expect(item(/^Answer, /)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(item(/^Work, /)).toBeFocused();
  await expect(item(/^Work, /)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(panel).toHaveAccessibleName('Settings of Work');
  await expect(panel.getByRole('textbox', { name: 'Name of the node' })).toBeFocused();
  await panel.getByRole('button', { name: 'Close the panel' }).press('Enter');
  await expect(node('Work')).toBeFocused();
  await item(/^Answer, /).click();
  await expect(panel).toHaveAccessibleName('Settings of Answer');
});
