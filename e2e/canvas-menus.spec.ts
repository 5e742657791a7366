import { chain, codeFlow, codeStep, toolReply, toolTrigger } from './flows.ts';
import { middleOf, middleOfEdge, openDraft } from './open-draft.ts';
import { expect, test } from './test.ts';

const zoomOf = (zoom: string | null): number => Number.parseInt(zoom ?? '', 10);

test('the menu of a node renames, disables, duplicates, copies, cuts, pastes and deletes it, by mouse', async ({
  ownerPage: page,
  app,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { node, canvas, ways, draft, saved } = await openDraft(app, page, 'Menu', codeFlow('return 1;'));
  const choose = async (name: string, item: string) => {
    await node(name).click({ button: 'right' });
    await page.getByRole('menuitem', { name: new RegExp(`^${item}( |$)`) }).click();
  };
  const names = async () => (await draft()).nodes.map(({ name }) => name);

  await choose('Work', 'Rename');
  await expect(page.getByRole('textbox', { name: 'New name of Work' })).toBeFocused();
  await page.keyboard.type('Look up');
  await page.keyboard.press('Enter');
  await node('Look up').getByText('Look up', { exact: true }).dblclick();
  await page.getByRole('textbox', { name: 'New name of Look up' }).fill('Find');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await draft()).nodes[2]?.config.result).toBe('{{ steps.find.output }}');

  await choose('Find', 'Disable');
  await expect(node('Find')).toHaveAccessibleName(/disabled/);
  await choose('Find', 'Enable');
  await expect(node('Find')).not.toHaveAccessibleName(/disabled/);

  await choose('Find', 'Duplicate');
  await expect(node('Find 2')).toBeVisible();
  await choose('Find 2', 'Cut');
  await expect(node('Find 2')).toHaveCount(0);
  const empty = { x: 60, y: 480 };
  await canvas.click({ button: 'right', position: empty });
  await page.getByRole('menuitem', { name: /^Paste/ }).click();
  await expect(node('Find 2')).toBeVisible();
  const box = await canvas.boundingBox();
  const pasted = await middleOf(node('Find 2'));
  expect(Math.abs(pasted.y - (box?.y ?? 0) - empty.y)).toBeLessThan(120);
  await choose('Find 2', 'Copy');
  await canvas.click({ button: 'right', position: { x: 360, y: 80 } });
  await page.getByRole('menuitem', { name: /^Paste/ }).click();
  await expect(node('Find 3')).toBeVisible();
  await saved();
  await expect.poll(names).toEqual(['Asked', 'Find', 'Answer', 'Find 2', 'Find 3']);

  await choose('Find', 'Delete, leave a gap');
  await expect(node('Find')).toHaveCount(0);
  await expect.poll(ways).toEqual([]);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await choose('Find', 'Delete');
  await expect.poll(ways).toEqual(['asked > answer']);
});

test('the menu of the canvas adds nodes, notes and frames where it was opened', async ({
  ownerPage: page,
  app,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const { canvas, node, draft, saved, search } = await openDraft(
    app,
    page,
    'Menu of the canvas',
    chain(toolTrigger('x')),
  );
  const choose = async (position: { x: number; y: number }, item: string) => {
    await canvas.click({ button: 'right', position });
    await page.getByRole('menuitem', { name: new RegExp(`^${item}`) }).click();
  };
  const corner = await canvas.boundingBox();
  const at = { x: 480, y: 420 };
  await choose(at, 'Add a node');
  await search.getByRole('combobox').fill('wait');
  await search.getByRole('option', { name: /^Wait/ }).click();
  const pastBy = async () => {
    const { x, y } = await middleOf(node('Wait'));
    return Math.hypot(x - (corner?.x ?? 0) - at.x, y - (corner?.y ?? 0) - at.y);
  };
  await expect.poll(pastBy).toBeLessThan(200);

  await choose({ x: 40, y: 420 }, 'Add a note');
  await expect(page.getByRole('textbox', { name: 'Text of the note' })).toBeFocused();
  await page.keyboard.type('First');
  await canvas.click({ position: { x: 400, y: 40 } });
  const note = canvas.getByRole('group', { name: 'Note: First' });
  await note.getByText('First').dblclick();
  await page.getByRole('textbox', { name: 'Text of the note' }).fill('**Second**');
  await canvas.click({ position: { x: 400, y: 40 } });
  await expect(canvas.getByRole('group', { name: /^Note: / }).locator('strong')).toHaveText('Second');

  await choose({ x: 400, y: 40 }, 'Add a frame');
  await expect(page.getByRole('textbox', { name: 'Title of the frame' })).toBeFocused();
  await page.keyboard.type('Empty');
  await page.keyboard.press('Enter');
  await canvas.getByText('Empty', { exact: true }).dblclick();
  await page.getByRole('textbox', { name: 'Title of the frame' }).fill('Later');
  await page.keyboard.press('Enter');
  await saved();
  await expect
    .poll(async () => (await draft()).notes.map(({ kind, text }) => [kind, text]))
    .toEqual([
      [undefined, '**Second**'],
      ['frame', 'Later'],
    ]);

  await choose({ x: 20, y: 20 }, 'Select all');
  await expect(canvas.locator('.react-flow__node.selected')).toHaveCount(4);
  await choose({ x: 20, y: 20 }, 'Keyboard shortcuts');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
});

test('the menu of a connection inserts and leads to its ends; its own buttons and a double click do the rest', async ({
  ownerPage: page,
  app,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const { ways, node, canvas, search, edge } = await openDraft(app, page, 'Menu of a cable', {
    ...chain(toolTrigger('x'), codeStep('return 1;'), toolReply()),
  });
  const choose = async (id: string, item: RegExp) => {
    const { x, y } = await middleOfEdge(page, id);
    await page.mouse.click(x, y, { button: 'right' });
    await page.getByRole('menuitem', { name: item }).click();
  };
  await choose('work-answer', /^Insert a node/);
  await search.getByRole('combobox').fill('wait');
  await search.getByRole('option', { name: /^Wait/ }).click();
  await expect.poll(ways).toEqual(['asked > work', 'work > wait', 'wait > answer']);
  await page.getByRole('button', { name: 'Fit to view' }).click();
  await expect(node('Asked')).toBeInViewport({ ratio: 1 });
  const at = await middleOfEdge(page, 'asked-work');
  await page.mouse.dblclick(at.x, at.y);
  await page.getByRole('textbox', { name: 'Label of the connection' }).fill('with an order');
  await page.keyboard.press('Enter');
  await expect(edge('Asked to Work: with an order')).toBeFocused();
  const label = canvas.getByRole('button', { name: 'with an order' });
  await label.click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Go to “Work”/ }).click();
  await expect(node('Work')).toBeFocused();
  await label.click();
  await canvas.getByRole('button', { name: 'Remove connection' }).click();
  await expect.poll(ways).toEqual(['work > wait', 'wait > answer']);
});

test('the view zooms with buttons, keys, the wheel and to a node, and is moved on the map of it', async ({
  ownerPage: page,
  app,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const { node, canvas } = await openDraft(app, page, 'Zoom', codeFlow('return 1;'));
  const zoom = page.getByRole('button', { name: /^\d+ %$/ });
  const now = async () => zoomOf(await zoom.textContent());
  await page.keyboard.press('0');
  await expect(zoom).toHaveText('100 %');
  for (const bigger of [
    () => page.keyboard.press('+'),
    () => page.getByRole('button', { name: 'Zoom in' }).click(),
  ]) {
    const before = await now();
    await bigger();
    await expect.poll(now).toBeGreaterThan(before);
  }
  for (const smaller of [
    () => page.keyboard.press('-'),
    () => page.getByRole('button', { name: 'Zoom out' }).click(),
    async () => {
      const { x, y } = await middleOf(canvas);
      await page.mouse.move(x, y + 200);
      await page.mouse.wheel(0, 300);
    },
  ]) {
    const before = await now();
    await smaller();
    await expect.poll(now).toBeLessThan(before);
  }
  await zoom.click();
  await expect(zoom).toHaveText('100 %');
  await page.getByRole('button', { name: 'Fit to view' }).click();
  await node('Work').click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Zoom to it/ }).click();
  await expect(zoom).toHaveText('125 %');
  await expect(node('Work')).toBeInViewport();

  await page.keyboard.press('1');
  await expect(node('Answer')).toBeInViewport();
  const map = await middleOf(page.getByRole('img', { name: 'Minimap' }));
  const before = (await node('Work').boundingBox())?.x ?? 0;
  await page.mouse.move(map.x, map.y);
  await page.mouse.down();
  await page.mouse.move(map.x + 30, map.y, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => (await node('Work').boundingBox())?.x ?? before).toBeLessThan(before);
});
