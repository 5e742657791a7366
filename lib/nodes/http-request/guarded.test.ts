import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
// biome-ignore lint/style/noRestrictedImports: this test puts the node and the real guard together
import { createHttp } from '#lib/http/create-http.ts';
// biome-ignore lint/style/noRestrictedImports: the same verdicts as for the guard itself
import fixtures from '#lib/http/fixtures/ssrf-urls.json' with { type: 'json' };
import { stepContext } from '../test-context.ts';
import { runHttpRequest } from './run.ts';

const throughGuard = (allowPrivate: string[], resolves: readonly string[] = []) => {
  const http = createHttp({ allowPrivate, lookup: async () => resolves });
  onTestFinished(() => http.close());
  return stepContext({ ports: { http } });
};

const refused = fixtures.filter(
  (entry) => entry.expect === 'block' && !('redirects' in entry) && entry.url !== '',
);

test.each(refused.map((entry) => [JSON.stringify(entry.url), entry] as const))(
  'refuses %s',
  async (_name, entry) => {
    const step = runHttpRequest({ url: '{{ event.url }}' });
    const context = throughGuard([], entry.resolves);
    await expect(
      step({ ...context, scope: { ...context.scope, event: { url: entry.url } } }),
    ).rejects.toMatchObject({
      name: 'StepError',
      code: expect.stringMatching(/^http\.(invalid-url|address-blocked)$/),
      retryable: false,
    });
  },
);

test('reaches a private address only where the operator allows it', async () => {
  const server = createServer((_request, response) => response.end('{"ok":true}')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
  const step = runHttpRequest({ url });
  expect((await step(throughGuard(['127.0.0.0/8']))).output).toMatchObject({
    status: 200,
    body: { ok: true },
  });
  await expect(step(throughGuard([]))).rejects.toThrow(/PATCHBAY_ALLOW_PRIVATE_NETWORKS/);
});
