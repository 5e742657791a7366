import { expect, onTestFinished, test } from 'vitest';
import { runVapiGetCall } from '../vapi-get-call/run.ts';
import { connectedTo, listen } from '../vapi-test-server.ts';
import { runVapiListCalls } from './run.ts';

const serve = async (body: unknown) => {
  const server = await listen(() => ({ body }));
  onTestFinished(server.close);
  return server;
};

test('asks for the calls that fit the filters, and gives them as a list', async () => {
  const { url, asked } = await serve([{ id: 'a' }, { id: 'b' }]);
  const step = runVapiListCalls({
    limit: 5,
    assistantId: '{{ call.customer.name }}',
    createdAfter: '2026-06-01',
    createdBefore: '{{ event.none }}',
  });
  const { output } = await step(connectedTo(url));
  expect(output).toEqual({ calls: [{ id: 'a' }, { id: 'b' }] });
  expect(asked[0]?.url).toBe('/call?limit=5&assistantId=Ada&createdAtGt=2026-06-01T00%3A00%3A00.000Z');
});

test('an answer that is no list fails the step', async () => {
  const { url } = await serve({ calls: [] });
  await expect(runVapiListCalls({})(connectedTo(url))).rejects.toMatchObject({ code: 'vapi.not-a-list' });
});

test('reads one call by its id, whatever stands in it', async () => {
  const { url, asked } = await serve({ id: 'x', status: 'ended' });
  const { output } = await runVapiGetCall({ callId: '{{ event.id }}' })(
    connectedTo(url, { event: { id: '../assistant?x#y' } }),
  );
  expect(output).toEqual({ id: 'x', status: 'ended' });
  expect(asked[0]?.url).toBe('/call/..%2Fassistant%3Fx%23y');
});
