import { expect, test } from 'vitest';
import { sha256 } from '#lib/server/crypto.ts';
import { newId } from '#lib/server/id.ts';
import { openAccess } from '#lib/vapi/credentials/access.ts';
import { withSecret } from './testing/access.ts';
import { describeEachDatabase } from './testing/databases.ts';
import { event, finishedRun, graph, startedRun } from './testing/factories.ts';

const actor = { kind: 'user', id: 'u1', email: 'ada@example.com' } as const;
const HOUR_MS = 3_600_000;

describeEachDatabase('workflows', (fresh) => {
  test('are made with a server URL of their own and read back as they were', async () => {
    const store = await (await fresh()).open();
    const draft = graph('Zeichen: \0 \ud800 🙂');
    const workflow = await store.workflows.create({ name: 'Shop \0', draft });
    expect(await store.workflows.get(workflow.id)).toEqual(workflow);
    expect(workflow).toMatchObject({
      name: 'Shop ␀',
      draft,
      draftRevision: 1,
      publishedVersionId: null,
      publishedVersionNumber: null,
      hasUnpublishedChanges: true,
      access: openAccess(),
      tokenRevokedAt: null,
    });
    expect(Buffer.from(workflow.token, 'base64url')).toHaveLength(24);
    const other = await store.workflows.create({ name: 'Shop', draft });
    expect(other.token).not.toBe(workflow.token);
    expect(await store.workflows.get('nothing')).toBeUndefined();
  });

  test('neither token nor secret is readable in the database', async () => {
    const store = await (await fresh()).open();
    const { id, token } = await store.workflows.create({ name: 'Shop', draft: graph() });
    await store.workflows.changeAccess(id, () => withSecret('open sesame'));
    const row = await store.prisma.workflow.findUniqueOrThrow({ where: { id } });
    const everything = Object.values(row)
      .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
      .join('\n');
    expect(everything).not.toContain(token);
    expect(everything).not.toContain('open sesame');
    expect((await store.workflows.get(id))?.access).toEqual(withSecret('open sesame'));
  });

  test('a draft is only saved on top of the revision it was made from', async () => {
    const store = await (await fresh()).open();
    const { id } = await store.workflows.create({ name: 'Shop', draft: graph('one') });
    expect(await store.workflows.saveDraft(id, graph('two'), 1)).toEqual({ ok: true, revision: 2 });
    expect(await store.workflows.saveDraft(id, graph('lost'), 1)).toEqual({
      ok: false,
      code: 'conflict',
      current: 2,
    });
    expect((await store.workflows.get(id))?.draft).toEqual(graph('two'));
    expect(await store.workflows.saveDraft('nothing', graph(), 1)).toEqual({ ok: false, code: 'not-found' });
  });

  test('of many saves of the same revision, by two app instances, one wins', async () => {
    const database = await fresh();
    const stores = [await database.open(), await database.open()];
    const { id } = await (stores[0] ?? raise()).workflows.create({ name: 'Shop', draft: graph() });
    const saves = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (stores[index % 2] ?? raise()).workflows.saveDraft(id, graph(`by ${index}`), 1),
      ),
    );
    const winner = saves.findIndex((save) => save.ok);
    expect(saves.filter((save) => save.ok)).toHaveLength(1);
    expect(await stores[1]?.workflows.get(id)).toMatchObject({
      draftRevision: 2,
      draft: graph(`by ${winner}`),
    });
  });

  test('say whether the draft differs from what is published', async () => {
    const store = await (await fresh()).open();
    const { id } = await store.workflows.create({ name: 'Shop', draft: graph('one') });
    const changed = async () => (await store.workflows.list())[0]?.hasUnpublishedChanges;
    expect(await changed()).toBe(true);
    const version = await store.versions.publish(id, graph('one'), null, actor);
    expect(await changed()).toBe(false);
    const { nodes, edges, notes, schemaVersion } = graph('one');
    await store.workflows.saveDraft(id, { notes, edges, nodes, schemaVersion }, 1); // other order, same graph
    expect(await changed()).toBe(false);
    await store.workflows.saveDraft(id, graph('two'), 2);
    expect(await changed()).toBe(true);
    expect((await store.workflows.get(id))?.hasUnpublishedChanges).toBe(true);
    await store.workflows.saveDraft(id, graph('one'), 3);
    expect((await store.workflows.get(id))?.hasUnpublishedChanges).toBe(false);
    expect(await store.workflows.setPublished(id, null)).toBe(true);
    expect(await store.workflows.get(id)).toMatchObject({
      publishedVersionId: null,
      hasUnpublishedChanges: true,
    });
    expect(version.number).toBe(1);
  });

  test('are listed with what happened in the last day', async () => {
    const now = Date.UTC(2026, 5, 1);
    const store = await (await fresh()).open({ now: () => now });
    const { id: busy } = await store.workflows.create({ name: 'Busy', draft: graph() });
    const { id: quiet } = await store.workflows.create({ name: 'Quiet', draft: graph() });
    const run = (hoursAgo: number, status?: 'failed' | 'completed') => {
      const started = startedRun({ workflowId: busy, startedAt: new Date(now - hoursAgo * HOUR_MS) });
      store.runLog.start(started);
      if (status !== undefined) store.runLog.finish(finishedRun(started.id, { status }));
    };
    run(1, 'completed');
    run(2, 'failed');
    run(3);
    run(25, 'failed');
    const last = new Date(now - 1234);
    await Promise.all([
      store.runLog.flush(),
      store.journal.append(event({ workflowId: busy, receivedAt: last })),
      store.journal.append(event({ workflowId: busy, receivedAt: new Date(now - HOUR_MS) })),
    ]);
    const list = await store.workflows.list();
    expect(list.find(({ id }) => id === busy)).toMatchObject({ runs24h: 3, failed24h: 1, lastEventAt: last });
    expect(list.find(({ id }) => id === quiet)).toMatchObject({
      runs24h: 0,
      failed24h: 0,
      lastEventAt: null,
    });
  });

  test('the runtime finds them by their token, unless it was revoked', async () => {
    const store = await (await fresh()).open();
    const { id, token } = await store.workflows.create({ name: 'Shop', draft: graph('draft') });
    const found = () => store.workflows.findByTokenHash(sha256(token));
    expect(await found()).toEqual({
      id,
      name: 'Shop',
      tokenHash: sha256(token),
      access: openAccess(),
      published: null,
    });

    const version = await store.versions.publish(id, graph('published'), null, actor);
    await store.workflows.changeAccess(id, () => withSecret('open sesame'));
    const runnable = {
      id,
      name: 'Shop',
      tokenHash: sha256(token),
      access: withSecret('open sesame'),
      published: { versionId: version.id, versionNumber: 1, graph: graph('published') },
    };
    expect(await found()).toEqual(runnable);
    expect(await store.workflows.getRunnable(id)).toEqual(runnable);
    expect(await store.workflows.listRunnable()).toEqual([runnable]);

    expect(await store.workflows.revokeToken(id)).toBe(true);
    expect(await found()).toBeUndefined();
    expect((await store.workflows.getRunnable(id))?.tokenHash).toBeNull();
    expect((await store.workflows.get(id))?.tokenRevokedAt).toBeInstanceOf(Date);

    expect(await store.workflows.setToken(id, 'another-token')).toBe(true);
    expect(await found()).toBeUndefined();
    expect((await store.workflows.findByTokenHash(sha256('another-token')))?.id).toBe(id);
    expect(await store.workflows.get(id)).toMatchObject({ token: 'another-token', tokenRevokedAt: null });
  });

  test('that were deleted are out of sight and can come back as they were', async () => {
    const store = await (await fresh()).open();
    const before = await store.workflows.create({ name: 'Shop', draft: graph() });
    const { id } = before;
    expect(await store.workflows.softDelete(id)).toBe(true);
    expect(await store.workflows.softDelete(id)).toBe(false);
    expect(await store.workflows.get(id)).toBeUndefined();
    expect(await store.workflows.list()).toEqual([]);
    expect(await store.workflows.listRunnable()).toEqual([]);
    expect(await store.workflows.findByTokenHash(sha256(before.token))).toBeUndefined();
    expect(await store.workflows.rename(id, 'Ghost')).toBe(false);
    expect(await store.workflows.saveDraft(id, graph(), 1)).toMatchObject({ ok: false, code: 'not-found' });

    expect(await store.workflows.undelete(id)).toBe(true);
    expect(await store.workflows.undelete(id)).toBe(false);
    expect(await store.workflows.get(id)).toEqual({ ...before, updatedAt: expect.any(Date) });
    expect(await store.workflows.rename(id, 'Shop 2')).toBe(true);
    expect((await store.workflows.get(id))?.name).toBe('Shop 2');
  });

  test('are purged with all that hangs on them, and nothing else is', async () => {
    let now = Date.UTC(2026, 0, 1);
    const store = await (await fresh()).open({ now: () => now });
    const fill = async () => {
      const { id: workflowId } = await store.workflows.create({ name: 'Shop', draft: graph() });
      await store.versions.publish(workflowId, graph(), null, actor);
      await store.memory.port(workflowId).set({ kind: 'workflow' }, 'a', 1);
      for (let index = 0; index < 600; index += 1) {
        const run = startedRun({ workflowId });
        store.runLog.start(run);
        store.runLog.finish(finishedRun(run.id));
      }
      await Promise.all([
        store.runLog.flush(),
        ...Array.from({ length: 600 }, () => store.journal.append(event({ id: newId(), workflowId }))),
      ]);
      return workflowId;
    };
    const counts = async () => ({
      workflows: await store.prisma.workflow.count(),
      versions: await store.prisma.workflowVersion.count(),
      events: await store.prisma.event.count(),
      runs: await store.prisma.run.count(),
      documents: await store.prisma.runDocument.count(),
      calls: await store.prisma.call.count(),
      memory: await store.prisma.memory.count(),
    });
    const deleted = await fill();
    await store.workflows.softDelete(deleted);
    now += HOUR_MS;
    await fill();
    const restored = await store.workflows.create({ name: 'Back', draft: graph() });
    await store.workflows.softDelete(restored.id);

    const beforePurge = await counts();
    expect(await store.workflows.purgeDeleted(new Date(now - HOUR_MS))).toBe(0);
    expect(await counts()).toEqual(beforePurge);
    expect(await store.workflows.purgeDeleted(new Date(now - HOUR_MS / 2))).toBe(1);
    expect(await counts()).toEqual({
      workflows: 2,
      versions: 1,
      events: 600,
      runs: 600,
      documents: 600,
      calls: 1,
      memory: 1,
    });
    expect(await store.workflows.undelete(restored.id)).toBe(true);
  });
});

describeEachDatabase('versions', (fresh) => {
  test('count from 1 in each workflow, also when several are published at once', async () => {
    const database = await fresh();
    const stores = [await database.open(), await database.open()];
    const store = stores[0] ?? raise();
    const { id } = await store.workflows.create({ name: 'Shop', draft: graph() });
    const published = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        (stores[index % 2] ?? raise()).versions.publish(id, graph(`graph ${index}`), `note ${index}`, actor),
      ),
    );
    expect(published.map((version) => version.number).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    const list = await store.versions.list(id);
    expect(list.map((version) => version.number)).toEqual([6, 5, 4, 3, 2, 1]);
    for (const [index, version] of published.entries()) {
      expect(await store.versions.getByNumber(id, version.number)).toEqual({
        ...version,
        graph: graph(`graph ${index}`),
      });
      expect((await store.versions.get(version.id))?.number).toBe(version.number);
    }
    const workflow = await store.workflows.get(id);
    expect(published.map((version) => version.id)).toContain(workflow?.publishedVersionId);
  });

  test('keep their note and who published them', async () => {
    const store = await (await fresh()).open();
    const { id } = await store.workflows.create({ name: 'Shop', draft: graph() });
    await store.versions.publish(id, graph('\0\ud800'), null, { kind: 'api-key', id: 'k', name: 'CI' });
    await store.versions.publish(id, graph(), 'Ask for the order number first', { kind: 'system' });
    expect(await store.versions.list(id)).toMatchObject([
      { note: 'Ask for the order number first', createdBy: 'Patchbay' },
      { note: null, createdBy: 'CI' },
    ]);
    expect((await store.versions.getByNumber(id, 1))?.graph).toEqual(graph('\0\ud800'));
    expect(await store.versions.get('nothing')).toBeUndefined();
    expect(await store.versions.getByNumber(id, 3)).toBeUndefined();
  });

  test('of a workflow that is not there are refused', async () => {
    const store = await (await fresh()).open();
    await expect(store.versions.publish('nothing', graph(), null, actor)).rejects.toThrow();
    expect(await store.prisma.workflowVersion.count()).toBe(0);
  });
});

const raise = (): never => {
  throw new Error('the test is wrong');
};
