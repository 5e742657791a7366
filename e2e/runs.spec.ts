import type { Locator, Page } from '@playwright/test';
import { chain, codeFlow, codeStep, publishedWorkflow, toolCall, toolReply, toolTrigger } from './flows.ts';
import { expect, post, test } from './test.ts';

const runRows = (page: Page): Locator =>
  page.getByRole('row').filter({ has: page.getByRole('button', { name: 'Replay' }) });

const saysOfTheConnection = (page: Page, words: string) =>
  expect(page.getByRole('status').filter({ hasText: words })).toBeVisible();

const isLive = (page: Page) => saysOfTheConnection(page, 'Live');

const choose = async (page: Page, filter: string, option: string): Promise<void> => {
  await page.getByRole('combobox', { name: filter }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
};

test('a run appears while the list is open', async ({ ownerPage: page, app }) => {
  const { id, serverUrl } = await publishedWorkflow(app, 'Live', codeFlow('return 1;'));
  await post(serverUrl, toolCall('bookAppointment'));
  await page.goto(`/workflows/${id}/runs`);
  await expect(runRows(page)).toHaveCount(1);
  await isLive(page);
  // The second may come with the refresh on connecting; the third only if the server tells of it.
  for (const count of [2, 3]) {
    await post(serverUrl, toolCall('bookAppointment'));
    await expect(runRows(page)).toHaveCount(count);
  }
});

test('a list comes to life again after an answer that is no stream, and gives its connection back in the background', async ({
  ownerPage: page,
  app,
}) => {
  const { id, serverUrl } = await publishedWorkflow(app, 'Away', codeFlow('return 1;'));
  await post(serverUrl, toolCall('bookAppointment'));
  await page.clock.install();
  await page.route('**/api/live?*', (route) => route.fulfill({ status: 502 }));
  await page.goto(`/workflows/${id}/runs`);
  await saysOfTheConnection(page, 'Reconnecting');
  await post(serverUrl, toolCall('bookAppointment'));
  await page.unroute('**/api/live?*');
  await page.clock.fastForward(5_000);
  await isLive(page);
  await expect(runRows(page)).toHaveCount(2);

  const setHidden = (isHidden: boolean) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
      document.dispatchEvent(new Event('visibilitychange'));
    }, isHidden);
  await setHidden(true);
  await page.clock.fastForward(60_000);
  await saysOfTheConnection(page, 'Connecting');
  await post(serverUrl, toolCall('bookAppointment'));
  await setHidden(false);
  await isLive(page);
  await expect(runRows(page)).toHaveCount(3);
});

test('the first event takes the place of the instructions', async ({ ownerPage: page, app }) => {
  const { id, serverUrl } = await publishedWorkflow(app, 'First event', codeFlow('return 1;'));
  const live = page.waitForResponse((response) => response.url().includes('/api/live'));
  await page.goto(`/workflows/${id}/runs`);
  await expect(page.getByRole('heading', { name: 'Nothing has come in yet' })).toBeVisible();
  await live;
  await post(serverUrl, toolCall('bookAppointment'));
  await expect(runRows(page)).toHaveCount(1);
});

test('runs are filtered by status, by trigger and by call', async ({ ownerPage: page, app }) => {
  const source = "if (tool.arguments.fail) throw new Error('as asked'); return 1;";
  const two = codeFlow(source);
  const other = chain(
    { ...toolTrigger('otherTool'), id: 'other', name: 'Other' },
    { ...toolReply('ok'), id: 'reply', name: 'Reply' },
  );
  const graph = { ...two, nodes: [...two.nodes, ...other.nodes], edges: [...two.edges, ...other.edges] };
  const { id, serverUrl } = await publishedWorkflow(app, 'Filters', graph);
  await post(serverUrl, toolCall('bookAppointment', {}, 'call_good'));
  await post(serverUrl, toolCall('bookAppointment', { fail: true }, 'call_bad'));
  await post(serverUrl, toolCall('otherTool', {}, 'call_other'));

  await page.goto(`/workflows/${id}/runs`);
  await expect(runRows(page)).toHaveCount(3);
  await choose(page, 'Status', 'Failed');
  await expect(runRows(page)).toHaveCount(1);
  await expect(runRows(page)).toContainText('as asked');
  await expect(page).toHaveURL(/status=failed/);
  await page.reload();
  await expect(runRows(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(runRows(page)).toHaveCount(3);
  await choose(page, 'Trigger', 'Other');
  await expect(runRows(page)).toHaveCount(1);
  await expect(runRows(page)).toContainText('otherTool');
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.getByRole('searchbox', { name: 'Call, tool or error' }).fill('call_good');
  await expect(runRows(page)).toHaveCount(1);
  await page.getByRole('searchbox', { name: 'Call, tool or error' }).fill('no such call');
  await expect(page.getByRole('heading', { name: 'No run matches' })).toBeVisible();

  // What no flow took is only under Events.
  await post(serverUrl, JSON.stringify({ message: { type: 'brand-new-event', call: { id: 'call_lost' } } }));
  await page.getByRole('searchbox', { name: 'Call, tool or error' }).fill('call_lost');
  await expect(page).toHaveURL(/q=call_lost/);
  await page.getByRole('link', { name: 'Look under Events' }).click();
  await expect(page.getByRole('searchbox', { name: 'Call id' })).toHaveValue('call_lost');
  await expect(page.getByRole('row').filter({ hasText: 'Unhandled' })).toContainText('brand-new-event');
  await page.getByRole('searchbox', { name: 'Call id' }).fill('call_good');
  await expect(page.getByRole('row').filter({ hasText: 'Handled' })).toContainText('bookAppointment');
});

test('letters typed while a search is on its way stay', async ({ ownerPage: page, app }) => {
  const { id, serverUrl } = await publishedWorkflow(app, 'Typing', codeFlow('return 1;'));
  await post(serverUrl, toolCall('bookAppointment', {}, 'call_typed'));
  await post(serverUrl, toolCall('bookAppointment', {}, 'call_other'));
  await page.clock.install();
  await page.goto(`/workflows/${id}/runs`);
  const field = page.getByRole('searchbox', { name: 'Call, tool or error' });
  const first = /[?&]q=call_(&|$)/;
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
  await page.route(first, async (route) => {
    await arrived;
    await route.continue();
  });
  const asked = page.waitForRequest(first);
  await field.pressSequentially('call_');
  await asked;
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 100)); // typing does not pause before it arrives
  await field.pressSequentially('typed');
  arrive();
  await expect(page).toHaveURL(first);
  await expect(field).toHaveValue('call_typed');
  await page.clock.resume();
  await expect(page).toHaveURL(/q=call_typed/);
  await expect(runRows(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(runRows(page)).toHaveCount(2);
  await expect(field).toHaveValue('');
});

test('runs whose event Vapi sent again are found', async ({ ownerPage: page, app }) => {
  const { id, serverUrl } = await publishedWorkflow(app, 'Repeated', codeFlow('return 1;'));
  const twice = toolCall('bookAppointment', {}, 'call_twice');
  await post(serverUrl, toolCall('bookAppointment', {}, 'call_once'));
  await post(serverUrl, twice);
  await post(serverUrl, twice);
  await page.goto(`/workflows/${id}/runs`);
  await expect(runRows(page)).toHaveCount(2);
  await choose(page, 'Delivery', 'Repeated');
  await expect(runRows(page)).toHaveCount(1);
  await expect(page).toHaveURL(/delivery=repeated/);
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(runRows(page)).toHaveCount(2);
});

test('a run shows what went in, what came out, what was logged, the reply and the event', async ({
  ownerPage: page,
  app,
}) => {
  const source = "console.warn('looking up', tool.arguments.number);\nreturn { state: 'on its way' };";
  const graph = chain(
    toolTrigger('lookUp'),
    codeStep(source),
    toolReply('It is {{ steps.work.output.state }}.'),
  );
  const { id, serverUrl } = await publishedWorkflow(app, 'In detail', graph);
  await post(serverUrl, toolCall('lookUp', { number: '1042' }));

  await page.goto(`/workflows/${id}/runs`);
  await page.getByRole('link', { name: 'Completed' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Completed/ })).toContainText('Asked');
  for (const name of ['Asked', 'Work', 'Answer']) {
    await expect(page.getByRole('group', { name: `${name}: completed` })).toBeVisible();
  }
  await page.getByRole('list', { name: 'Steps' }).getByRole('button', { name: /Work/ }).click();
  const details = page.getByRole('complementary', { name: 'Details' });
  await expect(details.getByRole('heading', { name: 'Work' })).toBeVisible();
  await expect(details.getByRole('tree', { name: 'output' })).toContainText('on its way');
  await details.getByRole('tab', { name: /console/ }).click();
  await expect(details.getByRole('listitem').filter({ hasText: 'looking up 1042' })).toContainText('warn');
  await page
    .getByRole('list', { name: 'Steps' })
    .getByRole('button', { name: /Answer/ })
    .click();
  await details.getByRole('tab', { name: 'input' }).click();
  await expect(details.getByRole('tree', { name: 'input' })).toContainText('It is on its way.');
  await details.getByRole('tab', { name: 'Reply' }).click();
  await expect(details.getByRole('tree', { name: 'reply body' })).toContainText('It is on its way.');
  await details.getByRole('tab', { name: 'Event' }).click();
  await expect(details.getByRole('tree', { name: 'event' })).toContainText('tool-calls');
});

test('a pass of a loop is chosen by its number', async ({ ownerPage: page, app }) => {
  const { nodes } = chain(
    toolTrigger('each'),
    { id: 'each', type: 'for_each', name: 'Each', config: { items: '{{ tool.arguments.list }}' } },
    codeStep('return steps.each.item;'),
    toolReply('done'),
  );
  const { id, serverUrl } = await publishedWorkflow(app, 'Passes', {
    schemaVersion: 1,
    nodes,
    edges: [
      { id: 'first', source: 'asked', target: 'each' },
      { id: 'inside', source: 'each', sourceHandle: 'item', target: 'work' },
      { id: 'after', source: 'each', sourceHandle: 'done', target: 'answer' },
    ],
  });
  await post(serverUrl, toolCall('each', { list: ['red', 'green', 'blue'] }));
  await page.goto(`/workflows/${id}/runs`);
  await page.getByRole('link', { name: 'Completed' }).click();
  const steps = page.getByRole('list', { name: 'Steps' });
  await steps.getByRole('button', { name: /Work/ }).click();
  const details = page.getByRole('complementary', { name: 'Details' });
  await expect(details).toContainText('red');
  const pass = steps.getByRole('spinbutton', { name: /^Pass/ });
  await pass.press('Backspace');
  await expect(pass).toHaveValue('');
  await pass.press('3');
  await expect(details).toContainText('blue');
  await pass.press('Backspace');
  await pass.press('Tab');
  await expect(pass).toHaveValue('3');
});

test('a failed run points to the line of the user’s code', async ({ ownerPage: page, app }) => {
  const source = 'const order = { id: 1 };\n// the next line is wrong\nreturn order.customer.name;';
  const { id, serverUrl } = await publishedWorkflow(app, 'Wrong line', codeFlow(source));
  const answer = await post(serverUrl, toolCall('bookAppointment'));
  expect(answer.status).toBe(200);
  await page.goto(`/workflows/${id}/runs`);
  await page.getByRole('link', { name: 'Failed' }).click();
  await expect(page.getByRole('note')).toContainText('This run failed');
  const details = page.getByRole('complementary', { name: 'Details' });
  await expect(details.getByRole('tab', { name: 'error' })).toHaveAttribute('aria-selected', 'true');
  await expect(details).toContainText("Cannot read properties of undefined (reading 'name')");
  await expect(details).toContainText(/line 3, column \d+/);
  await expect(details.getByText('return order.customer.name;')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show the step' })).toBeHidden(); // it is shown
  await details.getByRole('tab', { name: 'Reply' }).click();
  await expect(details.getByRole('tree', { name: 'reply body' })).toContainText('results');
  await page.getByRole('button', { name: 'Show the step' }).click();
  await expect(details.getByRole('tab', { name: 'Step' })).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('button', { name: 'Replay' }).click();
  await expect(page.getByText('Replayed with version 1: failed again')).toBeVisible();

  await page.goto(`/workflows/${id}/events`);
  const event = page.getByRole('row').filter({ hasText: 'bookAppointment' });
  await event.getByRole('link', { name: 'Handled, failed' }).click();
  await expect(page.getByRole('note')).toContainText('This run failed');
  await page.getByRole('link', { name: 'Open in editor' }).click();
  await expect(page.getByRole('button', { name: 'Test event: Received: bookAppointment' })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/workflows/${id}$`));
});

test('a replay runs what is published now and sends the answer to nobody', async ({
  ownerPage: page,
  app,
}) => {
  const { id, serverUrl, draftRevision } = await publishedWorkflow(app, 'Again', codeFlow("return 'old';"));
  await post(serverUrl, toolCall('bookAppointment'));
  await app.api('PUT', `/workflows/${id}/draft`, {
    graph: codeFlow("return 'new';"),
    revision: draftRevision,
  });
  await app.api('POST', `/workflows/${id}/publish`, {});

  await page.goto(`/workflows/${id}/runs`);
  await runRows(page).getByRole('button', { name: 'Replay' }).click();
  await expect(page.getByText('Replayed with version 2: completed')).toBeVisible();
  await expect(runRows(page)).toHaveCount(2);
  await expect(runRows(page).first()).toContainText('replay');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Completed/ })).toBeVisible();
  const details = page.getByRole('complementary', { name: 'Details' });
  await details.getByRole('tab', { name: 'Reply' }).click();
  await expect(details.getByText('replay: sent to nobody')).toBeVisible();
  await expect(details.getByRole('tree', { name: 'reply body' })).toContainText('new');
});

test('refused, malformed and unhandled events are listed with their reason', async ({
  ownerPage: page,
  app,
}) => {
  const { id, serverUrl } = await publishedWorkflow(app, 'Events', codeFlow('return 1;'));
  await post(serverUrl, '{"message": oops}');
  await post(serverUrl, JSON.stringify({ message: { type: 'brand-new-event', call: { id: 'c1' } } }));
  await app.api('PUT', `/workflows/${id}/vapi-secret`, { secret: 'a-secret-of-the-server' });
  expect((await post(serverUrl, toolCall('bookAppointment'))).status).toBe(401);
  expect(
    (await post(serverUrl, toolCall('bookAppointment'), { 'x-vapi-secret': 'not-the-secret' })).status,
  ).toBe(401);
  const right = { 'x-vapi-secret': 'a-secret-of-the-server' };
  expect((await post(serverUrl, toolCall('bookAppointment'), right)).status).toBe(200);

  await page.goto(`/workflows/${id}/events`);
  const row = (text: string) => page.getByRole('row').filter({ hasText: text });
  await expect(row('Refused')).toHaveCount(2);
  await expect(row('Refused').first()).toContainText('401');
  await expect(row('Refused').first()).toContainText(/X-Vapi-Secret/i);
  await expect(row('Malformed')).toContainText('400');
  await expect(row('Malformed')).toContainText(/JSON/);
  await expect(row('Unhandled')).toContainText('No flow starts with brand-new-event.');
  const handled = page.getByRole('row').filter({ has: page.getByText('Handled', { exact: true }) });
  await expect(handled).toHaveCount(1);

  await row('Refused').first().getByRole('button').first().click();
  await expect(page.getByRole('dialog').getByRole('tree', { name: 'event' })).toContainText('tool-calls');
  await expect(page.getByRole('dialog')).toContainText('x-vapi-secret');
  await expect(page.getByRole('dialog')).not.toContainText('not-the-secret');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await choose(page, 'What became of it', 'Malformed');
  await expect(row('Refused')).toHaveCount(0);
  await row('Malformed').getByRole('button').first().click();
  await expect(page.getByRole('dialog')).toContainText('{"message": oops}');
});

test('an open event stays as it was opened and scrolled while others come in, and Escape ends the search in it first', async ({
  ownerPage: page,
  app,
}) => {
  const { id, serverUrl } = await publishedWorkflow(app, 'Reading', codeFlow('return 1;'));
  const many = Object.fromEntries(Array.from({ length: 60 }, (_, place) => [`field_${place}`, place]));
  await post(serverUrl, toolCall('bookAppointment', many));
  await page.goto(`/workflows/${id}/events`);
  await isLive(page);
  await page.getByRole('row').filter({ hasText: 'bookAppointment' }).getByRole('button').first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Open all of event' }).click();
  await dialog.getByRole('tree', { name: 'event' }).hover();
  await page.mouse.wheel(0, 900);
  const field = dialog.getByRole('treeitem').filter({ hasText: 'field_40' });
  await expect(field).toBeInViewport();
  await post(serverUrl, toolCall('bookAppointment'));
  const rows = page.getByRole('row', { includeHidden: true }).filter({ hasText: 'bookAppointment' });
  await expect(rows).toHaveCount(2);
  const find = dialog.getByRole('textbox', { name: 'Find in event' });
  await find.fill('call_e2e');
  await find.press('Escape');
  await expect(find).toHaveValue('');
  await expect(field).toBeInViewport();
  await expect(dialog).toHaveAttribute('data-state', 'open');
  await find.press('Escape');
  await expect(dialog).toBeHidden();
});

test('an event without a flow leads to the editor with a trigger for it', async ({
  ownerPage: page,
  app,
}) => {
  const { id, serverUrl } = await publishedWorkflow(app, 'Add flow', codeFlow('return 1;'));
  await post(serverUrl, JSON.stringify({ message: { type: 'end-of-call-report', call: { id: 'c1' } } }));
  await page.goto(`/workflows/${id}/events`);
  await page.getByRole('link', { name: 'Add flow' }).click();
  const settings = page.getByRole('complementary', { name: /^Settings of/ });
  await expect(settings.getByRole('combobox', { name: 'Event' })).toContainText('Call ended: report');
});
