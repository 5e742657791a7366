import { expect, test } from 'vitest';
import { z } from 'zod';
import { describeEachDatabase } from '#lib/store/testing/databases.ts';
import { type ApiClient, createApiClient } from './testing/api-client.ts';
import { answeringGraph, unfinishedGraph } from './testing/graphs.ts';

const workflow = z.looseObject({
  id: z.string(),
  name: z.string(),
  serverUrl: z.string().nullable(),
  draftRevision: z.number(),
  publishedVersion: z.number().nullable(),
  hasVapiSecret: z.boolean(),
});
const list = z.object({
  items: z.array(z.looseObject({ id: z.string() })),
  nextCursor: z.string().nullable(),
});

const create = async (api: ApiClient, graph: unknown = answeringGraph(), name = 'Orders') => {
  const response = await api.send('POST', '/workflows', { json: { name, graph } });
  expect(response.status, JSON.stringify(response.json)).toBe(201);
  return workflow.parse(response.json);
};

const issuesOf = (json: unknown) =>
  z.object({ error: z.object({ details: z.object({ issues: z.array(z.looseObject({})) }) }) }).parse(json)
    .error.details.issues;

describeEachDatabase('workflows over HTTP', (fresh) => {
  const open = async () => (await fresh()).open();

  test('a workflow is created with a server URL, read, renamed and deleted', async () => {
    const store = await open();
    const api = await createApiClient(store);
    const created = await api.send('POST', '/workflows', { json: { name: ' Orders ' } });
    expect(created.status).toBe(201);
    const { id, serverUrl, draftRevision } = workflow.parse(created.json);
    expect(created.headers.get('location')).toBe(`/api/v1/workflows/${id}`);
    expect(created.headers.get('etag')).toBe(`"${draftRevision}"`);
    expect(serverUrl).toMatch(/^http:\/\/patchbay\.test\/api\/vapi\/[\w-]{22,}$/);

    const read = await api.send('GET', `/workflows/${id}`);
    expect(read).toMatchObject({
      status: 200,
      json: {
        name: 'Orders',
        publishedVersion: null,
        draft: { schemaVersion: 1, nodes: [] },
        hasVapiSecret: false,
      },
    });

    const renamed = await api.send('PATCH', `/workflows/${id}`, { json: { name: 'Order desk' } });
    expect(renamed).toMatchObject({ status: 200, json: { id, name: 'Order desk' } });

    expect((await api.send('DELETE', `/workflows/${id}`)).status).toBe(204);
    expect((await api.send('GET', `/workflows/${id}`)).status).toBe(404);
    expect((await api.send('DELETE', `/workflows/${id}`)).status).toBe(404);
    const back = await api.send('POST', `/workflows/${id}/undelete`);
    expect(back).toMatchObject({ status: 200, json: { name: 'Order desk', serverUrl } });
    expect(api.told).toEqual(Array(4).fill(`refresh ${id}`));
    const actions = (await store.audit.list({ limit: 10 })).items;
    expect(actions.map((entry) => entry.action).reverse()).toEqual([
      'workflow.create',
      'workflow.rename',
      'workflow.delete',
      'workflow.undelete',
    ]);
    expect(actions[0]).toMatchObject({
      actor: { kind: 'api-key', id: api.keyId, name: 'test client' },
      target: { kind: 'workflow', id },
    });
  });

  test('what Export gives is what create takes', async () => {
    const api = await createApiClient(await open());
    const { id } = await create(api);
    const exported = await api.send('GET', `/workflows/${id}/export`);
    expect(exported.json).toEqual({ patchbay: 'workflow', name: 'Orders', graph: answeringGraph() });
    const imported = await api.send('POST', '/workflows', { json: exported.json });
    expect(imported).toMatchObject({ status: 201, json: { draft: answeringGraph() } });
  });

  test('a duplicate has the draft, another name and a server URL of its own', async () => {
    const api = await createApiClient(await open());
    const original = await create(api);
    await api.send('PUT', `/workflows/${original.id}/vapi-secret`, { json: { secret: 'original-secret' } });
    const copy = await api.send('POST', `/workflows/${original.id}/duplicate`);
    expect(copy).toMatchObject({
      status: 201,
      json: { name: 'Orders copy', draft: answeringGraph(), hasVapiSecret: false },
    });
    expect(workflow.parse(copy.json).serverUrl).not.toBe(original.serverUrl);
  });

  test('a graph that is none is refused with the path of each fault', async () => {
    const api = await createApiClient(await open());
    const graph = { schemaVersion: 1, nodes: [{ id: 'Not A Slug', type: 'code' }], edges: [{}] };
    const refused = await api.send('POST', '/workflows', { json: { name: 'X', graph } });
    expect(refused).toMatchObject({ status: 400, json: { error: { code: 'invalid-request' } } });
    const paths = issuesOf(refused.json).map((issue) => JSON.stringify(issue.path));
    expect(paths).toContain('["body","graph","nodes",0,"id"]');
    expect(paths).toContain('["body","graph","edges",0,"source"]');
  });

  test('a draft is saved where the revision is the stored one, else 409 tells which is', async () => {
    const api = await createApiClient(await open());
    const { id, draftRevision } = await create(api);
    const graph = answeringGraph('Second');
    const saved = await api.send('PUT', `/workflows/${id}/draft`, {
      json: { graph, revision: draftRevision },
    });
    expect(saved).toMatchObject({ status: 200, json: { revision: draftRevision + 1 } });
    expect(saved.headers.get('etag')).toBe(`"${draftRevision + 1}"`);

    const stale = await api.send('PUT', `/workflows/${id}/draft`, {
      json: { graph: answeringGraph('Lost update') },
      headers: { 'if-match': `"${draftRevision}"` },
    });
    expect(stale).toMatchObject({
      status: 409,
      json: { error: { code: 'conflict', details: { currentRevision: draftRevision + 1 } } },
    });
    expect((await api.send('GET', `/workflows/${id}`)).json).toMatchObject({ draft: graph });

    const matched = await api.send('PUT', `/workflows/${id}/draft`, {
      json: { graph },
      headers: { 'if-match': `"${draftRevision + 1}"` },
    });
    expect(matched.status).toBe(200);
  });

  test('two saves on the same revision: one is stored, the other gets 409', async () => {
    const api = await createApiClient(await open());
    const { id, draftRevision } = await create(api);
    const save = (result: string) =>
      api.send('PUT', `/workflows/${id}/draft`, {
        json: { graph: answeringGraph(result), revision: draftRevision },
      });
    const statuses = (await Promise.all([save('A'), save('B')])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409]);
  });

  test('a draft needs one revision: none, two different ones and a weak one are 400', async () => {
    const api = await createApiClient(await open());
    const { id, draftRevision: revision } = await create(api);
    const graph = answeringGraph();
    const put = (json: unknown, headers = {}) => api.send('PUT', `/workflows/${id}/draft`, { json, headers });
    expect(issuesOf((await put({ graph })).json)[0]).toMatchObject({ path: ['body', 'revision'] });
    const other = await put({ graph, revision }, { 'if-match': `"${revision + 1}"` });
    expect(issuesOf(other.json)[0]).toMatchObject({ path: ['headers', 'if-match'] });
    expect((await put({ graph }, { 'if-match': `W/"${revision}"` })).status).toBe(400);
  });

  test('saving tells what publishing would say, and an unfinished draft is saved all the same', async () => {
    const api = await createApiClient(await open());
    const { id, draftRevision: revision } = await create(api);
    const saved = await api.send('PUT', `/workflows/${id}/draft`, {
      json: { graph: unfinishedGraph(), revision },
    });
    const { issues } = z
      .object({ issues: z.array(z.looseObject({ severity: z.string() })) })
      .parse(saved.json);
    expect(saved.status).toBe(200);
    expect(issues.some((issue) => issue.severity === 'error')).toBe(true);
  });

  test('publishing makes a version, tells the runtime, and an unchanged draft makes no second one', async () => {
    const api = await createApiClient(await open());
    const { id } = await create(api);
    api.told.length = 0;
    const first = await api.send('POST', `/workflows/${id}/publish`, { json: { note: 'First' } });
    expect(first).toMatchObject({
      status: 200,
      json: { unchanged: false, version: { number: 1, note: 'First', createdBy: 'test client' } },
    });
    expect(api.told).toEqual([`refresh ${id}`]);
    const again = await api.send('POST', `/workflows/${id}/publish`);
    expect(again).toMatchObject({ status: 200, json: { unchanged: true, version: { number: 1 } } });
    expect(api.told).toHaveLength(1);
    expect((await api.send('GET', `/workflows/${id}`)).json).toMatchObject({
      publishedVersion: 1,
      hasUnpublishedChanges: false,
    });
  });

  test('a graph with errors is not published: 422 with the issues, and what was published stays', async () => {
    const api = await createApiClient(await open());
    const { id, draftRevision: revision } = await create(api);
    await api.send('POST', `/workflows/${id}/publish`);
    await api.send('PUT', `/workflows/${id}/draft`, { json: { graph: unfinishedGraph(), revision } });
    api.told.length = 0;
    const refused = await api.send('POST', `/workflows/${id}/publish`);
    expect(refused).toMatchObject({ status: 422, json: { error: { code: 'graph-invalid' } } });
    expect(issuesOf(refused.json).length).toBeGreaterThan(0);
    for (const issue of issuesOf(refused.json)) {
      expect(issue).toMatchObject({
        severity: 'error',
        code: expect.any(String),
        message: expect.any(String),
      });
    }
    expect(api.told).toEqual([]);
    expect((await api.send('GET', `/workflows/${id}`)).json).toMatchObject({ publishedVersion: 1 });
  });

  test('publishing a revision that is no longer the draft is 409', async () => {
    const api = await createApiClient(await open());
    const { id, draftRevision: revision } = await create(api);
    await api.send('PUT', `/workflows/${id}/draft`, { json: { graph: answeringGraph('B'), revision } });
    const stale = await api.send('POST', `/workflows/${id}/publish`, { json: { revision } });
    expect(stale).toMatchObject({
      status: 409,
      json: { error: { details: { currentRevision: revision + 1 } } },
    });
  });

  test('versions are listed and read, and restoring one changes the draft and not what is published', async () => {
    const api = await createApiClient(await open());
    const { id, draftRevision: revision } = await create(api, answeringGraph('One'));
    await api.send('POST', `/workflows/${id}/publish`);
    await api.send('PUT', `/workflows/${id}/draft`, { json: { graph: answeringGraph('Two'), revision } });
    await api.send('POST', `/workflows/${id}/publish`, { json: { note: 'Other words' } });

    const listed = await api.send('GET', `/workflows/${id}/versions?limit=1`);
    expect(listed.json).toMatchObject({ items: [{ number: 2, note: 'Other words' }] });
    const { nextCursor } = z.object({ nextCursor: z.string() }).parse(listed.json);
    expect((await api.send('GET', `/workflows/${id}/versions?cursor=${nextCursor}`)).json).toMatchObject({
      items: [{ number: 1, note: null }],
      nextCursor: null,
    });
    expect((await api.send('GET', `/workflows/${id}/versions/1`)).json).toMatchObject({
      number: 1,
      graph: answeringGraph('One'),
    });

    const restored = await api.send('POST', `/workflows/${id}/versions/1/restore`);
    expect(restored).toMatchObject({ status: 200, json: { revision: revision + 2 } });
    expect((await api.send('GET', `/workflows/${id}`)).json).toMatchObject({
      draft: answeringGraph('One'),
      publishedVersion: 2,
      hasUnpublishedChanges: true,
    });
    expect((await api.send('POST', `/workflows/${id}/publish`)).json).toMatchObject({
      version: { number: 3 },
    });
    for (const number of ['4', '9999999999', '0', 'x', '1.5']) {
      const status = (await api.send('GET', `/workflows/${id}/versions/${number}`)).status;
      expect(status, number).toBe(number === '4' ? 404 : 400);
    }
  });

  test('unpublishing takes the version away and the draft can be published again', async () => {
    const api = await createApiClient(await open());
    const { id } = await create(api);
    await api.send('POST', `/workflows/${id}/publish`);
    expect((await api.send('POST', `/workflows/${id}/unpublish`)).status).toBe(204);
    expect((await api.send('GET', `/workflows/${id}`)).json).toMatchObject({ publishedVersion: null });
    expect((await api.send('POST', `/workflows/${id}/publish`)).json).toMatchObject({ unchanged: false });
  });

  test('rotating gives a new server URL, revoking takes it away, and the old ones are gone', async () => {
    const store = await open();
    const api = await createApiClient(store);
    const { id, serverUrl } = await create(api);
    const rotated = await api.send('POST', `/workflows/${id}/rotate-token`);
    const next = z.object({ serverUrl: z.string() }).parse(rotated.json).serverUrl;
    expect(next).not.toBe(serverUrl);
    expect((await api.send('GET', `/workflows/${id}`)).json).toMatchObject({ serverUrl: next });
    expect((await api.send('POST', `/workflows/${id}/revoke-token`)).status).toBe(204);
    expect((await api.send('GET', `/workflows/${id}`)).json).toMatchObject({ serverUrl: null });
    expect((await store.workflows.getRunnable(id))?.tokenHash).toBeNull();
    expect(api.told).toEqual(Array(3).fill(`refresh ${id}`));
  });

  test('the Vapi secret is stored for the runtime, removed, and never in any answer or audit entry', async () => {
    const store = await open();
    const api = await createApiClient(store);
    const { id } = await create(api);
    const secret = 'correct-horse-battery';
    const answers = [
      await api.send('PUT', `/workflows/${id}/vapi-secret`, { json: { secret } }),
      await api.send('GET', `/workflows/${id}`),
      await api.send('GET', '/workflows'),
      await api.send('GET', `/workflows/${id}/export`),
      await api.send('PUT', `/workflows/${id}/vapi-secret`, { json: { secret: `${secret} with spaces` } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([204, 200, 200, 200, 400]);
    expect(JSON.stringify(answers)).not.toContain(secret);
    expect(JSON.stringify(await store.audit.list({ limit: 50 }))).not.toContain(secret);
    expect(answers[1]?.json).toMatchObject({ hasVapiSecret: true });
    expect((await store.workflows.getRunnable(id))?.access).toMatchObject({
      credentials: [{ kind: 'header', headerName: 'X-Vapi-Secret', value: secret }],
    });
    expect((await api.send('DELETE', `/workflows/${id}/vapi-secret`)).status).toBe(204);
    expect((await store.workflows.getRunnable(id))?.access).toMatchObject({ credentials: [] });
  });

  test('paging through workflows gives each one once, also while others are made and deleted', async () => {
    const api = await createApiClient(await open());
    const ids: string[] = [];
    for (let index = 0; index < 7; index += 1)
      ids.push((await create(api, answeringGraph(), `W${index}`)).id);
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = list.parse((await api.send('GET', `/workflows?limit=3${cursor}`)).json);
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
      await create(api, answeringGraph(), 'Made meanwhile');
      await api.send('PATCH', `/workflows/${ids[0]}`, { json: { name: `Touched ${seen.length}` } });
    } while (cursor !== '');
    expect(seen).toEqual(ids.reverse());
  });

  test('an id that nothing has is 404 on every path, one that is no id is 400', async () => {
    const api = await createApiClient(await open());
    const paths: [string, string, unknown?][] = [
      ['GET', ''],
      ['PATCH', '', { name: 'X' }],
      ['DELETE', ''],
      ['POST', '/undelete'],
      ['POST', '/duplicate'],
      ['GET', '/export'],
      ['PUT', '/draft', { graph: answeringGraph(), revision: 1 }],
      ['POST', '/publish'],
      ['POST', '/unpublish'],
      ['GET', '/versions'],
      ['GET', '/versions/1'],
      ['POST', '/versions/1/restore'],
      ['POST', '/rotate-token'],
      ['POST', '/revoke-token'],
      ['PUT', '/vapi-secret', { secret: 'long-enough' }],
      ['DELETE', '/vapi-secret'],
      ['GET', '/credentials'],
      ['POST', '/credentials', { kind: 'header' }],
      ['PUT', '/credentials', { credentials: [] }],
      ['PUT', '/credentials/one', { kind: 'header' }],
      ['DELETE', '/credentials/one'],
      ['PUT', '/allowed-networks', { networks: [] }],
      ['PUT', '/encrypted-paths', { paths: [] }],
      ['POST', '/key-pairs'],
      ['DELETE', '/key-pairs/one'],
    ];
    for (const [method, rest, json] of paths) {
      const options = json === undefined ? {} : { json };
      const unknown = await api.send(method, `/workflows/nothing-here${rest}`, options);
      expect(unknown, `${method} ${rest}`).toMatchObject({
        status: 404,
        json: { error: { code: 'not-found' } },
      });
      const broken = await api.send(method, `/workflows/a%00b${rest}`, options);
      expect(broken, `${method} ${rest}`).toMatchObject({
        status: 400,
        json: { error: { code: 'invalid-request' } },
      });
    }
    expect(api.told).toEqual([]);
  });
});
