import { expect, test } from 'vitest';
import type { Store } from '#lib/store/store.ts';
import { describeEachDatabase } from '#lib/store/testing/databases.ts';
import type { Manage } from './context.ts';
import { setVapiSecret } from './credentials.ts';
import * as workflows from './workflows.ts';

const manageOn = (store: Store): Manage => ({
  actor: { kind: 'user', id: 'u1', email: 'owner@example.com' },
  store,
  runtime: {
    refresh: async () => undefined,
    refreshSecrets: async () => undefined,
    replay: async () => ({ ok: true, runIds: [] }),
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
});
