import { canvasOf } from './canvas.ts';
import { chain, publishedWorkflow, toolCall, toolReply, toolTrigger } from './flows.ts';
import { expect, newWorkflow, post, test } from './test.ts';

test('an event is found by what it is about, and says how long Vapi waits', async ({ ownerPage: page }) => {
  await newWorkflow(page, 'Which event');
  await page.getByRole('button', { name: /^All events/ }).click();
  const list = page.getByRole('dialog', { name: 'Start with an event' });
  await expect(list.getByRole('group', { name: 'Vapi waits for your answer' })).toBeVisible();
  await expect(list.getByPlaceholder('Search events')).toBeFocused();
  await page.keyboard.type('before dialling');
  await expect(list.getByRole('option')).toHaveCount(1);
  await expect(list.getByRole('option')).toContainText('waits 1–30 s');
  await page.keyboard.press('Enter');
  const { panel } = canvasOf(page);
  const field = panel.getByRole('combobox', { name: 'Event', exact: true });
  await expect(field).toContainText('Campaign: before dialling');
  await expect(panel.getByText('Whether to call the contact')).toBeVisible();

  await field.click();
  await expect(page.getByPlaceholder('Search events')).toBeFocused();
  await page.keyboard.type('brand.new');
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('textbox', { name: 'Event type' })).toHaveValue('brand.new');
});

test('an assistant that leaves something out is told what is missing, and the owner sees it', async ({
  ownerPage: page,
  app,
}) => {
  const parameters = {
    type: 'object',
    properties: { order_number: { type: 'string', description: 'the number on the receipt' } },
    required: ['order_number'],
  };
  const trigger = { ...toolTrigger('order'), config: { toolName: 'order', parameters } };
  const { id, serverUrl } = await publishedWorkflow(
    app,
    'Missing arguments',
    chain(trigger, toolReply('It is out.')),
  );
  const answer = await post(serverUrl, toolCall('order', {}));
  const told =
    'Missing: order_number (text, the number on the receipt). Ask the caller for it and call the tool again.';
  expect(await answer.json()).toMatchObject({ results: [{ name: 'order', error: told }] });

  await page.goto(`/workflows/${id}/events`);
  await expect(page.getByRole('row').filter({ hasText: 'Tool calls' })).toContainText('Unhandled');
  await page.getByRole('row').filter({ hasText: 'Tool calls' }).getByRole('button').first().click();
  await expect(page.getByRole('dialog')).toContainText(
    'the flow did not run. The assistant was told: Missing: order_number',
  );
});

test('a workflow can be tried with its own triggers and with any of Vapi’s samples', async ({
  ownerPage: page,
}) => {
  await newWorkflow(page, 'Try it');
  await page.goto(`${page.url()}/events`);
  const command = page.getByRole('figure').filter({ hasText: 'curl' });
  await expect(command).toContainText('"type":"end-of-call-report"');
  await page.getByRole('combobox', { name: 'Sample' }).click();
  await expect(page.getByPlaceholder('Search events')).toBeFocused();
  await page.keyboard.type('status-update');
  await page.keyboard.press('Enter');
  await expect(command).toContainText('"status":"in-progress"');
  await page.getByRole('combobox', { name: 'Variant' }).click();
  await page.getByRole('option', { name: 'Ringing' }).click();
  await expect(command).toContainText('"status":"ringing"');
});
