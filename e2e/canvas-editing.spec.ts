import type { BrowserContext } from '@playwright/test';
import { canvasOf } from './canvas.ts';
import {
  chain,
  codeFlow,
  codeStep,
  type MadeWorkflow,
  publishedWorkflow,
  toolReply,
  toolTrigger,
} from './flows.ts';
import { drag, middleOf, middleOfEdge, openDraft, type Point } from './open-draft.ts';
import { expect, post, sample, test } from './test.ts';

const tight = () => codeFlow('return 1;');

test('the plus at an open output adds what follows, found by typing', async ({ ownerPage: page, app }) => {
  const { ways, saved, search, node } = await openDraft(app, page, 'Plus', chain(toolTrigger('x')));
  await page.getByRole('button', { name: 'Add a node after Asked' }).click();
  await page.keyboard.type('wait');
  await expect(search.getByRole('option').first()).toHaveAccessibleName(/^Wait/);
  await page.keyboard.press('Enter');
  await expect(node('Wait')).toBeFocused();
  await saved();
  expect(await ways()).toEqual(['asked > wait']);
});

test('the plus on a connection inserts a node and makes room for it', async ({ ownerPage: page, app }) => {
  const { ways, draft, saved } = await openDraft(app, page, 'Insert', tight());
  const at = await middleOfEdge(page, 'asked-work');
  await page.mouse.move(at.x, at.y);
  await page.getByRole('button', { name: 'Insert a node' }).first().click();
  await page.keyboard.type('set fields');
  await page.keyboard.press('Enter');
  await saved();
  expect(await ways()).toEqual(['asked > set_fields', 'set_fields > work', 'work > answer']);
  const x = Object.fromEntries((await draft()).nodes.map(({ id, position }) => [id, position.x]));
  expect(x.work).toBeGreaterThan((x.set_fields ?? 0) + 248);
  expect(x.answer).toBeGreaterThan((x.work ?? 0) + 248);
});

test('a wire dropped on the empty canvas asks what it leads to, and Escape leaves all as it was', async ({
  ownerPage: page,
  app,
}) => {
  const { ways, saved, search, canvas, node } = await openDraft(app, page, 'Wire', chain(toolTrigger('x')));
  const jack = node('Asked').locator('.source');
  const box = await canvas.boundingBox();
  const empty = { x: (box?.x ?? 0) + 600, y: (box?.y ?? 0) + 120 };
  await drag(page, await middleOf(jack), empty);
  await expect(search).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(search).toBeHidden();
  await expect(node('Asked')).toBeFocused();
  await drag(page, await middleOf(jack), empty);
  await page.keyboard.type('code');
  await page.keyboard.press('Enter');
  await expect(node('Code')).toBeVisible();
  await saved();
  expect(await ways()).toEqual(['asked > code']);
});

test('a loose node dropped on a connection is put into it, in one step to undo', async ({
  ownerPage: page,
  app,
}) => {
  const graph = tight();
  const loose = { ...codeStep('return 2;'), id: 'loose', name: 'Loose', position: { x: 160, y: 260 } };
  const { ways, saved, node } = await openDraft(app, page, 'Drop', {
    ...graph,
    nodes: [...graph.nodes, loose],
  });
  const at = await middleOfEdge(page, 'work-answer');
  await drag(page, await middleOf(node('Loose')), { x: at.x, y: at.y + 10 });
  await expect.poll(ways).toEqual(['asked > work', 'work > loose', 'loose > answer']);
  await page.keyboard.press('ControlOrMeta+z');
  await saved();
  await expect.poll(ways).toEqual(['asked > work', 'work > answer']);
});

test('an end of a connection is dragged elsewhere, and pulled out when let go over nothing', async ({
  ownerPage: page,
  app,
}) => {
  const graph = chain(toolTrigger('x'), codeStep('return 1;'));
  const other = { ...codeStep('return 2;'), id: 'other', name: 'Other', position: { x: 320, y: 200 } };
  const { ways, node, edge } = await openDraft(app, page, 'Reconnect', {
    ...graph,
    nodes: [...graph.nodes, other],
  });
  const plug = async (name: string) => {
    const jack = await middleOf(node(name).locator('.target'));
    return { x: jack.x - 20, y: jack.y }; // beside the jack, where the cable comes in
  };
  await edge('Asked to Work').click();
  await drag(page, await plug('Work'), await middleOf(node('Other').locator('.target')));
  await expect.poll(ways).toEqual(['asked > other']);
  const from = await plug('Other');
  await drag(page, from, { x: from.x - 60, y: from.y + 140 });
  await expect.poll(ways).toEqual([]);
});

test('while a wire is drawn it says why a node cannot take it', async ({ ownerPage: page, app }) => {
  const { node } = await openDraft(app, page, 'Rules', tight());
  const jack = await middleOf(node('Answer').locator('.source'));
  await drag(page, jack, await middleOf(node('Work')), { drop: false });
  await expect(page.getByRole('status').filter({ hasText: 'This would make a loop' })).toBeVisible();
  const asked = await middleOf(node('Asked'));
  await page.mouse.move(asked.x, asked.y, { steps: 5 });
  await expect(page.getByRole('status').filter({ hasText: '“Asked” starts a flow' })).toBeVisible();
  await page.mouse.up();
  await expect(page.getByText('“Asked” starts a flow').first()).toBeVisible(); // said once more, as a message
});

test('undo and redo reach back across a reload', async ({ ownerPage: page, app }) => {
  const { node, open, closePanel, saved } = await openDraft(app, page, 'History', tight());
  await open('Work');
  await closePanel();
  await page.keyboard.press('Delete');
  await expect(node('Work')).toHaveCount(0);
  await saved();
  await page.reload();
  const undo = page.getByRole('button', { name: 'Undo', exact: true });
  await expect(undo).toHaveAttribute('aria-disabled', 'false');
  await undo.click();
  await expect(node('Work')).toBeVisible();
  await saved();
  await page.reload();
  const redo = page.getByRole('button', { name: 'Redo', exact: true });
  await expect(redo).toHaveAttribute('aria-disabled', 'false');
  await redo.click();
  await expect(node('Work')).toHaveCount(0);
});

test('the history is dropped, and that is said, where the draft was changed elsewhere', async ({
  ownerPage: page,
  app,
}) => {
  const { workflow, node, open, closePanel, saved } = await openDraft(app, page, 'Elsewhere', tight());
  await open('Work');
  await closePanel();
  await page.keyboard.press('Delete');
  await saved();
  const { draftRevision } = await app.api<MadeWorkflow>('GET', `/workflows/${workflow.id}`);
  await page.goto('/workflows');
  await app.api('PUT', `/workflows/${workflow.id}/draft`, {
    graph: chain(toolTrigger('theirs')),
    revision: draftRevision,
  });
  await page.goto(`/workflows/${workflow.id}`);
  await expect(page.getByText('Undo starts anew')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await expect(node('Asked')).toBeVisible();
  await expect(node('Answer')).toHaveCount(0);
});

test('several nodes are boxed, brought in line, spaced and framed', async ({ ownerPage: page, app }) => {
  const graph = tight();
  const places = [
    { x: 0, y: 0 },
    { x: 288, y: 64 },
    { x: 640, y: 160 },
  ];
  const { draft, saved, canvas } = await openDraft(app, page, 'Arrange', {
    ...graph,
    nodes: graph.nodes.map((one, at) => ({ ...one, position: places[at] ?? one.position })),
  });
  const box = await canvas.boundingBox();
  const corner = { x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 60 };
  await page.keyboard.down('Shift');
  await drag(page, corner, { x: (box?.x ?? 0) + (box?.width ?? 0) - 20, y: corner.y + 480 });
  await page.keyboard.up('Shift');
  const toolbar = page.getByRole('toolbar', { name: 'Arrange the selection' });
  await toolbar.getByRole('button', { name: 'Align top' }).click();
  await expect.poll(async () => (await draft()).nodes.map(({ position }) => position.y)).toEqual([0, 0, 0]);
  await toolbar.getByRole('button', { name: 'Space evenly across' }).click();
  await expect
    .poll(async () => (await draft()).nodes.map(({ position }) => position.x))
    .toEqual([0, 320, 640]);
  await toolbar.getByRole('button', { name: 'Frame the selection' }).click();
  await page.getByRole('textbox', { name: 'Title of the frame' }).fill('Bookings');
  await page.keyboard.press('Enter');
  await saved();
  expect((await draft()).notes).toMatchObject([{ kind: 'frame', text: 'Bookings' }]);
});

test('a frame takes along what stands in it, and leaves it where it is with Alt', async ({
  ownerPage: page,
  app,
}) => {
  const graph = tight();
  const frame = {
    id: 'f1',
    kind: 'frame',
    text: 'Work group',
    position: { x: 290, y: -80 },
    width: 320,
    height: 240,
  };
  const { draft, saved, node } = await openDraft(app, page, 'Frame', { ...graph, notes: [frame] });
  const before = await node('Asked').boundingBox();
  const title = await middleOf(page.getByText('Work group'));
  await drag(page, title, { x: title.x + 48, y: title.y + 96 });
  await saved();
  const { nodes, notes } = await draft();
  const moved = { x: (notes[0]?.position.x ?? 0) - 290, y: (notes[0]?.position.y ?? 0) + 80 };
  expect(moved.y).toBeGreaterThan(0);
  expect(nodes.map(({ position }) => position)).toEqual([
    { x: 0, y: 0 },
    { x: 320 + moved.x, y: moved.y },
    { x: 640, y: 0 },
  ]);
  expect(await node('Asked').boundingBox()).toEqual(before);

  const held = await middleOf(page.getByText('Work group'));
  await page.keyboard.down('Alt');
  await drag(page, held, { x: held.x, y: held.y - 96 });
  await page.keyboard.up('Alt');
  await expect.poll(async () => (await draft()).notes[0]?.position.y).toBeLessThan(notes[0]?.position.y ?? 0);
  expect((await draft()).nodes).toEqual(nodes);
});

test('a note is written in Markdown, coloured and removed', async ({ ownerPage: page, app }) => {
  const { draft, saved, canvas } = await openDraft(app, page, 'Notes', tight());
  await page.keyboard.press('n');
  const field = page.getByRole('textbox', { name: 'Text of the note' });
  await field.fill('# Hours\nOpen **until six**.');
  await page.keyboard.press('Escape');
  const note = canvas.getByRole('group', { name: 'Note: # Hours' });
  await expect(note.getByRole('heading', { name: 'Hours' })).toBeVisible();
  await expect(note.locator('strong')).toHaveText('until six');
  await note.click({ button: 'right', position: { x: 40, y: 90 } });
  await page.getByRole('menuitem', { name: 'teal' }).click();
  await saved();
  expect((await draft()).notes).toMatchObject([{ text: '# Hours\nOpen **until six**.', color: 'teal' }]);
  await note.click({ position: { x: 40, y: 90 } });
  await page.keyboard.press('Delete');
  await expect(note).toHaveCount(0);
});

test('a node is renamed on its card, and references follow', async ({ ownerPage: page, app }) => {
  const { draft, saved, node } = await openDraft(app, page, 'Rename here', tight());
  await node('Work').focus();
  await page.keyboard.press(' ');
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'New name of Work' }).fill('Look up order');
  await page.keyboard.press('Enter');
  await expect(node('Look up order')).toBeFocused();
  await saved();
  expect((await draft()).nodes[2]?.config.result).toBe('{{ steps.look_up_order.output }}');
});

test('a connection gets a label', async ({ ownerPage: page, app }) => {
  const { draft, saved, canvas } = await openDraft(app, page, 'Label', tight());
  const at = await middleOfEdge(page, 'asked-work');
  await page.mouse.click(at.x, at.y, { button: 'right' });
  await page.getByRole('menuitem', { name: 'Add a label' }).click();
  await expect(page.getByRole('textbox', { name: 'Label of the connection' })).toBeFocused();
  await page.keyboard.type('with an order');
  await page.keyboard.press('Enter');
  await expect(canvas.getByRole('button', { name: 'with an order' })).toBeVisible();
  await saved();
  expect((await draft()).edges[0]?.label).toBe('with an order');
});

test('Tidy up lays the flow out from left to right, in one step to undo', async ({
  ownerPage: page,
  app,
}) => {
  const graph = tight();
  const { draft, node } = await openDraft(app, page, 'Tidy', {
    ...graph,
    nodes: graph.nodes.map((one, at) => ({ ...one, position: { x: -at * 90, y: at * 30 } })),
  });
  const before = (await draft()).nodes.map(({ position }) => position);
  const tidyUp = page.getByRole('button', { name: 'Tidy up', exact: true });
  const files = '**/_next/static/**';
  await page.route(files, (route) => route.abort('connectionrefused'));
  await tidyUp.click();
  await expect(page.getByText('The nodes could not be laid out')).toBeVisible();
  await page.unroute(files);

  // Changed while it is loaded: the layout would be of the past.
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
  await page.route(files, async (route) => {
    await arrived;
    await route.continue();
  });
  const asked = page.waitForRequest(files);
  await tidyUp.click();
  await asked;
  await node('Asked').focus();
  await page.keyboard.press(' ');
  await page.keyboard.press('Shift+ArrowUp');
  arrive();
  await expect(page.getByText('The nodes stay where they are')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');

  await tidyUp.click();
  const gaps = async () => {
    const xs = (await draft()).nodes.map(({ position }) => position.x);
    return xs.slice(1).map((x, at) => x - (xs[at] ?? 0));
  };
  await expect.poll(async () => Math.min(...(await gaps()))).toBeGreaterThan(248);
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(async () => (await draft()).nodes.map(({ position }) => position)).toEqual(before);
});

test('Tidy up of a selection leaves the rest where it is', async ({ ownerPage: page, app }) => {
  const graph = tight();
  const { draft, node } = await openDraft(app, page, 'Tidy some', {
    ...graph,
    nodes: graph.nodes.map((one, at) => ({ ...one, position: { x: at * 320, y: at * 160 } })),
  });
  await node('Asked').focus();
  await page.keyboard.press(' ');
  await node('Work').click({ modifiers: ['Shift'] });
  await page
    .getByRole('toolbar', { name: 'Arrange the selection' })
    .getByRole('button', { name: /^Tidy up/ })
    .click();
  const positions = async () =>
    Object.fromEntries((await draft()).nodes.map(({ id, position }) => [id, position]));
  await expect.poll(async () => (await positions()).work?.y).not.toBe(160);
  expect((await positions()).answer).toEqual({ x: 640, y: 320 });
});

test('the view fits the flow, goes to the selection, and shows a map of it', async ({
  ownerPage: page,
  app,
}) => {
  const graph = tight();
  const { node } = await openDraft(app, page, 'View', {
    ...graph,
    nodes: graph.nodes.map((one, at) => ({ ...one, position: { x: at * 2400, y: 0 } })),
  });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect(node('Answer')).toBeInViewport();
  await node('Work').focus();
  await page.keyboard.press(' ');
  await page.keyboard.press('2');
  await expect(node('Answer')).not.toBeInViewport();
  await expect(node('Work')).toBeInViewport();
  await page.getByRole('button', { name: 'Fit to view' }).click();
  await expect(node('Answer')).toBeInViewport();
  await page.keyboard.press('2');
  await page.keyboard.press('1');
  await expect(node('Asked')).toBeInViewport();

  const minimap = page.getByRole('img', { name: 'Minimap' });
  const isShown = await minimap.isVisible();
  await page.getByRole('button', { name: 'Minimap' }).click();
  await expect(minimap).toBeVisible({ visible: !isShown });
  await page.keyboard.press('m');
  await expect(minimap).toBeVisible({ visible: isShown });
});

test('with the grid on a card lands on it, with it off where it is let go', async ({
  ownerPage: page,
  app,
}) => {
  const { node, draft } = await openDraft(app, page, 'Grid', chain(toolTrigger('x')));
  const grid = page.getByRole('button', { name: 'Snap to grid' });
  await expect(grid).toHaveAttribute('aria-pressed', 'true');
  const moveBy = async (x: number, y: number) => {
    const from = await middleOf(node('Asked'));
    await drag(page, from, { x: from.x + x, y: from.y + y });
  };
  const place = async (): Promise<Point> => (await draft()).nodes[0]?.position ?? { x: 0, y: 0 };
  await moveBy(101, 53);
  await expect.poll(place).not.toEqual({ x: 0, y: 0 });
  const snapped = await place();
  expect([snapped.x % 16, snapped.y % 16].map(Math.abs)).toEqual([0, 0]);
  await page.keyboard.press('s');
  await expect(grid).toHaveAttribute('aria-pressed', 'false');
  await grid.click();
  await expect(grid).toHaveAttribute('aria-pressed', 'true');
  await grid.click();
  await moveBy(5, 3);
  await expect.poll(place).not.toEqual(snapped);
  const free = await place();
  expect(Math.hypot(free.x - snapped.x, free.y - snapped.y)).toBeLessThan(16);
});

test('what is copied goes through a text editor into another workflow', async ({
  browser,
  app,
  ownerCookies,
}) => {
  const context: BrowserContext = await browser.newContext({
    baseURL: app.address,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await context.addCookies(ownerCookies);
  const page = await context.newPage();
  const first = await openDraft(app, page, 'Copy from', tight());
  await first.node('Asked').focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('ControlOrMeta+c');
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(text)).toMatchObject({ schemaVersion: 1, nodes: [{ id: 'asked' }, {}, {}] });
  await page.evaluate((edited) => navigator.clipboard.writeText(edited), text.replace('"Work"', '"Edited"'));
  const second = await openDraft(app, page, 'Copy to', chain(toolTrigger('other')));
  await second.canvas.click({ position: { x: 20, y: 300 } });
  await page.keyboard.press('ControlOrMeta+v');
  await expect(second.node('Edited')).toBeVisible();
  await second.saved();
  expect(await second.ways()).toEqual(['asked_2 > work', 'work > answer']);
  await page.keyboard.press('ControlOrMeta+x');
  await expect(second.node('Edited')).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+v');
  await expect(second.node('Edited')).toBeVisible();
  await context.close();
});

test('the keyboard alone inserts, walks, connects, disables and finds the shortcuts', async ({
  ownerPage: page,
  app,
}) => {
  const graph = chain(toolTrigger('x'), codeStep('return 1;'));
  const answer = { ...toolReply(), position: { x: 320, y: 240 } };
  const { ways, draft, node, edge, search, saved } = await openDraft(app, page, 'Keys', {
    ...graph,
    nodes: [...graph.nodes, answer],
  });
  const { keyboard } = page;
  await edge('Asked to Work').focus();
  await keyboard.press('a');
  await keyboard.type('wait');
  await keyboard.press('Enter');
  await expect(node('Wait')).toBeFocused();
  await keyboard.press('Escape');
  await keyboard.press('ArrowRight');
  await expect(node('Work')).toBeFocused();
  await keyboard.press('a');
  await keyboard.type('answer');
  const there = search.getByRole('option', { name: /^Answer/ });
  await expect(there).toBeVisible();
  while ((await there.getAttribute('aria-selected')) !== 'true') await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await saved();
  expect(await ways()).toEqual(['asked > wait', 'wait > work', 'work > answer']);
  await node('Work').focus();
  await keyboard.press(' ');
  await keyboard.press('d');
  await expect(node('Work')).toHaveAccessibleName(/disabled/);
  await saved();
  expect((await draft()).nodes.find(({ id }) => id === 'work')).toMatchObject({ disabled: true });
  await keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeHidden();
});

test('the event rail counts what came in, starts flows and leads to them', async ({
  ownerPage: page,
  app,
}) => {
  const workflow = await publishedWorkflow(app, 'Rail', codeFlow('return 1;'));
  await post(workflow.serverUrl, await sample('status-update.json'));
  await page.goto(`/workflows/${workflow.id}`);
  const { node, panel } = canvasOf(page);
  await page.getByRole('tab', { name: 'Events' }).click();
  const rail = page.getByRole('navigation', { name: 'Events' });
  const missed = rail.getByRole('region', { name: 'Came in, nothing handles them' });
  await expect(missed.getByRole('button', { name: /Call status.*1/ })).toBeVisible();
  await post(workflow.serverUrl, await sample('tool-calls.json'));
  await expect(rail.getByRole('button', { name: /^Tool calls.*1/ })).toBeVisible();
  await rail.getByRole('button', { name: /^Tool calls/ }).click();
  await expect(node('Asked')).toBeFocused();
  await missed.getByRole('button', { name: /Call status/ }).click();
  await expect(node('Call status')).toBeVisible();
  await expect(panel).toHaveAccessibleName('Settings of Call status');
});

test.describe('by touch', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('a long press opens the menu of a node', async ({ ownerPage: page, app, context }) => {
    const { node, draft, saved } = await openDraft(app, page, 'Touch', chain(toolTrigger('x')));
    const { x, y } = await middleOf(node('Asked'));
    const session = await context.newCDPSession(page);
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
    await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeVisible();
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await page.getByRole('menuitem', { name: 'Disable' }).tap();
    await saved();
    expect((await draft()).nodes).toMatchObject([{ disabled: true }]);
  });

  test('a finger moves a card and draws a connection', async ({ ownerPage: page, app, context }) => {
    const graph = chain(toolTrigger('x'), codeStep('return 1;'));
    const { node, ways, draft } = await openDraft(app, page, 'Finger', {
      ...graph,
      nodes: graph.nodes.map((one, at) => ({ ...one, position: { x: 0, y: at * 240 } })),
      edges: [],
    });
    const session = await context.newCDPSession(page);
    const swipe = async (from: Point, to: Point) => {
      const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]) =>
        session.send('Input.dispatchTouchEvent', { type, touchPoints: [...points] });
      await touch('touchStart', [from]);
      for (const part of [0.1, 0.4, 0.7, 1]) {
        await touch('touchMove', [
          { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part },
        ]);
      }
      await touch('touchEnd', []);
    };
    await swipe(
      await middleOf(node('Asked').locator('.source')),
      await middleOf(node('Work').locator('.target')),
    );
    await expect.poll(ways).toEqual(['asked > work']);
    const from = await middleOf(node('Work'));
    await swipe(from, { x: from.x, y: from.y + 120 });
    await expect.poll(async () => (await draft()).nodes[1]?.position.y).toBeGreaterThan(240);
  });

  test('two fingers zoom', async ({ ownerPage: page, app, context }) => {
    const { canvas } = await openDraft(app, page, 'Pinch', chain(toolTrigger('x')));
    const zoom = page.getByRole('button', { name: /^\d+ %$/ });
    const before = await zoom.textContent();
    const { x, y } = await middleOf(canvas);
    const session = await context.newCDPSession(page);
    const fingers = (apart: number) => [
      { x: x - apart, y: y + 120, id: 1 },
      { x: x + apart, y: y + 120, id: 2 },
    ];
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(90) });
    for (const apart of [75, 60, 45, 30]) {
      await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingers(apart) });
    }
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expect(zoom).not.toHaveText(before ?? '');
  });
});
