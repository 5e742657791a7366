import type { Page } from '@playwright/test';
import { isAccessible } from './accessible.ts';
import { canvasOf } from './canvas.ts';
import {
  chain,
  codeStep,
  draftWorkflow,
  type FlowGraph,
  publishedWorkflow,
  toolCall,
  toolTrigger,
} from './flows.ts';
import { type AppWithOwner, expect, post, test } from './test.ts';

const ORDERS = `console.log('looking'); return { orders: [{ id: 'A1', total: 12 }, { id: 'A2', total: 30 }], for: tool.arguments.email };`;
const lookUp = { ...codeStep(ORDERS), id: 'look_up', name: 'Look up' };
const reply = (result: string) => ({ id: 'answer', type: 'reply_tool', name: 'Answer', config: { result } });
const orderFlow = (result = 'You have {{ steps.look_up.output.orders | size }} orders.'): FlowGraph =>
  chain(toolTrigger('lookUpOrders'), lookUp, reply(result));

const strip = (page: Page) => page.getByRole('region', { name: 'Test', exact: true });
const run = (page: Page) => page.getByRole('button', { name: 'Run the flow', exact: true }).click();
const openTab = (page: Page, name: string) =>
  canvasOf(page).panel.getByRole('tab', { name, exact: true }).click();

const openEditor = async (
  { app, page }: { app: AppWithOwner; page: Page },
  name: string,
  graph: FlowGraph,
): Promise<string> => {
  const { id } = await draftWorkflow(app, name, graph);
  await page.goto(`/workflows/${id}`);
  await expect(canvasOf(page).node('Asked')).toBeVisible();
  return id;
};

test('runs the draft for a sample of its trigger: the nodes, the answer and the time are shown', async ({
  ownerPage: page,
  app,
}) => {
  const id = await openEditor({ app, page }, 'Whole flow', orderFlow());
  await run(page);
  await expect(strip(page)).toContainText(/Completed in .*answered after .* of .*You have 2 orders\./);
  await strip(page).getByRole('button', { name: 'Answer' }).click();
  await expect(strip(page).getByRole('region', { name: 'Body of the answer' })).toContainText(
    /"results": .*"result": "You have 2 orders\."/s,
  );
  await expect(
    canvasOf(page)
      .node('Look up')
      .getByRole('note', { name: /Last test: Completed/ }),
  ).toBeVisible();
  const cables = page.getByRole('note', { name: /^Last test, from/ });
  await expect(cables).toHaveCount(2);
  await expect(cables.last()).toHaveText(/^1 item<?[\d.]+ m?s$/);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(strip(page)).toContainText('Completed');
  const runs = await app.api<{ items: unknown[] }>('GET', `/runs?workflow=${id}`);
  expect(runs.items).toEqual([]);

  // It is there again, also after a look at another page, until it no longer holds.
  await page.reload();
  await expect(strip(page)).toContainText('You have 2 orders.');
  await expect(strip(page)).not.toContainText('stale');
  await canvasOf(page).open('Answer');
  await canvasOf(page).write('Result', 'Another answer');
  await expect(strip(page)).toContainText('stale');
});

test('cables tell how many items went along, and the way not taken tells nothing', async ({
  ownerPage: page,
  app,
}) => {
  const { nodes, edges } = chain(
    toolTrigger('lookUpOrders'),
    { ...lookUp, config: { source: 'return [1, 2, 3];' } },
    {
      id: 'many',
      type: 'if',
      name: 'Many?',
      config: {
        conditions: [{ field: '{{ steps.look_up.output | size }}', operator: 'greater', value: '2' }],
        match: 'all',
      },
    },
  );
  const ends = [reply('Many'), { ...reply('Few'), id: 'few', name: 'Few' }].map((end, at) => ({
    ...end,
    position: { x: 960, y: at * 200 },
  }));
  await openEditor({ app, page }, 'Items', {
    schemaVersion: 1,
    nodes: [...nodes, ...ends],
    edges: [
      ...edges,
      { id: 'yes', source: 'many', sourceHandle: 'true', target: 'answer' },
      { id: 'no', source: 'many', sourceHandle: 'false', target: 'few' },
    ],
  });
  await run(page);
  await expect(strip(page)).toContainText('Completed');
  const from = (name: string) => page.getByRole('note', { name: new RegExp(`^Last test, from “${name}”`) });
  await expect(from('Look up')).toContainText('3 items');
  await expect(from('Many\\?')).toHaveCount(1);
  const { open, write } = canvasOf(page);
  await open('Look up');
  await write('Code', 'return [];');
  await expect(from('Look up')).toHaveAccessibleName(/changed since/);
});

test('an error leads to its node, and the errors of a draft are listed', async ({ ownerPage: page, app }) => {
  await openEditor(
    { app, page },
    'Failing',
    chain(
      toolTrigger('lookUpOrders'),
      { ...lookUp, config: { source: "throw new Error('no such customer');" } },
      reply('x'),
    ),
  );
  await run(page);
  await strip(page)
    .getByRole('button', { name: /no such customer/ })
    .click();
  const { panel } = canvasOf(page);
  await expect(panel).toHaveAccessibleName('Settings of Look up');
  const output = panel.getByRole('tabpanel', { name: 'Output' });
  await expect(output).toContainText('no such customer');
  await expect(output.getByText('throw new Error')).toBeVisible();
  await openTab(page, 'Settings');
  await canvasOf(page).write('Code', 'return 1;');
  await openTab(page, 'Output');
  await expect(output).toContainText('no such customer');
  await expect(output.locator('code').filter({ hasText: 'return 1;' })).toHaveCount(0); // that did not fail

  await openEditor({ app, page }, 'Unfinished', chain(toolTrigger('lookUpOrders'), reply('')));
  await run(page);
  await expect(strip(page)).toContainText('The draft cannot run yet.');
  await strip(page)
    .getByRole('button', { name: /Answer/ })
    .click();
  await expect(panel).toHaveAccessibleName('Settings of Answer');
  await canvasOf(page).write('Result', 'It is mended');
  await expect(strip(page)).toBeHidden();
});

test('an error that the flow handled is said in the strip', async ({ ownerPage: page, app }) => {
  const fails = {
    ...lookUp,
    config: { source: "throw new Error('no such customer');" },
    onError: 'continue',
  };
  await openEditor(
    { app, page },
    'Handled',
    chain(toolTrigger('lookUpOrders'), fails, reply('All the same.')),
  );
  await run(page);
  await expect(strip(page)).toContainText('1 step failed and was handled');
  await strip(page).getByRole('button', { name: '1 step failed and was handled' }).click();
  await expect(canvasOf(page).panel.getByRole('tabpanel', { name: 'Output' })).toContainText(
    'no such customer',
  );
});

test('runs to a step, then that step alone with what the steps before gave; an edit makes results stale', async ({
  ownerPage: page,
  app,
}) => {
  await openEditor({ app, page }, 'Step by step', orderFlow());
  const { open, panel, node, write } = canvasOf(page);
  await open('Answer');
  await openTab(page, 'Output');
  await expect(panel.getByText('“Look up” has given nothing yet. Use “Run to here” first.')).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Run this step only' })).toBeDisabled();
  await panel.getByRole('button', { name: 'Run to here' }).click();
  await expect(strip(page)).toContainText('up to “Answer”');
  await panel.getByRole('button', { name: 'Run this step only' }).click();
  await expect(strip(page)).toContainText('“Answer” alone');

  await open('Look up');
  await openTab(page, 'Output');
  await expect(panel.getByRole('tree', { name: 'Output' })).toContainText('orders');
  await expect(panel.getByRole('region', { name: 'Console' })).toContainText('looking');
  await openTab(page, 'Settings');
  await write('Code', 'return { orders: [] };');
  await expect(node('Look up').getByRole('note', { name: /Changed since/ })).toBeVisible();
  await expect(node('Answer').getByRole('note', { name: /Changed since/ })).toBeVisible();
});

test('shows what comes in, puts a field into a setting, and tells the value of a template as it is typed', async ({
  ownerPage: page,
  app,
}) => {
  await openEditor({ app, page }, 'References', orderFlow('Mail: '));
  const { open, panel, write } = canvasOf(page);
  await run(page);
  await expect(strip(page)).toContainText('Completed');
  await open('Answer');
  // No field was written in yet: the first is the one that is meant.
  await openTab(page, 'Input');
  await panel.getByRole('button', { name: 'Insert call.id', exact: true }).click({ force: true });
  await expect(panel.getByRole('textbox', { name: 'Result', exact: true })).toHaveText('Mail: {{ call.id }}');
  await write('Result', 'First: {{ steps.look_up.output.orders[0].id }}');
  await expect(panel.getByRole('note', { name: 'Value of Result' })).toContainText('First: A1');
  await write('Result', '{{ secrets.NOT_THERE }} {{ memory.call.name }}');
  await expect(panel.getByRole('note', { name: 'Value of Result' })).toContainText('Remembered values');

  await write('Result', 'Call ');
  await page.keyboard.press('End');
  await openTab(page, 'Input');
  const tree = panel.getByRole('tree', { name: 'Input' });
  await expect(tree).toContainText('sample-call-1');
  await tree.getByRole('button', { name: 'Insert call.id', exact: true }).click({ force: true });
  await expect(panel.getByRole('textbox', { name: 'Result', exact: true })).toHaveText('Call {{ call.id }}');
  await expect(panel.getByRole('note', { name: 'Value of Result' })).toContainText('Call sample-call-1');

  await openTab(page, 'Input');
  await panel.getByRole('button', { name: 'Table' }).click();
  const table = panel.getByRole('grid', { name: 'steps.look_up.output.orders' });
  await expect(table).toContainText('A2');
  await panel.getByRole('button', { name: 'JSON' }).click();
  await expect(panel.getByRole('region', { name: 'Input as JSON' })).toContainText('"look_up"');

  // A cell of the table by mouse and by keyboard, a field of the tree by keyboard.
  await panel.getByRole('button', { name: 'Table' }).press('Enter');
  await panel.getByRole('gridcell', { name: 'A2' }).click();
  const result = panel.getByRole('textbox', { name: 'Result', exact: true });
  await expect(result).toHaveText('Call {{ call.id }}{{ steps.look_up.output.orders[1].id }}');
  await openTab(page, 'Input');
  await panel.getByRole('button', { name: 'Table' }).press('Enter');
  await table.focus();
  await expect(table.getByRole('gridcell', { selected: true })).toHaveText('A1');
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Home');
  await expect(table.getByRole('gridcell', { selected: true })).toHaveText('A1');
  await page.keyboard.press('Enter');
  await expect(result).toBeFocused();
  await expect(result).toHaveText(/\[1\]\.id \}\}\{\{ steps\.look_up\.output\.orders\[0\]\.id \}\}$/);
  await panel.getByRole('tab', { name: 'Settings' }).press('ArrowLeft');
  await panel.getByRole('button', { name: 'Tree' }).press('Enter');
  await tree.press('Home');
  const row = tree.getByRole('treeitem', { selected: true });
  for (let presses = 0; presses < 20 && !/^name:/.test((await row.textContent()) ?? ''); presses += 1) {
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await expect(result).toBeFocused();
  await expect(result).toContainText('{{ tool.name }}');
});

test('a reference is a chip: opened as text with F2, deleted with one key, marked where it leads nowhere', async ({
  ownerPage: page,
  app,
}) => {
  const text = 'Mail {{ steps.look_up.output.for }} {{ steps.nope.output }}';
  await openEditor({ app, page }, 'Chips', orderFlow(text));
  const { open, panel } = canvasOf(page);
  await open('Answer');
  const field = panel.getByRole('textbox', { name: 'Result', exact: true });
  await expect(field).toHaveText(text);
  await expect(field.locator('.cm-chip').first()).toHaveAttribute('data-label', 'Look up › for');
  await expect(field.getByTitle(/no step has the id “nope”/)).toBeVisible();
  await isAccessible(page, '[data-editor-panel]');

  await field.click({ position: { x: 4, y: 60 } });
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.press('Backspace');
  await expect(field).toHaveText('Mail {{ steps.look_up.output.for }}');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('F2');
  await expect(field.locator('.cm-chip')).toHaveCount(0);
  await page.keyboard.type(' | upca');
  await page.getByRole('option', { name: /^upcase / }).click();
  await page.keyboard.press('End');
  await expect(field.locator('.cm-chip')).toHaveAttribute('data-filters', '| upcase');
  await expect(field).toHaveText('Mail {{ steps.look_up.output.for | upcase }}');

  await field.locator('.cm-chip').click();
  await page.keyboard.press('ControlOrMeta+x');
  await expect(field).toHaveText('Mail');
  await page.keyboard.press('ControlOrMeta+v');
  await expect(field.locator('.cm-chip')).toHaveCount(1);
  await page.keyboard.press('ControlOrMeta+z');
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type(' {{ call.id | upcse }}');
  await expect(field.getByTitle('No filter is called “upcse”. Did you mean “upcase”?')).toHaveClass(
    /is-wrong/,
  );
  await page.keyboard.press('F2');
  await expect(field.locator('.cm-lintRange-error')).toHaveText('upcse');
});

test('completion shows the values that names have in the test event', async ({ ownerPage: page, app }) => {
  await openEditor({ app, page }, 'Values', orderFlow('Mail '));
  const { open, panel } = canvasOf(page);
  await run(page);
  await expect(strip(page)).toContainText('Completed');
  await open('Answer');
  await panel.getByRole('textbox', { name: 'Result', exact: true }).click();
  await page.keyboard.press('End');
  await page.keyboard.type('{{ steps.look_up.output.orders[0].');
  await expect(page.getByRole('option', { name: /^id "A1"/ })).toBeVisible();
});

test('completion knows every name in scope: event, call, tool, steps, memory, secrets, and the filters', async ({
  ownerPage: page,
  app,
}) => {
  await app.api('PUT', '/secrets/SHOP_KEY', { value: 'not shown' });
  const parameters = { type: 'object', properties: { order_number: { type: 'string' } } };
  const { nodes, ...rest } = orderFlow('Mail ');
  await openEditor({ app, page }, 'Names', {
    ...rest,
    nodes: nodes.map((node) =>
      node.id === 'asked' ? { ...node, config: { toolName: 'lookUpOrders', parameters } } : node,
    ),
  });
  const { open, panel, write } = canvasOf(page);
  await open('Answer');
  const option = (name: string) => page.getByRole('option', { name: new RegExp(`^${name}( |$)`) });
  await write('Result', '');
  await page.keyboard.type('{{');
  for (const name of ['event', 'call', 'tool', 'steps', 'memory', 'secrets']) {
    await expect(option(name)).toBeVisible();
  }
  for (const [typed, found] of [
    ['event.', 'toolCallList'],
    ['call.', 'customer'],
    ['tool.arguments.', 'order_number'],
    ['steps.', 'look_up'],
    ['memory.', 'workflow'],
    ['secrets.', 'SHOP_KEY'],
    ['call.id | ', 'upcase'],
  ] as const) {
    await write('Result', '');
    await page.keyboard.type(`{{ ${typed}`);
    await expect(option(found)).toBeVisible();
  }
  // The list takes no key in the first 75 ms that it is open: a person is slower, a test may not be.
  await page.keyboard.type('d');
  await expect(option('downcase')).toBeVisible();
  await expect(async () => {
    await page.keyboard.press('ArrowDown');
    await expect(option('downcase')).toHaveAttribute('aria-selected', 'true', { timeout: 100 });
  }).toPass();
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('textbox', { name: 'Result', exact: true })).toHaveText(
    '{{ call.id | downcase }}',
  );
});

test('the wide panel has input, settings and output side by side; a field is dragged into a setting', async ({
  ownerPage: page,
  app,
}) => {
  await openEditor({ app, page }, 'Side by side', orderFlow('Mail '));
  const { open, panel, canvas, node } = canvasOf(page);
  await open('Answer');
  await panel.getByRole('button', { name: 'Wide panel' }).click();
  const input = panel.getByRole('region', { name: 'Input', exact: true });
  await expect(panel.getByRole('region', { name: 'Output', exact: true })).toBeVisible();
  await input
    .getByRole('treeitem')
    .filter({ has: page.getByRole('button', { name: 'Insert call.id', exact: true }) })
    .dragTo(panel.getByRole('textbox', { name: 'Result', exact: true }), {
      targetPosition: { x: 200, y: 12 },
    });
  await expect(panel.getByRole('textbox', { name: 'Result', exact: true })).toHaveText('Mail {{ call.id }}');

  const splitter = panel.getByRole('separator', { name: 'Width of the input' });
  const before = Number(await splitter.getAttribute('aria-valuenow'));
  await splitter.focus();
  await page.keyboard.press('ArrowRight');
  await expect(splitter).toHaveAttribute('aria-valuenow', String(before + 24));
  await panel.getByRole('button', { name: 'Fold the output' }).click();
  await page.reload();
  await open('Answer');
  await expect(splitter).toHaveAttribute('aria-valuenow', String(before + 24));
  await expect(panel.getByRole('button', { name: 'Show the output' })).toBeVisible();

  await page.setViewportSize({ width: 2560, height: 1440 });
  await expect.poll(async () => (await canvas.boundingBox())?.width).toBeGreaterThan(1280);
  await expect(node('Answer')).toBeInViewport();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
});

test('a pinned output is given instead of running the step, is kept across reloads, and can be written by hand', async ({
  ownerPage: page,
  app,
}) => {
  await openEditor({ app, page }, 'Pins', orderFlow());
  const { open, panel, node } = canvasOf(page);
  await run(page);
  await expect(strip(page)).toContainText('Completed');
  await open('Look up');
  await openTab(page, 'Output');
  await panel.getByRole('button', { name: 'Pin the output', exact: true }).click();
  await expect(node('Look up').getByRole('note', { name: /^Pinned/ })).toBeVisible();
  await panel.getByRole('button', { name: 'Edit the pinned output' }).click();
  await panel.getByRole('textbox', { name: 'Pinned output' }).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText('{"orders": [1, 2, 3]}');
  await openTab(page, 'Settings');
  await openTab(page, 'Output');
  await panel.getByRole('button', { name: 'Edit the pinned output' }).click();
  await expect(panel.getByRole('textbox', { name: 'Pinned output' })).toContainText('[1, 2, 3]');
  await panel.getByRole('button', { name: 'Pin this' }).click();
  await page.reload();
  await run(page);
  await strip(page).getByRole('button', { name: 'Answer' }).click();
  await expect(strip(page)).toContainText('You have 3 orders.');
  // Under another name it is the same step: what must not run in tests still does not.
  await open('Look up');
  await panel.getByRole('textbox', { name: 'Name of the node' }).fill('Find orders');
  await page.keyboard.press('Enter');
  await expect(node('Find orders').getByRole('note', { name: /^Pinned/ })).toBeVisible();
  await run(page);
  await strip(page).getByRole('button', { name: 'Answer' }).click();
  await expect(strip(page)).toContainText('You have 3 orders.');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(node('Look up').getByRole('note', { name: /^Pinned/ })).toBeVisible();
  await open('Look up');
  await openTab(page, 'Output');
  await panel.getByRole('button', { name: 'Unpin the output' }).click();
  await run(page);
  await strip(page).getByRole('button', { name: 'Answer' }).click();
  await expect(strip(page)).toContainText('You have 2 orders.');
});

test('tests with a received event, with one written by hand, and with the next one that comes in', async ({
  ownerPage: page,
  app,
}) => {
  const { id, serverUrl } = await publishedWorkflow(
    app,
    'Real events',
    chain(toolTrigger('lookUpOrders'), lookUp, reply('For {{ steps.look_up.output.for }}.')),
  );
  await post(serverUrl, toolCall('lookUpOrders', { email: 'first@example.com' }, 'call_first'));
  await page.goto(`/workflows/${id}`);
  await page.getByRole('button', { name: /^Test event/ }).click();
  const picker = page.getByRole('dialog', { name: 'Test with' });
  await picker.getByRole('tab', { name: 'Received' }).click();
  await picker.getByRole('combobox').fill('call_first');
  await picker.getByRole('option', { name: /^lookUpOrders .*tool-calls/ }).click();
  await run(page);
  await strip(page).getByRole('button', { name: 'Answer' }).click();
  await expect(strip(page)).toContainText('For first@example.com.');

  await page.getByRole('button', { name: /^Test event: Received/ }).click();
  await picker.getByRole('tab', { name: 'Write one' }).click();
  const field = picker.getByRole('textbox', { name: 'Event as JSON' });
  await expect(field).toContainText('first@example.com');
  await field.click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText('{"message": ');
  await expect(picker.getByRole('button', { name: 'Use as test event' })).toBeDisabled();
  await page.getByRole('region', { name: 'Canvas' }).click({ position: { x: 20, y: 20 } });
  await expect(picker).toBeHidden();
  await page.getByRole('button', { name: /^Test event: Received/ }).click();
  await picker.getByRole('tab', { name: 'Write one' }).click();
  await expect(field).toHaveText('{"message":'); // what was begun is still there
  await picker.getByRole('button', { name: 'Begin anew' }).click();
  await expect(field).toContainText('first@example.com');
  await field.click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(toolCall('lookUpOrders', { email: 'written@example.com' }));
  await picker.getByRole('button', { name: 'Use as test event' }).click();
  await page.reload();
  await run(page);
  await strip(page).getByRole('button', { name: 'Answer' }).click();
  await expect(strip(page)).toContainText('For written@example.com.');

  await page.getByRole('button', { name: /^Test event: Written/ }).click();
  await picker.getByRole('button', { name: 'Listen', exact: true }).click();
  await expect(picker.getByText('Listening. Call your assistant')).toBeVisible();
  await page.keyboard.press('Escape');
  await post(serverUrl, toolCall('lookUpOrders', { email: 'heard@example.com' }, 'call_heard'));
  await expect(page.getByRole('button', { name: /^Test event: Received/ })).toBeVisible();
  await run(page);
  await strip(page).getByRole('button', { name: 'Answer' }).click();
  await expect(strip(page)).toContainText('For heard@example.com.');

  // One that cannot be read is said, and the next one awaited.
  await page.getByRole('button', { name: /^Test event: Received/ }).click();
  await picker.getByRole('button', { name: 'Listen', exact: true }).click();
  await expect(picker.getByText('Listening. Call your assistant')).toBeVisible();
  const here = `**/workflows/${id}`;
  await page.route(here, (route) => route.abort('connectionrefused'));
  await post(serverUrl, toolCall('lookUpOrders', { email: 'lost@example.com' }, 'call_lost'));
  await expect(page.getByText('The event was not taken')).toBeVisible();
  await expect(picker.getByText('Listening. Call your assistant')).toBeVisible();
  await page.unroute(here);
  await page.keyboard.press('Escape');
  await post(serverUrl, toolCall('lookUpOrders', { email: 'next@example.com' }, 'call_next'));
  await page.getByRole('button', { name: 'Run with it' }).click();
  await expect(strip(page)).toContainText('For next@example.com.');
});

test('a sample is picked by mouse, and by keyboard another', async ({ ownerPage: page, app }) => {
  const changed = {
    id: 'asked',
    type: 'trigger_event',
    name: 'Asked',
    config: { eventType: 'status-update' },
  };
  await openEditor({ app, page }, 'Samples', chain(changed, codeStep('return event.status;')));
  const { open, panel } = canvasOf(page);
  const event = page.getByRole('button', { name: /^Test event/ });
  const output = panel.getByRole('tree', { name: 'Output' });
  await open('Work');
  await openTab(page, 'Output');
  await event.click();
  await page.getByRole('option', { name: /status-update · Ringing/ }).click();
  await expect(event).toHaveAccessibleName(/Ringing/);
  await run(page);
  await expect(output).toContainText('"ringing"');

  await event.press('Enter');
  await page.keyboard.type('queued');
  await page.keyboard.press('Enter');
  await expect(event).toHaveAccessibleName(/Queued/);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(output).toContainText('"queued"');
});

test('by keyboard: an event is written, the flow run to a step and that step alone, its output pinned, the next event awaited', async ({
  ownerPage: page,
  app,
}) => {
  const { id, serverUrl } = await publishedWorkflow(
    app,
    'Tested by keys',
    chain(toolTrigger('lookUpOrders'), lookUp, reply('For {{ steps.look_up.output.for }}.')),
  );
  await post(serverUrl, toolCall('lookUpOrders', { email: 'came@example.com' }, 'call_came'));
  await page.goto(`/workflows/${id}`);
  const { node, panel } = canvasOf(page);
  const { keyboard } = page;
  const event = page.getByRole('button', { name: /^Test event/ });
  const picker = page.getByRole('dialog', { name: 'Test with' });
  const command = async (text: string, name: RegExp) => {
    await keyboard.press('ControlOrMeta+k');
    await keyboard.type(text);
    await expect(page.getByRole('option', { name })).toHaveAttribute('aria-selected', 'true');
    await keyboard.press('Enter');
  };
  const answer = strip(page).getByRole('button', { name: 'Answer' });

  await event.press('Enter');
  await picker.getByRole('tab', { name: 'Samples' }).press('ArrowRight');
  await picker.getByRole('combobox').focus();
  await expect(picker.getByRole('option', { name: /tool-calls/ })).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('Enter');
  await expect(event).toHaveAccessibleName(/Received/);
  await keyboard.press('ControlOrMeta+Enter');
  await answer.press('Enter');
  await expect(strip(page)).toContainText('For came@example.com.');

  await event.press('Enter');
  await picker.getByRole('tab', { name: 'Received' }).press('ArrowRight');
  await picker.getByRole('textbox', { name: 'Event as JSON' }).focus();
  await keyboard.press('ControlOrMeta+a');
  await keyboard.insertText(toolCall('lookUpOrders', { email: 'keys@example.com' }));
  await keyboard.press('Tab');
  await expect(picker.getByRole('button', { name: 'Begin anew' })).toBeFocused();
  await keyboard.press('Tab');
  await expect(picker.getByRole('button', { name: 'Use as test event' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(event).toHaveAccessibleName(/Written/);

  await node('Answer').focus();
  await keyboard.press('Enter');
  await command('run to', /^Run to “Answer”/);
  await expect(strip(page)).toContainText('up to “Answer”');
  await command('run only', /^Run only “Answer”/);
  await expect(strip(page)).toContainText('“Answer” alone');
  await panel.getByRole('tab', { name: 'Settings' }).press('ArrowRight');
  await expect(panel.getByRole('tree', { name: 'Output' })).toContainText('For keys@example.com.');

  await node('Look up').focus();
  await keyboard.press('Enter');
  await panel.getByRole('tab', { name: 'Settings' }).press('ArrowRight');
  await panel.getByRole('button', { name: 'Pin the output', exact: true }).press('Enter');
  await panel.getByRole('button', { name: 'Edit the pinned output' }).press('Enter');
  await panel.getByRole('textbox', { name: 'Pinned output' }).focus();
  await keyboard.press('ControlOrMeta+a');
  await keyboard.insertText('{"for": "whom it was pinned"}');
  await panel.getByRole('button', { name: 'Pin this' }).press('Enter');
  await expect(node('Look up').getByRole('note', { name: /^Pinned/ })).toBeVisible();
  await keyboard.press('ControlOrMeta+Enter');
  await answer.press('Enter');
  await expect(strip(page)).toContainText('For whom it was pinned.');
  await panel.getByRole('button', { name: 'Unpin the output' }).press('Enter');

  await event.press('Enter');
  await picker.getByRole('button', { name: 'Listen', exact: true }).press('Enter');
  await expect(picker.getByText('Listening. Call your assistant')).toBeVisible();
  await keyboard.press('Escape');
  await post(serverUrl, toolCall('lookUpOrders', { email: 'next@example.com' }, 'call_next'));
  await expect(event).toHaveAccessibleName(/Received/);
  await keyboard.press('ControlOrMeta+Enter');
  await answer.press('Enter');
  await expect(strip(page)).toContainText('For next@example.com.');
});

test('a test that is stopped gives its place back', async ({ ownerPage: page, app }) => {
  await openEditor(
    { app, page },
    'Slow',
    chain(
      toolTrigger('lookUpOrders'),
      { ...lookUp, config: { source: 'await new Promise((go) => setTimeout(go, 4000)); return 1;' } },
      reply('x'),
    ),
  );
  await run(page);
  await expect(strip(page)).toContainText('Running the flow…');
  await page.getByRole('button', { name: 'Stop the test' }).first().click();
  await expect(strip(page)).toBeHidden();
  await expect(page.getByRole('button', { name: 'Run the flow' })).toBeVisible();
});
