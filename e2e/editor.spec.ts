import type { Locator, Page } from '@playwright/test';
import { canvasOf } from './canvas.ts';
import {
  chain,
  codeFlow,
  codeStep,
  draftWorkflow,
  type FlowGraph,
  type MadeWorkflow,
  publishedWorkflow,
  toolCall,
  toolReply,
  toolTrigger,
} from './flows.ts';
import { type AppWithOwner, expect, post, test } from './test.ts';

const emptyGraph: FlowGraph = { schemaVersion: 1, nodes: [], edges: [] };

/** Makes a draft and opens it in the editor. */
const openDraft = async (app: AppWithOwner, page: Page, name: string, graph: FlowGraph) => {
  const workflow = await draftWorkflow(app, name, graph);
  await page.goto(`/workflows/${workflow.id}`);
  const canvas = canvasOf(page);
  await expect(canvas.canvas).toBeVisible();
  return { workflow, ...canvas };
};

const draftOf = async (app: AppWithOwner, { id }: MadeWorkflow): Promise<FlowGraph> =>
  (await app.api<MadeWorkflow>('GET', `/workflows/${id}`)).draft;

const namesOf = ({ nodes }: FlowGraph): readonly string[] => nodes.map(({ name }) => name).sort();

const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement);

const publishButton = (page: Page) => page.getByRole('button', { name: 'Publish', exact: true });

test('delete, undo and redo by keyboard', async ({ ownerPage: page, app }) => {
  const { workflow, node, open, saved, canvas } = await openDraft(app, page, 'Undo', codeFlow('return 1;'));
  const cables = canvas.getByRole('group', { name: /^Connection from/ });
  await expect(cables).toHaveCount(2);
  await open('Work');
  await page.keyboard.press('Delete');
  await expect(node('Work')).toHaveCount(0);
  await expect(canvas.getByRole('group', { name: 'Connection from Asked to Answer' })).toHaveCount(1);
  await expect(cables).toHaveCount(1);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(node('Work')).toBeVisible();
  await expect(cables).toHaveCount(2);
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(node('Work')).toHaveCount(0);
  await saved();
  expect(namesOf(await draftOf(app, workflow))).toEqual(['Answer', 'Asked']);
});

test('duplicate, copy and paste bring the edges between the nodes along', async ({
  browser,
  app,
  ownerCookies,
}) => {
  const permissions = ['clipboard-read', 'clipboard-write'];
  const context = await browser.newContext({ baseURL: app.address, permissions });
  await context.addCookies(ownerCookies);
  const page = await context.newPage();
  const { workflow, node, open, closePanel, saved } = await openDraft(
    app,
    page,
    'Copies',
    codeFlow('return 1;'),
  );
  await open('Work');
  await closePanel();
  await node('Answer').click({ modifiers: ['Shift'] });
  await page.keyboard.press('ControlOrMeta+d');
  await expect(node('Work 2')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+c');
  await page.keyboard.press('ControlOrMeta+v');
  await expect(node('Work 3')).toHaveCount(1);
  await saved();
  const { nodes, edges } = await draftOf(app, workflow);
  expect(namesOf({ schemaVersion: 1, nodes, edges })).toEqual([
    'Answer',
    'Answer 2',
    'Answer 3',
    'Asked',
    'Work',
    'Work 2',
    'Work 3',
  ]);
  const idOf = (name: string) => nodes.find((one) => one.name === name)?.id;
  for (const copy of ['2', '3']) {
    const edge = { source: idOf(`Work ${copy}`), target: idOf(`Answer ${copy}`) };
    expect(edges).toContainEqual(expect.objectContaining(edge));
    const answer = nodes.find((one) => one.name === `Answer ${copy}`);
    expect(answer?.config.result).toContain(`steps.${idOf(`Work ${copy}`)}.output`);
  }
  await context.close();
});

test('what was typed is saved by itself and there after a reload', async ({ ownerPage: page, app }) => {
  const { open, write, saved, panel } = await openDraft(app, page, 'Autosave', codeFlow('return 1;'));
  await open('Work');
  await write('Code', "return 'typed here';");
  await saved();
  await page.reload();
  await open('Work');
  await expect(panel.getByRole('textbox', { name: 'Code', exact: true })).toContainText('typed here');
});

test('mistakes are shown at their field, and Publish leads to the node', async ({ ownerPage: page, app }) => {
  const graph = chain(toolTrigger('x'), codeStep('return 1;'), toolReply('{{ steps.missing.output }}'));
  const { workflow, open, panel, closePanel, node } = await openDraft(app, page, 'Mistakes', graph);
  await open('Asked');
  const toolName = panel.getByRole('textbox', { name: 'Tool name' });
  await toolName.fill('not a name!');
  await toolName.blur();
  await expect(panel.getByText('A tool name has letters, digits, _ and - only, at most 64.')).toBeVisible();
  await expect(toolName).toHaveAttribute('aria-invalid', 'true');
  await expect(node('Asked').getByRole('img', { name: '1 error' })).toBeVisible();
  await closePanel();

  await publishButton(page).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading', { name: 'Not ready to publish' })).toBeVisible();
  await expect(dialog.getByRole('button', { name: /^Publish/ })).toHaveCount(0);
  await dialog.getByRole('button', { name: /missing/ }).click();
  await expect(dialog).toBeHidden();
  const settings = page.getByRole('complementary', { name: 'Settings of Answer' });
  await expect(settings).toContainText('missing');
  await expect(settings.getByRole('textbox', { name: 'Result', exact: true })).toBeFocused();

  // The other error, by keyboard.
  await settings.getByRole('button', { name: 'Close the panel' }).press('Enter');
  await publishButton(page).press('Enter');
  const error = dialog.getByRole('button', { name: /A tool name has letters/ });
  for (let presses = 0; presses < 5 && !(await isFocused(error)); presses += 1)
    await page.keyboard.press('Tab');
  await expect(error).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(toolName).toBeFocused();
  const { publishedVersion } = await app.api<{ publishedVersion: number | null }>(
    'GET',
    `/workflows/${workflow.id}`,
  );
  expect(publishedVersion).toBeNull();
});

test('renaming a node rewrites what refers to it', async ({ ownerPage: page, app }) => {
  const graph = chain(
    toolTrigger('x'),
    codeStep('return 1;'),
    { ...codeStep('return steps.work.output + 1;'), id: 'second', name: 'Second' },
    toolReply('{{ steps.work.output }} and {{ steps.second.output }}'),
  );
  const { workflow, open, panel, saved } = await openDraft(app, page, 'Rename', graph);
  await open('Work');
  await panel.getByRole('textbox', { name: 'Name of the node' }).fill('Look up order');
  await page.keyboard.press('Enter');
  await expect(panel.getByText('steps.look_up_order', { exact: true })).toBeVisible();
  await saved();
  await expect
    .poll(async () => (await draftOf(app, workflow)).nodes.map(({ id, config }) => [id, config]))
    .toMatchObject([
      ['asked', {}],
      ['look_up_order', { source: 'return 1;' }],
      ['second', { source: 'return steps.look_up_order.output + 1;' }],
      ['answer', { result: '{{ steps.look_up_order.output }} and {{ steps.second.output }}' }],
    ]);
});

test('Publish shows what changes, and an older version can be restored', async ({ ownerPage: page, app }) => {
  const workflow = await publishedWorkflow(app, 'Versions', codeFlow("return 'first';"));
  await page.goto(`/workflows/${workflow.id}`);
  const { open, write, closePanel, saved, panel } = canvasOf(page);
  await expect(page.getByRole('button', { name: 'Version 1 is live' })).toBeDisabled();
  await open('Work');
  await write('Code', "return 'second';");
  await closePanel();
  await publishButton(page).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Changes since version 1');
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Work' })).toHaveCount(1);
  await dialog.getByRole('textbox', { name: 'Note' }).fill('Says second');
  await dialog.getByRole('button', { name: /^Publish/ }).click();
  await expect(page.getByRole('button', { name: 'Version 2 is live' })).toBeVisible();
  const answerOf = async () => (await post(workflow.serverUrl, toolCall('bookAppointment'))).json();
  expect(await answerOf()).toMatchObject({ results: [{ result: 'second' }] });

  await page.getByRole('button', { name: 'Versions', exact: true }).click();
  const versions = page.getByRole('dialog', { name: 'Versions' });
  await expect(versions.getByRole('listitem').filter({ hasText: 'Version 2' })).toContainText('Says second');
  await expect(versions.getByRole('listitem').filter({ hasText: 'Version 2' })).toContainText('live');
  await versions.getByRole('button', { name: 'Restore version 1' }).click();
  await page
    .getByRole('dialog', { name: 'Restore version 1?' })
    .getByRole('button', { name: 'Restore version 1' })
    .click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await saved();
  expect(await answerOf()).toMatchObject({ results: [{ result: 'second' }] });
  await open('Work');
  await expect(panel.getByRole('textbox', { name: 'Code', exact: true })).toContainText("'first'");
  await expect(publishButton(page)).toBeEnabled();
});

test('a node is found in the palette and added, without the mouse and with it', async ({
  ownerPage: page,
  app,
}) => {
  const { workflow, node, saved, canvas } = await openDraft(app, page, 'Palette', chain(toolTrigger('x')));
  await page.getByRole('group', { name: /^Asked,/ }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  const field = page.getByRole('searchbox', { name: 'Search nodes' });
  await page.keyboard.press('/');
  await expect(field).toBeFocused();
  await page.keyboard.type('http');
  await page.keyboard.press('Enter');
  await expect(node('HTTP request')).toBeVisible();
  await expect(canvas.getByRole('group', { name: /^Connection from/ })).toHaveCount(1);
  await saved();
  expect((await draftOf(app, workflow)).edges).toMatchObject([{ source: 'asked', target: 'http_request' }]);

  const palette = page.getByRole('navigation', { name: 'Nodes' });
  await field.fill('');
  await expect(palette.getByRole('button', { name: /^Code / })).toBeVisible();
  await field.fill('wait');
  await expect(palette.getByRole('button', { name: /^Code / })).toHaveCount(0);
  await palette.getByRole('button', { name: /^Wait / }).click();
  await expect(node('Wait')).toBeVisible();
  await field.fill('no such node');
  await expect(page.getByText('No node is called “no such node”.')).toBeVisible();
});

test('an If leads two ways, each from its own handle', async ({ ownerPage: page, app }) => {
  const condition = {
    id: 'check',
    type: 'if',
    name: 'Check',
    position: { x: 320, y: 0 },
    config: { conditions: [{ field: '', operator: 'greater', value: '8' }], match: 'all' },
  };
  const reply = (id: string, name: string, y: number, result: string) => ({
    id,
    type: 'reply_tool',
    name,
    position: { x: 640, y },
    config: { result },
  });
  const graph: FlowGraph = {
    schemaVersion: 1,
    nodes: [
      { ...toolTrigger('seat'), position: { x: 0, y: 0 } },
      condition,
      reply('many', 'Many', -120, 'A person calls back.'),
      reply('few', 'Few', 120, 'Booked.'),
    ],
    edges: [],
  };
  const { workflow, connect, open, write, closePanel, saved } = await openDraft(app, page, 'If', graph);
  await connect('Asked', 'Check');
  await connect('Check', 'Many', 'true');
  await connect('Check', 'Few', 'false');
  await open('Check');
  await write('Value of condition 1', '{{ tool.arguments.people }}');
  await closePanel();
  await saved();
  await app.api('POST', `/workflows/${workflow.id}/publish`, {});
  const answerTo = async (people: number) =>
    (await post(workflow.serverUrl, toolCall('seat', { people }))).json();
  expect(await answerTo(9)).toMatchObject({ results: [{ result: 'A person calls back.' }] });
  expect(await answerTo(2)).toMatchObject({ results: [{ result: 'Booked.' }] });
});

test('a flow is built, set up and published with the keyboard alone', async ({ ownerPage: page, app }) => {
  const { workflow, node, panel, saved } = await openDraft(app, page, 'Keyboard', emptyGraph);
  const { keyboard } = page;
  await page.getByRole('button', { name: /^Tool call The assistant needs/ }).press('Enter');
  await panel.getByRole('textbox', { name: 'Tool name' }).focus();
  await keyboard.type('byKeyboard');
  await page.getByRole('searchbox', { name: 'Search nodes' }).focus();
  await keyboard.type('reply to tool');
  await keyboard.press('Enter');
  await expect(panel).toHaveAccessibleName('Settings of Reply to tool call');
  await panel.getByRole('textbox', { name: 'Result', exact: true }).focus();
  await keyboard.type('Done without a mouse.');

  await node('Reply to tool call').focus();
  await keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await keyboard.press('ArrowLeft');
  await expect(node('Tool call')).toBeFocused();
  await keyboard.press('ArrowRight');
  await expect(node('Reply to tool call')).toBeFocused();
  await keyboard.press('Enter');
  await expect(panel).toHaveAccessibleName('Settings of Reply to tool call');
  await saved();

  await publishButton(page).press('Enter');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Publish/ })
    .press('Enter');
  await expect(page.getByRole('button', { name: 'Version 1 is live' })).toBeVisible();
  const answer = await post(workflow.serverUrl, toolCall('byKeyboard'));
  expect(await answer.json()).toMatchObject({ results: [{ result: 'Done without a mouse.' }] });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('a node is added and set up on a screen of 390 px', async ({ ownerPage: page, app }) => {
    const { workflow, node, saved } = await openDraft(app, page, 'Phone', chain(toolTrigger('phone')));
    await page.getByRole('button', { name: 'Add', exact: true }).tap();
    const palette = page.getByRole('dialog', { name: 'Add a node' });
    await palette.getByRole('button', { name: /^Reply to tool call/ }).tap();
    const sheet = page.getByRole('dialog', { name: 'Reply to tool call' });
    await sheet.getByRole('textbox', { name: 'Result', exact: true }).tap();
    await page.keyboard.insertText('From a phone');
    await sheet.getByRole('button', { name: 'Close' }).tap();
    await expect(sheet).toBeHidden();
    await saved();
    await node('Asked').tap();
    await expect(page.getByRole('dialog', { name: 'Asked' })).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    expect((await draftOf(app, workflow)).nodes).toMatchObject([{}, { config: { result: 'From a phone' } }]);
  });
});
