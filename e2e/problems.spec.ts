import type { Page } from '@playwright/test';
import { isAccessible } from './accessible.ts';
import { canvasOf } from './canvas.ts';
import { chain, codeFlow, codeStep, draftWorkflow, type FlowGraph, toolReply } from './flows.ts';
import { type AppWithOwner, expect, test } from './test.ts';

const asked = {
  id: 'asked',
  type: 'trigger_tool',
  name: 'Asked',
  config: {
    toolName: 'look_up_order',
    parameters: { type: 'object', properties: { order_id: { type: 'string' } }, required: ['order_id'] },
  },
};

const openDraft = async (
  { app, page }: { app: AppWithOwner; page: Page },
  name: string,
  graph: FlowGraph,
) => {
  const { id } = await draftWorkflow(app, name, graph);
  await page.goto(`/workflows/${id}`);
  await expect(canvasOf(page).node('Asked')).toBeVisible();
};

const problems = (page: Page) => page.getByRole('dialog', { name: 'What is wrong with the flows' });
const publish = (page: Page) => page.getByRole('button', { name: 'Publish', exact: true }).click();

test('references that lead nowhere are warned of, each with a way to its place', async ({
  ownerPage: page,
  app,
}) => {
  const text = 'Order {{ tool.arguments.order_nr }} {{ secrets.NOT_STORED }}';
  await openDraft(
    { app, page },
    'Nowhere',
    chain(asked, codeStep('return { status: "out" };'), toolReply(text)),
  );
  await page.getByRole('button', { name: /^2 warnings/ }).click();
  await expect(
    problems(page).getByText(/no secret is called “NOT_STORED”\. Store it under Settings/),
  ).toBeVisible();
  await problems(page)
    .getByRole('button', { name: /Did you mean tool\.arguments\.order_id\?/ })
    .click();
  const { panel, canvas, open } = canvasOf(page);
  const field = panel.getByRole('textbox', { name: 'Result', exact: true });
  await expect(field).toBeFocused();
  await expect(panel.getByText(/has no parameter “order_nr”/)).toBeVisible();
  await page.keyboard.press('End');
  await expect(field.locator('.cm-chip').first()).toHaveClass(/is-doubtful/);
  await isAccessible(page, '[data-editor-panel]');

  await publish(page);
  await expect(page.getByRole('heading', { name: 'Worth a look' })).toBeVisible();
  await expect(page.getByRole('heading', { name: /^Publish/ })).toBeVisible();
  await page.keyboard.press('Escape');

  await open('Work');
  await canvas.press('d');
  await open('Answer');
  await canvasOf(page).write('Result', 'It is {{ steps.work.output.status }}.');
  await page.getByRole('button', { name: /^1 warning/ }).click();
  await expect(problems(page).getByText(/“Work” is disabled: it does not run/)).toBeVisible();
});

test('a field that the last output did not have is seen, in the chip and as a hole in the text', async ({
  ownerPage: page,
  app,
}) => {
  const text = 'It is {{ steps.work.output.stauts }}, {{ tool.arguments.order_id | size }}.';
  await openDraft(
    { app, page },
    'Holes',
    chain(asked, codeStep('return { status: "out" };'), toolReply(text)),
  );
  const { panel, open, write } = canvasOf(page);
  await open('Answer');
  const chip = panel.locator('.cm-chip').first();
  await expect(chip).not.toHaveClass(/is-doubtful/);
  await page.getByRole('button', { name: 'Run the flow', exact: true }).click();
  await expect(chip).toHaveClass(/is-doubtful/);
  await expect(chip).toHaveAttribute('title', 'The last output of “Work” had no “stauts”; it had: status.');
  await expect(panel.getByRole('note', { name: 'Value of Result' })).toContainText('It is ‹nothing›, ');
  await write('Result', 'It is {{ steps.work.output.status }}.');
  await page.keyboard.press('End');
  await expect(panel.getByRole('note', { name: 'Value of Result' })).toHaveText('=It is out.');
  await expect(chip).not.toHaveClass(/is-doubtful/);
});

test('code that cannot be read is a problem, and Publish leads to its line', async ({
  ownerPage: page,
  app,
}) => {
  await openDraft({ app, page }, 'Unread', codeFlow('const a = await fetch("x");\nreturn a.status;'));
  const { panel, open, write, closePanel, node } = canvasOf(page);
  await expect(page.getByRole('button', { name: 'No problems' })).toBeVisible();
  await open('Work');
  await write('Code', 'const a = 1;\nreturn { a: a;\n');
  await expect(page.getByRole('button', { name: /^1 error/ })).toBeVisible();
  await expect(panel.getByText(/The code cannot be read.*line 2, column 14/)).toBeVisible();
  await expect(node('Work').getByRole('img', { name: '1 error' })).toBeVisible();
  await closePanel();
  await publish(page);
  await page
    .getByRole('dialog', { name: 'Not ready to publish' })
    .getByRole('button', { name: /cannot be read/ })
    .click();
  const field = panel.getByRole('textbox', { name: 'Code', exact: true });
  await expect(field).toBeFocused();
  await page.keyboard.press('Delete'); // the sign that cannot stand there
  await page.keyboard.insertText(' };');
  await expect(field).toContainText('return { a: a };');
  await expect(page.getByRole('button', { name: 'No problems' })).toBeVisible();
});

test('behind a tool call the reply that fits is the first, and the others say why they are last', async ({
  ownerPage: page,
  app,
}) => {
  await openDraft({ app, page }, 'First hit', chain(asked));
  const { node, canvas } = canvasOf(page);
  await canvas.getByRole('button', { name: 'Add a node after Asked' }).click();
  const options = page.getByRole('option');
  await expect(options.first()).toContainText('Reply to tool call');
  await expect(
    page.getByRole('group', { name: 'Cannot answer here' }).getByRole('option').first(),
  ).toContainText('Cannot answer the tool “look_up_order”.');
  await isAccessible(page, '.node-search');
  await page.keyboard.type('reply');
  await expect(options.first()).toContainText('Reply to tool call');
  await page.keyboard.press('Enter');
  await expect(node('Reply to tool call')).toBeVisible();
});

test('a reply that does not fit is replaced where it is told, with its place and its connections', async ({
  ownerPage: page,
  app,
}) => {
  const wrong = { id: 'answer', type: 'reply_custom', name: 'Reply with JSON', config: { body: '{}' } };
  await openDraft({ app, page }, 'Misfit', chain(asked, wrong));
  const { node, canvas, panel, open } = canvasOf(page);
  await open('Reply with JSON');
  await expect(panel.getByRole('region', { name: 'Answer to Vapi' })).toContainText('It cannot be sent yet.');
  await panel.getByRole('button', { name: 'Replace with “Reply to tool call”' }).click();
  await expect(node('Reply to tool call')).toBeFocused();
  await expect(
    canvas.getByRole('group', { name: 'Connection from Asked to Reply to tool call' }),
  ).toHaveCount(1);
  const answer = panel.getByRole('region', { name: 'Answer to Vapi' });
  await expect(answer).toContainText('It cannot be sent yet. Result: Enter what the assistant is told.');
  await expect(answer).not.toContainText('Vapi takes this');
  await canvasOf(page).write('Result', 'Done.');
  await expect(answer).toContainText('Vapi takes this');
  await page.keyboard.press('ControlOrMeta+z');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(node('Reply with JSON')).toBeVisible();

  await node('Reply with JSON').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Replace with…' }).click();
  await expect(page.getByRole('combobox', { name: 'Replace with' })).toBeFocused();
  await page.keyboard.type('http');
  await page.keyboard.press('Enter');
  await expect(node('HTTP request')).toBeFocused();
  await canvasOf(page).write('URL', "curl -X POST 'https://api.example.com/orders'");
  await expect(panel.getByText(/This is a curl command/)).toBeVisible();

  await panel.getByRole('button', { name: 'More for this node' }).click();
  await page.getByRole('menuitem', { name: 'Replace with…' }).click();
  await expect(page.getByRole('combobox', { name: 'Replace with' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(node('HTTP request')).toBeFocused();
});
