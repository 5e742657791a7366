import { expect, test } from 'vitest';
import type { Store } from '#lib/store/store.ts';
import { describeEachDatabase } from '#lib/store/testing/databases.ts';
import { graph as factoryGraph } from '#lib/store/testing/factories.ts';
import type { Manage } from './context.ts';
import { setVapiSecret } from './credentials.ts';
import * as workflows from './workflows.ts';

const manageOn = (store: Store): Manage => ({
  actor: { kind: 'user', id: 'u1', email: 'owner@example.com' },
  store,
  runtime: {
    refresh: async () => undefined,
    refreshSecrets: async () => undefined,
    replay: async () => ({ ok: true, runIds: [], done: Promise.resolve() }),
    testRun: async () => ({ ok: true, runs: [] }),
    checkCode: async () => [],
  },
});

const graph = { schemaVersion: 1, nodes: [], edges: [], notes: [] } as const;
const document = { schemaVersion: 1, nodes: [], edges: [] };

describeEachDatabase('operations on workflows', (fresh) => {
  const open = async () => (await fresh()).open();

  test('an import takes an exported workflow or a bare graph, and a name that is taken gets " copy"', async () => {
    const manage = manageOn(await open());
    const names: string[] = [];
    for (const [uploaded, name] of [
      [{ patchbay: 'workflow', name: 'Orders', graph: document }, undefined],
      [{ patchbay: 'workflow', name: 'Orders', graph: document }, undefined],
      [{ patchbay: 'workflow', name: 'Orders', graph: document }, 'Given name'],
      [document, 'orders.json'],
      [document, undefined],
    ] as const) {
      const outcome = await workflows.importWorkflow(manage, uploaded, name === undefined ? {} : { name });
      names.push(outcome.ok ? outcome.workflow.name : outcome.message);
    }
    expect(names).toEqual(['Orders', 'Orders copy', 'Given name', 'orders.json', 'Imported workflow']);
  });

  test('an import that is no workflow says what is wrong and where', async () => {
    const manage = manageOn(await open());
    const refused: [unknown, (string | number)[], RegExp][] = [
      ['text', [], /not a JSON object/],
      [[], [], /not a JSON object/],
      [{ nodes: 5 }, ['nodes'], /./],
      [{ hello: 'world' }, [], /neither an exported workflow/],
      [{ patchbay: 'workflow', name: 'X' }, ['graph'], /no graph/],
      [{ patchbay: 'workflow', name: '', graph: document }, ['name'], /name/],
      [{ patchbay: 'theme', name: 'X', graph: document }, ['patchbay'], /./],
      [
        { patchbay: 'workflow', name: 'X', graph: { ...document, schemaVersion: 99 } },
        ['graph', 'schemaVersion'],
        /./,
      ],
      [
        { patchbay: 'workflow', name: 'X', graph: { ...document, nodes: [{ id: 'A b' }] } },
        ['graph', 'nodes', 0, 'id'],
        /./,
      ],
    ];
    for (const [uploaded, path, message] of refused) {
      const outcome = await workflows.importWorkflow(manage, uploaded);
      expect(outcome, JSON.stringify(uploaded)).toMatchObject({ ok: false, code: 'invalid-request' });
      if (outcome.ok) continue;
      const found = outcome.issues.find((issue) => JSON.stringify(issue.path) === JSON.stringify(path));
      expect(found?.message, `${JSON.stringify(uploaded)} → ${JSON.stringify(outcome.issues)}`).toMatch(
        message,
      );
    }
    expect(await manage.store.workflows.list()).toEqual([]);
  });

  test("a person's autosave leaves no audit entry, everything else does", async () => {
    const manage = manageOn(await open());
    const created = await workflows.createWorkflow(manage, { name: 'Orders' });
    if (!created.ok) throw new Error(created.message);
    const { id, draftRevision } = created.workflow;
    expect(await workflows.saveDraft(manage, id, graph, draftRevision)).toMatchObject({ ok: true });
    await setVapiSecret(manage, id, 'long-enough-secret');
    await setVapiSecret(manage, id, null);
    await workflows.rotateToken(manage, id);
    await workflows.revokeToken(manage, id);
    const { items } = await manage.store.audit.list({ limit: 20 });
    expect(items.map((entry) => entry.action).reverse()).toEqual([
      'workflow.create',
      'workflow.set-vapi-secret',
      'workflow.remove-vapi-secret',
      'workflow.rotate-token',
      'workflow.revoke-token',
    ]);
    expect(items[0]?.actor).toEqual({ kind: 'user', id: 'u1', name: 'owner@example.com' });
  });

  test('input is checked although the types forbid it, since actions are public endpoints', async () => {
    const manage = manageOn(await open());
    for (const input of [
      null,
      {},
      { name: '  ' },
      { name: 'a\nb' },
      { name: 'x'.repeat(121) },
      { name: 'X', id: 1 },
    ]) {
      const outcome = await Reflect.apply(workflows.createWorkflow, undefined, [manage, input]);
      expect(outcome, JSON.stringify(input)).toMatchObject({ ok: false, code: 'invalid-request' });
    }
    const revision = await workflows.saveDraft(manage, 'w1', graph, Number.NaN);
    expect(revision).toMatchObject({ ok: false, code: 'invalid-request', issues: [{ path: ['revision'] }] });
  });

  test('renaming to the same name changes nothing and is no entry in the audit', async () => {
    const manage = manageOn(await open());
    const created = await workflows.createWorkflow(manage, { name: 'Orders' });
    if (!created.ok) throw new Error(created.message);
    expect(await workflows.renameWorkflow(manage, created.workflow.id, { name: 'Orders ' })).toEqual({
      ok: true,
    });
    expect((await manage.store.audit.list({ limit: 20 })).items).toHaveLength(1);
  });

  test('an earlier version is published again as a new one, and the draft stays', async () => {
    const manage = manageOn(await open());
    const { id, versions } = await withTwoVersions(manage);
    const told: unknown[] = [];
    manage.store.bus.subscribe((text) => told.push(JSON.parse(text)));
    const again = await workflows.republishVersion(manage, id, 1);
    expect(again).toMatchObject({
      ok: true,
      unchanged: false,
      version: { number: 3, note: 'Version 1 again' },
    });
    expect(told).toMatchObject([{ kind: 'published', version: 3, by: { name: 'owner@example.com' } }]);
    expect((await manage.store.versions.getByNumber(id, 3))?.graph).toEqual(versions[0]);
    expect(await manage.store.workflows.get(id)).toMatchObject({
      publishedVersionNumber: 3,
      draft: versions[1],
    });
    expect(await workflows.republishVersion(manage, id, 3)).toMatchObject({ ok: true, unchanged: true });
    expect(await workflows.republishVersion(manage, id, 9)).toMatchObject({ ok: false, code: 'not-found' });
    expect(await lastAudit(manage, id)).toMatchObject({
      action: 'workflow.publish',
      details: { version: 3, again: 1 },
    });
  });

  test('the note of a version can be written anew, which the audit tells', async () => {
    const manage = manageOn(await open());
    const { id } = await withTwoVersions(manage);
    expect(await workflows.setVersionNote(manage, id, 1, ' Calmer ')).toMatchObject({
      ok: true,
      version: { note: 'Calmer' },
    });
    expect((await manage.store.versions.getByNumber(id, 1))?.note).toBe('Calmer');
    expect(await lastAudit(manage, id)).toMatchObject({
      action: 'workflow.note-version',
      details: { version: 1, from: 'First', to: 'Calmer' },
    });
    expect(await workflows.setVersionNote(manage, id, 1, '')).toMatchObject({ version: { note: null } });
    expect(await workflows.setVersionNote(manage, id, 1, 'x'.repeat(2001))).toMatchObject({
      code: 'invalid-request',
    });
    expect(await workflows.setVersionNote(manage, id, 9, 'x')).toMatchObject({ code: 'not-found' });
  });

  test('restoring into a draft that was changed meanwhile is refused; else it leaves an entry', async () => {
    const manage = manageOn(await open());
    const { id, versions, revision } = await withTwoVersions(manage);
    expect(await workflows.restoreVersion(manage, id, 1, revision - 1)).toMatchObject({ code: 'conflict' });
    const told: unknown[] = [];
    manage.store.bus.subscribe((text) => told.push(JSON.parse(text)));
    expect(await workflows.restoreVersion(manage, id, 1, revision)).toMatchObject({
      ok: true,
      revision: revision + 1,
      graph: versions[0],
    });
    expect(told).toMatchObject([{ kind: 'draft', workflowId: id, revision: revision + 1 }]);
    expect(await lastAudit(manage, id)).toMatchObject({
      action: 'workflow.restore-version',
      details: { version: 1 },
    });
  });

  test('versions are read page by page, newest first', async () => {
    const manage = manageOn(await open());
    const { id } = await withTwoVersions(manage);
    await workflows.republishVersion(manage, id, 1);
    const numbers = async (before?: number) =>
      (await manage.store.versions.page(id, { before, limit: 2 })).map(({ number }) => number);
    expect(await numbers()).toEqual([3, 2]);
    expect(await numbers(2)).toEqual([1]);
    expect(await manage.store.versions.lastNumber(id)).toBe(3);
  });
});

/** A workflow that was published twice; its draft is the second version. */
const withTwoVersions = async (manage: Manage) => {
  const versions = ['first', 'second'].map((name) => factoryGraph(name));
  const created = await workflows.createWorkflow(manage, { name: 'Orders', graph: factoryGraph('first') });
  if (!created.ok) throw new Error(created.message);
  const { id, draftRevision } = created.workflow;
  await workflows.publishWorkflow(manage, id, { note: 'First' });
  const saved = await workflows.saveDraft(manage, id, factoryGraph('second'), draftRevision);
  if (!saved.ok) throw new Error(saved.message);
  await workflows.publishWorkflow(manage, id, {});
  return { id, versions, revision: saved.revision };
};

const lastAudit = async (manage: Manage, id: string) =>
  (await manage.store.audit.list({ target: { kind: 'workflow', id }, limit: 1 })).items[0];
