import { expect, onTestFinished, test } from 'vitest';
import { graph, node, publishWorkflow, serve } from '#lib/runtime/testing/serve.ts';
import { describeEachDatabase } from '#lib/store/testing/databases.ts';
import type { Manage } from './context.ts';
import { replaceCredentials } from './credentials.ts';
import { deleteSecret } from './secrets.ts';
import { deleteWorkflow, revokeToken, rotateToken, unpublish } from './workflows.ts';

const telling = graph(
  [
    node('tell', 'trigger_tool', { toolName: 'tell', parameters: { type: 'object' } }),
    node('say', 'reply_tool', { outcome: 'result', result: 'The key is {{ secrets.KEY }}.' }),
  ],
  'tell > say',
);

/** Each with an id of its own: a call that comes again gets the answer of before. */
const toolCall = (id: string): string =>
  JSON.stringify({
    message: { type: 'tool-calls', toolCallList: [{ id, function: { name: 'tell', arguments: {} } }] },
  });

describeEachDatabase('where the audit cannot be written', (fresh) => {
  test('what was taken back is refused all the same', async () => {
    const store = await (await fresh()).open();
    const { runtime, address, close } = await serve(store);
    onTestFinished(close);
    await store.secrets.set('KEY', 'k-1234');
    await runtime.refreshSecrets();
    const manage: Manage = { actor: { kind: 'system' }, store, runtime };
    const header = { kind: 'header' } as const;
    const takenBack: readonly [(id: string) => Promise<unknown>, (status: number, text: string) => void][] = [
      [(id) => revokeToken(manage, id), (status) => expect(status).toBe(404)],
      [(id) => rotateToken(manage, id), (status) => expect(status).toBe(404)],
      [(id) => deleteWorkflow(manage, id), (status) => expect(status).toBe(404)],
      [(id) => replaceCredentials(manage, id, [header]), (status) => expect(status).toBe(401)],
      [(id) => unpublish(manage, id), (_, text) => expect(text).toContain('not published')],
      [() => deleteSecret(manage, 'KEY'), (_, text) => expect(text).not.toContain('k-1234')],
    ];
    await store.prisma.$executeRawUnsafe('ALTER TABLE audit_entries RENAME TO away');
    for (const [takeBack, isRefused] of takenBack) {
      const { id, token } = await publishWorkflow(store, telling, runtime.refresh);
      const ask = (callId: string) =>
        fetch(`${address}/api/vapi/${token}`, { method: 'POST', body: toolCall(callId) });
      expect(await (await ask('before')).text()).toContain('The key is k-1234.');
      await expect(takeBack(id)).rejects.toThrow();
      const answer = await ask('after');
      isRefused(answer.status, await answer.text());
    }
  });
});
