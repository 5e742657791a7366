import { expect, test } from 'vitest';
import { stepContext } from '../test-context.ts';
import { runReplyCustom } from './run.ts';

test('replies with status, headers and JSON', async () => {
  const step = runReplyCustom({
    status: 201,
    headers: [{ name: 'X-Id', value: '{{ call.id }}' }],
    body: '{"documents": [{"content": {{ call.customer.name }}, "similarity": 0.9}], "note": "for {{ call.id }}"}',
  });
  expect((await step(stepContext())).reply).toEqual({
    kind: 'custom',
    status: 201,
    headers: { 'X-Id': 'call-1' },
    body: { documents: [{ content: 'Ada', similarity: 0.9 }], note: 'for call-1' },
  });
});

test('replies with 200 and an empty object by default', async () => {
  expect((await runReplyCustom({})(stepContext())).reply).toEqual({
    kind: 'custom',
    status: 200,
    headers: {},
    body: {},
  });
  expect((await runReplyCustom({ body: '  ' })(stepContext())).reply).toMatchObject({ body: {} });
});

test('one expression is the whole body, null too', async () => {
  const step = runReplyCustom({ body: '{{ event.answer }}' });
  expect((await step(stepContext({ scope: { event: { answer: [1] } } }))).reply).toMatchObject({ body: [1] });
  expect((await step(stepContext())).reply).toMatchObject({ body: null });
});

test('a body that is no JSON once filled in fails the step', async () => {
  const step = runReplyCustom({ body: '{% if event.x %}{}{% endif %}' });
  await expect(step(stepContext())).rejects.toMatchObject({ code: 'template.not-json', retryable: false });
});

test.each([
  [{ name: 'X Y', value: 'a' }, 'header.name'],
  [{ name: 'X-Y', value: 'a\r\nSet-Cookie: b' }, 'header.value'],
])('refuses the header %j', async (header, code) => {
  await expect(runReplyCustom({ headers: [header] })(stepContext())).rejects.toMatchObject({ code });
});
