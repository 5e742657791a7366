import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { type GraphDocument, graphDocument } from '#lib/graph/schema.ts';
import type { Store } from '#lib/store/store.ts';
import { describeEachDatabase } from '#lib/store/testing/databases.ts';
import { openAccess } from '#lib/vapi/credentials/access.ts';
import { credential, hmacFields } from '#lib/vapi/credentials/credential.ts';
import { applyChange, previewChange } from './change-vapi.ts';
import { connectVapi, disconnectVapi, getConnection } from './connection.ts';
import type { Connect } from './context.ts';
import { objectOf } from './json.ts';
import { type OperationInput, operation } from './operation.ts';
import { pullTools } from './pull-tools.ts';
import { listTargets } from './targets.ts';
import { startFakeVapi } from './testing/fake-vapi.ts';

const BACKOFF = {
  type: 'exponential',
  maxRetries: 3,
  baseDelaySeconds: 1,
  excludedStatusCodes: [400, 401, 403, 404, 413, 422],
};
const SECRET = 'typed-secret-of-the-workflow';

const hmacDefaults = z.object(hmacFields).parse({ secretKey: 'a-signing-secret' });

const serverUrlFor = (token: string): string => `https://flows.example.com/api/vapi/${token}`;

const parameters = { type: 'object', properties: { order: { type: 'string' } }, required: ['order'] };

const graphWith = (...triggers: { type: string; config: Record<string, unknown> }[]): GraphDocument =>
  graphDocument.parse({
    schemaVersion: 1,
    nodes: triggers.map((trigger, index) => ({
      id: `trigger_${index}`,
      name: `Trigger ${index}`,
      position: { x: 40, y: index * 200 },
      ...trigger,
    })),
    edges: [],
    notes: [],
  });

const toolTrigger = {
  type: 'trigger_tool',
  config: { toolName: 'look_up_order', description: 'Looks up an order.', parameters, timeoutSeconds: 45 },
};
const eventTrigger = (eventType: string) => ({ type: 'trigger_event', config: { eventType } });

const fake = await startFakeVapi();
vi.stubEnv('PATCHBAY_VAPI_API_URL', fake.url); // read once, at the first request
beforeEach(() => fake.clear());
afterAll(() => fake.close());

describeEachDatabase('connect to Vapi', (fresh) => {
  const open = async (graph: GraphDocument = graphWith(toolTrigger), isConnected = true) => {
    const store: Store = await (await fresh()).open();
    const connect: Connect = {
      actor: { kind: 'user', id: 'u1', email: 'owner@example.com' },
      store,
      runtime: { refreshSecrets: async () => undefined },
    };
    const workflow = await store.workflows.create({ name: 'Shop', draft: graph });
    if (isConnected)
      expect(await connectVapi(connect, { key: fake.key, region: 'us' })).toMatchObject({ ok: true });
    const about = { workflowId: workflow.id, serverUrlFor };
    const change = async (input: OperationInput) => {
      const parsed = operation.parse(input);
      const seen = await previewChange(connect, about, parsed);
      if (!seen.ok) throw new Error(seen.message);
      const done = await applyChange(connect, about, parsed, { fingerprint: seen.preview.fingerprint });
      if (!done.ok) throw new Error(done.message);
      return { preview: seen.preview, changed: done.changed };
    };
    const overview = async () => {
      const listed = await listTargets(connect, workflow.id, serverUrlFor);
      if (!listed.ok) throw new Error(listed.message);
      return listed.overview;
    };
    return { store, connect, workflow, about, change, overview, url: serverUrlFor(workflow.token) };
  };

  test('a key is kept encrypted once Vapi took it, shown by its last characters, and forgotten on demand', async () => {
    const { store, connect } = await open(undefined, false);
    const wrong = await connectVapi(connect, { key: 'not-the-right-key', region: 'us' });
    expect(wrong).toMatchObject({ ok: false, message: expect.stringContaining('does not take this key') });
    expect(await getConnection(connect)).toBeUndefined();
    fake.add('assistant', { name: 'Front desk' });
    await connectVapi(connect, { key: ` ${fake.key} `, region: 'us' });
    const seen = await getConnection(connect);
    expect(seen).toMatchObject({ region: 'us', keyHint: fake.key.slice(-4), orgId: expect.any(String) });
    const [row] = await store.prisma.vapiConnection.findMany();
    expect(Buffer.from(row?.keyEncrypted ?? []).includes(fake.key)).toBe(false);
    expect(JSON.stringify(seen)).not.toContain(fake.key);
    expect(await disconnectVapi(connect)).toEqual({ ok: true });
    expect(await listTargets(connect, 'any', serverUrlFor)).toMatchObject({
      ok: false,
      code: 'not-connected',
    });
  });

  test('everything in Vapi is listed over several pages, with where it points', async () => {
    const { overview, store, url } = await open();
    const other = await store.workflows.create({ name: 'Other', draft: graphWith() });
    for (let count = 0; count < 205; count += 1) fake.add('assistant', { name: `Assistant ${count}` });
    fake.add('phone-number', { provider: 'vapi', number: '+15550100', server: { url } });
    fake.add('squad', {
      name: 'Team',
      members: [{}],
      membersOverrides: { server: { url: serverUrlFor(other.token) } },
    });
    fake.add('tool', {
      type: 'function',
      function: { name: 'elsewhere' },
      server: { url: 'https://user:pw@n8n.example/hook?key=abc' },
    });
    const { targets } = await overview();
    expect(targets.filter(({ kind }) => kind === 'assistant')).toHaveLength(205);
    expect(
      targets.filter(({ kind }) => kind !== 'assistant').map(({ name, pointsTo }) => [name, pointsTo]),
    ).toEqual([
      ['+15550100', { to: 'here' }],
      ['Team', { to: 'workflow', id: other.id, name: 'Other' }],
      ['elsewhere', { to: 'elsewhere', url: 'https://n8n.example/hook?…' }],
    ]);
  });

  test('connecting keeps what is set, adds what is missing, and is confirmed field by field', async () => {
    const graph = graphWith(toolTrigger, eventTrigger('transcript'), eventTrigger('phone-call-control'));
    const { store, workflow, change, overview, url } = await open(graph);
    await store.workflows.changeAccess(workflow.id, () => ({
      ...openAccess(),
      credentials: [
        {
          id: 'c',
          name: '',
          createdAt: new Date().toISOString(),
          kind: 'header',
          headerName: 'X-Vapi-Secret',
          value: SECRET,
        },
      ],
    }));
    const { id } = fake.add('assistant', {
      name: 'Front desk',
      firstMessage: 'Hello',
      serverMessages: ['end-of-call-report', 'hang'],
      server: {
        url: 'https://old.example/hook',
        timeoutSeconds: 60,
        credentialId: 'cred-1',
        headers: { 'X-Tenant': 'acme-secret', 'x-vapi-secret': 'the old one' },
      },
    });
    const { preview, changed } = await change({ kind: 'connect', target: { kind: 'assistant', id } });
    expect(fake.get('assistant', id)).toMatchObject({
      firstMessage: 'Hello',
      serverMessages: ['end-of-call-report', 'hang', 'transcript', 'tool-calls'],
      server: {
        url,
        timeoutSeconds: 60,
        credentialId: 'cred-1',
        headers: { 'X-Tenant': 'acme-secret', 'X-Vapi-Secret': SECRET },
        backoffPlan: BACKOFF,
      },
    });
    expect(preview.warnings.join()).toContain('phone-call-control');
    expect(changed.isKept).toBe(true);
    expect(changed.differences).toContainEqual({
      path: 'server.url',
      before: 'https://old.example/hook',
      after: url,
      isKept: true,
    });
    const shown = JSON.stringify([preview, changed, await overview()]);
    for (const hidden of ['acme-secret', SECRET, 'the old one', fake.key])
      expect(shown).not.toContain(hidden);
    const [target] = (await overview()).targets;
    expect(target).toMatchObject({ pointsTo: { to: 'here' }, missing: ['phone-call-control'], differs: [] });
    await change({ kind: 'connect', target: { kind: 'assistant', id }, takeCallControl: true });
    expect(fake.get('assistant', id)?.serverMessages).toContain('phone-call-control');
  });

  test("an assistant without a list of its own keeps Vapi's events when one is added", async () => {
    const { change } = await open(graphWith(eventTrigger('model-output')));
    const { id } = fake.add('assistant', { name: 'Plain' });
    await change({ kind: 'connect', target: { kind: 'assistant', id } });
    expect(fake.get('assistant', id)?.serverMessages).toEqual(
      expect.arrayContaining(['status-update', 'end-of-call-report', 'tool-calls', 'model-output']),
    );
  });

  test('phone numbers, squads and tools are set with the fields that Vapi wants with them', async () => {
    const { change, url } = await open();
    const number = fake.add('phone-number', {
      provider: 'twilio',
      number: '+15550101',
      assistantId: 'a1',
      twilioAuthToken: 't',
    });
    const squad = fake.add('squad', {
      name: 'Team',
      members: [{ assistantId: 'a1' }],
      membersOverrides: { voice: { x: 1 } },
    });
    const tool = fake.add('tool', { type: 'function', function: { name: 'weather' }, async: false });
    await change({ kind: 'connect', target: { kind: 'phone-number', id: number.id } });
    expect(fake.get('phone-number', number.id)).toMatchObject({ assistantId: 'a1', server: { url } });
    await change({ kind: 'connect', target: { kind: 'phone-number', id: number.id }, askWhoAnswers: true });
    expect(fake.get('phone-number', number.id)).not.toHaveProperty('assistantId');
    await change({ kind: 'connect', target: { kind: 'squad', id: squad.id } });
    expect(fake.get('squad', squad.id)).toMatchObject({
      members: [{ assistantId: 'a1' }],
      membersOverrides: { voice: { x: 1 }, server: { url } },
    });
    await change({ kind: 'connect', target: { kind: 'tool', id: tool.id } });
    expect(fake.get('tool', tool.id)).toMatchObject({ async: false, server: { url } });
  });

  test('Restore puts back exactly what was there, also fields that were not set', async () => {
    const { change, store, workflow } = await open(graphWith(eventTrigger('transcript')));
    const { id } = fake.add('assistant', { name: 'Bare' });
    const before = { ...fake.get('assistant', id) };
    const { changed } = await change({ kind: 'connect', target: { kind: 'assistant', id } });
    const changeId = changed.changeId ?? '';
    const [row] = await store.prisma.vapiChange.findMany();
    expect(Buffer.from(row?.afterEncrypted ?? []).includes('flows.example.com')).toBe(false);
    const restored = await change({ kind: 'restore', changeId });
    expect(restored.preview.warnings).toEqual([]);
    expect(restored.changed.isKept).toBe(true);
    expect(fake.get('assistant', id)).toEqual(before);
    expect(await store.vapiChanges.list(workflow.id)).toMatchObject([
      { id: changeId, restoredAt: expect.any(Date) },
    ]);
  });

  test('what was kept for Restore goes with the workflow when it is removed for good', async () => {
    const { change, store, workflow } = await open();
    const { id } = fake.add('assistant', { name: 'Left' });
    await change({ kind: 'connect', target: { kind: 'assistant', id } });
    expect(await store.prisma.vapiChange.count()).toBe(1);
    await store.workflows.softDelete(workflow.id);
    await store.workflows.purgeDeleted(new Date(Date.now() + 60_000));
    expect(await store.prisma.vapiChange.count()).toBe(0);
  });

  test('a final transcript needs no switching on where all transcripts come, and signed events warn', async () => {
    const { store, workflow, connect, about } = await open(
      graphWith(eventTrigger('transcript[transcriptType="final"]')),
    );
    await store.workflows.changeAccess(workflow.id, () => ({
      ...openAccess(),
      allowedNetworks: ['167.150.224.0/23'],
      credentials: [
        credential.parse({
          id: 'h',
          name: '',
          createdAt: new Date().toISOString(),
          kind: 'hmac',
          ...hmacDefaults,
        }),
      ],
    }));
    const { id } = fake.add('assistant', { name: 'Signed', serverMessages: ['transcript'] });
    const seen = await previewChange(
      connect,
      about,
      operation.parse({ kind: 'connect', target: { kind: 'assistant', id } }),
    );
    if (!seen.ok) throw new Error(seen.message);
    const paths = seen.preview.differences.map(({ path }) => path);
    expect(paths).not.toContain('serverMessages');
    expect(paths).toContain('server.staticIpAddressesEnabled');
    expect(seen.preview.warnings.join()).toContain('every event will be refused');
  });

  test('Restore warns where it was changed since, and a preview that is not true any more is refused', async () => {
    const { change, connect, about } = await open();
    const { id } = fake.add('assistant', { name: 'Busy', server: { url: 'https://first.example/' } });
    const { changed } = await change({ kind: 'connect', target: { kind: 'assistant', id } });
    const restore = operation.parse({ kind: 'restore', changeId: changed.changeId });
    const early = await previewChange(connect, about, restore);
    fake.add('assistant', { ...fake.get('assistant', id), server: { url: 'https://second.example/' } });
    const fingerprint = early.ok ? early.preview.fingerprint : '';
    expect(await applyChange(connect, about, restore, { fingerprint })).toMatchObject({
      ok: false,
      code: 'changed-meanwhile',
    });
    const again = await change({ kind: 'restore', changeId: changed.changeId ?? '' });
    expect(again.preview.warnings.join()).toContain('changed in Vapi since');
    expect(fake.get('assistant', id)?.server).toEqual({ url: 'https://first.example/' });
  });

  test('where Vapi says yes and keeps something else, it is said', async () => {
    const { change } = await open(graphWith(eventTrigger('transcript')));
    const { id } = fake.add('assistant', { name: 'Stubborn' });
    fake.misbehave({ ignoredFields: ['serverMessages'] });
    const { changed } = await change({ kind: 'connect', target: { kind: 'assistant', id } });
    expect(changed.isKept).toBe(false);
    expect(changed.differences.filter(({ isKept }) => isKept === false).map(({ path }) => path)).toEqual([
      'serverMessages',
    ]);
  });

  test.each([
    [401, 'does not take this key'],
    [429, 'Wait a minute'],
    [500, 'fault of its own'],
  ])('when Vapi answers %i, the message says what to do and nothing is recorded', async (status, message) => {
    const { connect, about, store, workflow } = await open();
    const { id } = fake.add('assistant', { name: 'A' });
    const connectIt = operation.parse({ kind: 'connect', target: { kind: 'assistant', id } });
    fake.misbehave({ status });
    const failed = { ok: false, message: expect.stringContaining(message) };
    expect(await listTargets(connect, workflow.id, serverUrlFor)).toMatchObject(failed);
    expect(await previewChange(connect, about, connectIt)).toMatchObject(failed);
    expect(await store.vapiChanges.list(workflow.id)).toEqual([]);
  });

  test('a change to which Vapi gave no answer can be put back; one that it refused is not in the list', async () => {
    const { connect, about, store, workflow, change, url } = await open();
    const server = { url: 'https://before.example/' };
    const { id } = fake.add('assistant', { name: 'A', server });
    const connectIt = operation.parse({ kind: 'connect', target: { kind: 'assistant', id } });
    const seen = await previewChange(connect, about, connectIt);
    if (!seen.ok) throw new Error(seen.message);
    const apply = () => applyChange(connect, about, connectIt, { fingerprint: seen.preview.fingerprint });
    fake.misbehave({ onPatch: 403 });
    expect(await apply()).toMatchObject({ ok: false, message: expect.stringContaining('may not do that') });
    expect(await store.vapiChanges.list(workflow.id)).toEqual([]);

    fake.misbehave({ onPatch: 'breaks-off' });
    expect(await apply()).toMatchObject({
      ok: false,
      message: expect.stringContaining('It may have been changed all the same'),
    });
    expect(fake.get('assistant', id)?.server).toMatchObject({ url });
    fake.misbehave({});
    const [kept] = await store.vapiChanges.list(workflow.id);
    const { changed } = await change({ kind: 'restore', changeId: kept?.id ?? '' });
    expect(changed.isKept).toBe(true);
    expect(fake.get('assistant', id)?.server).toEqual(server);
  });

  test('an address that Vapi cannot reach is set only when that is confirmed', async () => {
    const { connect, workflow } = await open();
    const about = {
      workflowId: workflow.id,
      serverUrlFor: (token: string) => `http://127.0.0.1:3000/api/vapi/${token}`,
    };
    const { id } = fake.add('assistant', { name: 'Local' });
    const connectIt = operation.parse({ kind: 'connect', target: { kind: 'assistant', id } });
    const seen = await previewChange(connect, about, connectIt);
    if (!seen.ok) throw new Error(seen.message);
    expect(seen.preview.unreachable).toContain('this machine only');
    const { fingerprint } = seen.preview;
    expect(await applyChange(connect, about, connectIt, { fingerprint })).toMatchObject({
      code: 'unconfirmed',
    });
    expect(fake.get('assistant', id)).not.toHaveProperty('server');
    expect(
      await applyChange(connect, about, connectIt, { fingerprint, isUnreachableAccepted: true }),
    ).toMatchObject({ ok: true });
  });

  test('a tool trigger becomes a function tool, is brought up to date, and added to an assistant', async () => {
    const { change, overview, store, workflow, url } = await open();
    const assistant = fake.add('assistant', {
      name: 'Front desk',
      model: { provider: 'openai', model: 'gpt', toolIds: ['t0'] },
    });
    expect((await overview()).tools.own).toEqual([
      { name: 'look_up_order', id: null, differs: [], usedBy: [] },
    ]);
    await change({ kind: 'push-tool', toolName: 'look_up_order' });
    const [made] = fake.all('tool');
    expect(made).toMatchObject({
      type: 'function',
      function: { name: 'look_up_order', description: 'Looks up an order.', parameters },
      server: { url, timeoutSeconds: 45, backoffPlan: BACKOFF },
    });
    const toolId = made?.id ?? '';
    await change({ kind: 'use-tool', toolId, assistantId: assistant.id });
    expect(fake.get('assistant', assistant.id)?.model).toEqual({
      provider: 'openai',
      model: 'gpt',
      toolIds: ['t0', toolId],
    });
    expect((await overview()).tools.own).toMatchObject([
      { id: toolId, differs: [], usedBy: [{ id: assistant.id, name: 'Front desk' }] },
    ]);
    const next = graphWith({ ...toolTrigger, config: { ...toolTrigger.config, description: 'Finds it.' } });
    await store.workflows.saveDraft(workflow.id, next, 1);
    expect((await overview()).tools.own).toMatchObject([{ differs: ['function.description'] }]);
    await change({ kind: 'push-tool', toolName: 'look_up_order' });
    expect(fake.all('tool')).toHaveLength(1);
    expect(objectOf(fake.get('tool', toolId)?.function).description).toBe('Finds it.');
  });

  test('tools of Vapi become triggers of the draft, once each, without covering what is there', async () => {
    const { connect, store, workflow } = await open();
    const found = ['book_table', 'look_up_order', 'Book-Table'].map((name) =>
      fake.add('tool', { type: 'function', function: { name, description: `Does ${name}.`, parameters } }),
    );
    const ids = found.map(({ id }) => id);
    expect(await pullTools(connect, workflow.id, ids)).toMatchObject({ ok: true, revision: 2 });
    const draft = (await store.workflows.get(workflow.id))?.draft;
    const names = draft?.nodes.map(({ config }) => config.toolName);
    expect(new Set(names)).toEqual(new Set(['look_up_order', 'book_table', 'Book-Table']));
    const places = draft?.nodes.map(({ position }) => `${position.x},${position.y}`);
    expect(new Set(places).size).toBe(3);
    expect(draft?.nodes.find(({ config }) => config.toolName === 'book_table')?.config).toMatchObject({
      description: 'Does book_table.',
      parameters,
    });
    expect(await pullTools(connect, workflow.id, ids)).toMatchObject({ ok: true, added: [], revision: 2 });
  });
});
