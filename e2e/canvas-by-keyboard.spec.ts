import { chooseByTyping } from './choose-by-typing.ts';
import { chain, codeFlow, codeStep, type FlowGraph, toolReply, toolTrigger } from './flows.ts';
import { openDraft, type Point } from './open-draft.ts';
import { expect, test } from './test.ts';

/** Three nodes in a row that is none. */
const crooked = (): FlowGraph => {
  const graph = codeFlow('return 1;');
  const places = [
    { x: 0, y: 0 },
    { x: 288, y: 96 },
    { x: 704, y: 32 },
  ];
  return {
    ...graph,
    nodes: graph.nodes.map((node, at) => ({ ...node, position: places[at] ?? node.position })),
  };
};

/** A choice of two ways, with nothing at either yet. */
const fork = (): FlowGraph => {
  const condition = { field: '{{ tool.arguments.people }}', operator: 'greater', value: '8' };
  const { nodes, edges, schemaVersion } = chain(toolTrigger('seat'), {
    id: 'check',
    type: 'if',
    name: 'Check',
    config: { conditions: [condition], match: 'all' },
  });
  const answers = ['Many', 'Few'].map((name, at) => ({
    ...toolReply(name),
    id: name.toLowerCase(),
    name,
    position: { x: 640, y: at * 224 - 112 },
  }));
  return { schemaVersion, nodes: [...nodes, ...answers], edges };
};

test('several nodes are selected one by one, moved, brought in line, spaced, framed and laid out; all of it is undone and redone', async ({
  ownerPage: page,
  app,
}) => {
  const { draft, node, canvas, saved } = await openDraft(app, page, 'Arranged by keys', crooked());
  const { keyboard } = page;
  const before = await draft();
  const places = async (): Promise<readonly Point[]> => (await draft()).nodes.map(({ position }) => position);
  const xs = async () => (await places()).map(({ x }) => x);
  const ys = async () => (await places()).map(({ y }) => y);
  const selected = canvas.locator('.react-flow__node.selected');
  await node('Asked').focus();
  await keyboard.press(' ');
  await node('Work').focus();
  await keyboard.press('Shift+ ');
  await expect(selected).toHaveCount(2);
  await keyboard.press('Shift+ ');
  await expect(selected).toHaveCount(1);
  await keyboard.press('Shift+ ');
  await expect(selected).toHaveCount(2);
  await keyboard.press('Shift+ArrowDown');
  await keyboard.press('Shift+ArrowRight');
  await expect.poll(places).toEqual([
    { x: 16, y: 16 },
    { x: 304, y: 112 },
    { x: 704, y: 32 },
  ]);

  await keyboard.press('ControlOrMeta+a');
  await expect(selected).toHaveCount(3);
  await chooseByTyping(page, 'Align', 'Bottom');
  await expect.poll(async () => new Set(await ys()).size).toBe(1);
  await chooseByTyping(page, 'Align', 'Space evenly across');
  const unevenness = async () => {
    const [first = 0, second = 0, third = 0] = await xs();
    return Math.abs(third - second - (second - first));
  };
  await expect.poll(unevenness).toBeLessThanOrEqual(1);

  await keyboard.press('ControlOrMeta+g');
  await expect(page.getByRole('textbox', { name: 'Title of the frame' })).toBeFocused();
  await keyboard.type('Bookings');
  await keyboard.press('Enter');
  await expect(page.getByRole('group', { name: 'Frame: Bookings' })).toBeFocused();
  await saved();
  const drawn = (await draft()).notes[0];
  await keyboard.press('ControlOrMeta+Shift+ArrowRight');
  await keyboard.press('ControlOrMeta+Shift+ArrowDown');
  await expect
    .poll(async () => (await draft()).notes[0])
    .toEqual({ ...drawn, width: (drawn?.width ?? 0) + 16, height: (drawn?.height ?? 0) + 16 });
  const framed = await draft();
  await keyboard.press('Shift+ArrowDown');
  await keyboard.press('Shift+Alt+ArrowUp');
  await expect.poll(ys).toEqual(framed.nodes.map(({ position }) => position.y + 16));
  await expect.poll(async () => (await draft()).notes[0]?.position).toEqual(framed.notes[0]?.position);

  const spaced = await places();
  await keyboard.press('Escape');
  await keyboard.press('t');
  await expect.poll(places).not.toEqual(spaced);
  await saved();
  const after = await draft();
  const undo = page.getByRole('button', { name: 'Undo', exact: true });
  for (let step = 0; step < 12; step += 1) await keyboard.press('ControlOrMeta+z');
  await expect(undo).toHaveAttribute('aria-disabled', 'true');
  await expect.poll(draft).toEqual(before);
  for (let step = 0; step < 12; step += 1) await keyboard.press('ControlOrMeta+Shift+z');
  await expect.poll(draft).toEqual(after);
});

test('a connection is unplugged and led elsewhere; what cannot take it is listed with the reason', async ({
  ownerPage: page,
  app,
}) => {
  const graph = chain(toolTrigger('x'), codeStep('return 1;'));
  const other = { ...codeStep('return 2;'), id: 'other', name: 'Other', position: { x: 320, y: 200 } };
  const { ways, node, edge, search, saved } = await openDraft(app, page, 'Led elsewhere', {
    ...graph,
    nodes: [...graph.nodes, other],
    edges: [...graph.edges, { id: 'work-other', source: 'work', target: 'other' }],
  });
  const { keyboard } = page;
  await edge('Asked to Work').focus();
  await keyboard.press(' ');
  await keyboard.press('Delete');
  await expect(edge('Asked to Work')).toHaveCount(0);
  await expect(node('Asked')).toBeFocused();
  await keyboard.press(' ');
  await keyboard.press('a');
  await keyboard.type('other');
  await expect(search.getByRole('option', { name: /^Other/ })).toBeVisible();
  await keyboard.press('End');
  await keyboard.press('Enter');
  await expect(node('Other')).toBeFocused();
  await saved();
  await expect.poll(ways).toEqual(['work > other', 'asked > other']);

  await keyboard.press(' ');
  await keyboard.press('a');
  await keyboard.type('work');
  const loop = search.getByRole('option', { name: /^Work.*This would make a loop/ });
  await expect(loop).toHaveAttribute('aria-disabled', 'true');
  await keyboard.press('End');
  await expect(loop).toHaveAttribute('aria-selected', 'false');
  await keyboard.press('Escape');
  await expect(node('Other')).toBeFocused();
});

test('each way of a branch is connected from the menu, and the arrow keys walk along them', async ({
  ownerPage: page,
  app,
}) => {
  const { ways, node, edge, search } = await openDraft(app, page, 'Both ways', fork());
  const { keyboard } = page;
  const connect = async (way: string, target: string) => {
    await node('Check').focus();
    await chooseByTyping(page, 'Add or connect', way);
    await expect(search).toBeVisible();
    await keyboard.type(target);
    await expect(search.getByRole('option', { name: new RegExp(`^${target}`) })).toBeVisible();
    await keyboard.press('End');
    await keyboard.press('Enter');
    await expect(node(target)).toBeFocused();
  };
  await connect('true', 'Many');
  await connect('false', 'Few');
  await expect.poll(ways).toEqual(['asked > check', 'check.true > many', 'check.false > few']);

  await keyboard.press('ArrowUp');
  await expect(node('Many')).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(node('Few')).toBeFocused();
  await keyboard.press('ArrowLeft');
  await expect(node('Check')).toBeFocused();
  await edge('Check (true) to Many').focus();
  await keyboard.press('ArrowRight');
  await expect(node('Many')).toBeFocused();
  await edge('Check (false) to Few').focus();
  await keyboard.press('ArrowLeft');
  await expect(node('Check')).toBeFocused();

  await edge('Check (true) to Many').focus();
  await chooseByTyping(page, 'Add a label');
  await expect(page.getByRole('textbox', { name: 'Label of the connection' })).toBeFocused();
  await keyboard.type('more than eight');
  await keyboard.press('Enter');
  await expect(edge('Check (true) to Many: more than eight')).toBeFocused();
});

test('the events are walked through: one leads to its flow, another starts one', async ({
  ownerPage: page,
  app,
}) => {
  const { node, panel } = await openDraft(app, page, 'Rail by keys', codeFlow('return 1;'));
  const { keyboard } = page;
  await page.getByRole('tab', { name: 'Nodes', exact: true }).focus();
  await keyboard.press('ArrowRight');
  const rail = page.getByRole('navigation', { name: 'Events' });
  await expect(rail).toBeVisible();
  await rail.getByRole('button', { name: /^Tool calls/ }).press('Enter');
  await expect(node('Asked')).toBeFocused();
  const more = rail.getByText(/^What else Vapi can send/);
  await more.press('Enter');
  await keyboard.press('Tab');
  const first = rail.locator('details').getByRole('button').first();
  await expect(first).toBeFocused();
  await keyboard.press('Enter');
  await expect(panel).toBeVisible();
  await expect(page.getByRole('group', { name: /, (Vapi event|Call comes in)/ })).toBeFocused();
});

test('Enter opens the settings, then goes into them; a new parameter is named at once', async ({
  ownerPage: page,
  app,
}) => {
  const { node, panel, draft, saved } = await openDraft(app, page, 'Parameters', chain(toolTrigger('x')));
  const { keyboard } = page;
  await node('Asked').focus();
  await keyboard.press('Enter');
  await expect(panel).toHaveAccessibleName('Settings of Asked');
  await expect(node('Asked')).toBeFocused();
  await keyboard.press('Enter');
  await expect(panel.locator(':focus')).toHaveCount(1);
  await panel.getByRole('button', { name: 'Add parameter' }).press('Enter');
  await keyboard.type('order_id');
  await keyboard.press('Enter');
  await saved();
  expect((await draft()).nodes[0]?.config).toMatchObject({
    parameters: { properties: { order_id: { type: 'string' } } },
  });
});
