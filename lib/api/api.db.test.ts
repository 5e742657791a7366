import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { log } from '#lib/server/log.ts';
import { describeEachDatabase } from '#lib/store/testing/databases.ts';
import { handleApi } from './handle.ts';
import { openApiDocument } from './openapi.ts';
import { routes } from './routes.ts';
import { createApiClient } from './testing/api-client.ts';

const failure = z.strictObject({
  error: z.strictObject({
    code: z.string().regex(/^[a-z-]+$/),
    message: z.string().min(10),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
});

describeEachDatabase('the HTTP API', (fresh) => {
  const open = async () => (await fresh()).open();

  test('every operation needs a key: none, a wrong one and a session cookie are 401', async () => {
    const store = await open();
    const api = await createApiClient(store);
    for (const { method, path } of routes) {
      const concrete = path.replaceAll(/\{\w+\}/g, '1');
      const attempts = [
        await api.send(method, concrete, { key: null }),
        await api.send(method, concrete, { key: 'pb_not-a-key' }),
        await api.send(method, concrete, { key: null, headers: { cookie: 'better-auth.session_token=x' } }),
      ];
      for (const response of attempts) {
        expect(response.status, `${method} ${path}`).toBe(401);
        expect(failure.parse(response.json).error.code).toBe('unauthorized');
        expect(response.headers.get('www-authenticate')).toBe('Bearer realm="patchbay"');
      }
    }
    expect(api.told).toEqual([]);
  });

  test('a key works as a bearer token and as X-API-Key, and not one request longer than it is valid', async () => {
    const store = await open();
    const api = await createApiClient(store);
    const { key, row } = await store.apiKeys.create('short-lived');
    const byHeader = () => api.send('GET', '/workflows', { key: null, headers: { 'x-api-key': key } });
    expect((await api.send('GET', '/workflows', { key })).status).toBe(200);
    expect((await byHeader()).status).toBe(200);
    await store.apiKeys.revoke(row.id);
    expect((await api.send('GET', '/workflows', { key })).status).toBe(401);
    expect((await byHeader()).status).toBe(401);
  });

  test('an unknown path is 404 and a known one with another method 405, both in the error shape', async () => {
    const api = await createApiClient(await open());
    for (const path of ['', '/', '/nothing', '/workflows/', '/workflows/1/nothing', '/openapi.yaml']) {
      const response = await api.send('GET', path);
      expect(response.status, path).toBe(404);
      expect(failure.parse(response.json).error.code).toBe('not-found');
      expect(
        (await api.send('GET', path, { key: null })).status,
        'what there is, strangers do not learn',
      ).toBe(401);
    }
    const wrong = await api.send('PUT', '/workflows');
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get('allow')).toBe('GET, HEAD, POST, OPTIONS');
    expect(failure.parse(wrong.json).error.code).toBe('method-not-allowed');
    const posted = await api.send('POST', '/openapi.json');
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });

  test('OPTIONS lists the methods, HEAD has the headers of GET and no body', async () => {
    const api = await createApiClient(await open());
    const options = await api.send('OPTIONS', '/secrets/A', { key: null });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'PUT, DELETE, OPTIONS']);
    const head = await api.send('HEAD', '/workflows');
    expect([head.status, head.json]).toEqual([200, undefined]);
    expect(head.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(head.headers.get('cache-control')).toBe('no-store');
  });

  test('a field that an operation does not know is refused by name', async () => {
    const api = await createApiClient(await open());
    const response = await api.send('POST', '/workflows', { json: { name: 'Orders', grpah: {} } });
    expect(response.status).toBe(400);
    expect(failure.parse(response.json).error.message).toContain('grpah');
    const stray = await api.send('POST', '/workflows/w1/unpublish', { json: { now: true } });
    expect([stray.status, failure.parse(stray.json).error.code]).toEqual([400, 'invalid-request']);
  });

  test('bodies that are too large, not JSON or of another type are refused in the error shape', async () => {
    const api = await createApiClient(await open());
    const headers = { 'content-type': 'application/json' };
    const large = await api.send('PUT', '/secrets/A', { json: { value: 'x'.repeat(128 * 1024) } });
    const broken = await api.send('PUT', '/secrets/A', { body: '{"value":', headers });
    const deep = await api.send('POST', '/workflows', { body: '['.repeat(5000), headers });
    const form = await api.send('PUT', '/secrets/A', { body: new URLSearchParams({ value: 'x' }) });
    const answers = [large, broken, deep, form];
    expect(answers.map(({ status, json }) => [status, failure.parse(json).error.code])).toEqual([
      [413, 'body-too-large'],
      [400, 'invalid-request'],
      [400, 'invalid-request'],
      [415, 'unsupported-media-type'],
    ]);
  });

  test('the body of a caller without a key is not read', async () => {
    const store = await open();
    let isRead = false;
    const body = new ReadableStream(
      {
        pull: (controller) => {
          isRead = true;
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const init = { method: 'POST', body, duplex: 'half', headers: { 'content-type': 'application/json' } };
    const request = new Request('http://patchbay.test/api/v1/workflows', init);
    const api = await createApiClient(store);
    const runtime = {
      refresh: async () => {},
      refreshSecrets: async () => {},
      replay: async () => ({ ok: true, runIds: [], done: Promise.resolve() }) as const,
      testRun: async () => ({ ok: true, runs: [] }) as const,
      checkCode: async () => [],
    };
    expect((await handleApi(request, async () => ({ store, runtime }))).status).toBe(401);
    expect(isRead).toBe(false);
    expect(api.told).toEqual([]);
  });

  test('a fault is a 500 with a reference that finds it in the log, and nothing of the inside', async () => {
    const logged = vi.spyOn(log, 'error'); // the tests run with a silent log; this sees what is handed to it
    const request = new Request('http://patchbay.test/api/v1/workflows');
    const response = await handleApi(request, async () => {
      throw new Error('connect ECONNREFUSED 10.0.0.7:5432');
    });
    const text = await response.text();
    expect(response.status).toBe(500);
    const { error } = failure.parse(JSON.parse(text));
    expect(error.code).toBe('internal-error');
    expect(text).not.toMatch(/ECONNREFUSED|10\.0\.0\.7|\.ts/);
    const reference = z.object({ reference: z.uuid() }).parse(error.details).reference;
    const [, fields] = logged.mock.lastCall ?? [];
    expect(Object.values(fields ?? {})).toContain(reference);
    expect(fields?.error).toMatchObject({ message: expect.stringContaining('ECONNREFUSED') });
  });

  test('the OpenAPI document is public and names the address it was asked at', async () => {
    const api = await createApiClient(await open());
    const response = await api.send('GET', '/openapi.json', { key: null });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.json).toEqual(
      JSON.parse(JSON.stringify(openApiDocument(routes, 'http://patchbay.test/api/v1'))),
    );
  });

  test('secrets are written, listed by name and deleted, and a value comes back nowhere', async () => {
    const store = await open();
    const api = await createApiClient(store);
    const value = 'sk-live-4711-äöü';
    const answers = [
      await api.send('PUT', '/secrets/CRM_TOKEN', { json: { value: 'first' } }),
      await api.send('PUT', '/secrets/CRM_TOKEN', { json: { value } }),
      await api.send('PUT', '/secrets/CRM_TOKEN', { json: { value, extra: value } }),
      await api.send('GET', '/secrets'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 400, 200]);
    expect(answers[3]?.json).toEqual({
      items: [{ name: 'CRM_TOKEN', createdAt: expect.any(String), updatedAt: expect.any(String) }],
    });
    expect(JSON.stringify([answers, await store.audit.list({ limit: 20 })])).not.toContain(value);
    expect(await store.secrets.values()).toEqual({ CRM_TOKEN: value });
    expect((await api.send('DELETE', '/secrets/CRM_TOKEN')).status).toBe(204);
    expect((await api.send('DELETE', '/secrets/CRM_TOKEN')).status).toBe(404);
    expect(api.told).toEqual(Array(3).fill('refresh secrets'));
    const actions = (await store.audit.list({ limit: 20 })).items.map((entry) => entry.action);
    expect(actions.reverse()).toEqual(['secret.set', 'secret.set', 'secret.delete']);
  });

  test('a secret needs a name that templates can write and a value that is long enough to be hidden', async () => {
    const api = await createApiClient(await open());
    for (const name of ['1ST', 'a-b', 'a%20b', '__proto__', 'x'.repeat(65)]) {
      const response = await api.send('PUT', `/secrets/${name}`, { json: { value: 'long enough' } });
      expect(response, name).toMatchObject({
        status: 400,
        json: { error: { details: { issues: [{ path: ['path', 'name'] }] } } },
      });
    }
    for (const value of ['', 'abc', 'abc\u0000d', 5]) {
      expect((await api.send('PUT', '/secrets/A', { json: { value } })).status).toBe(400);
    }
  });
});
