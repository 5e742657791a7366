import { expect, test } from 'vitest';
import { describeEachDatabase } from './testing/databases.ts';
import { event } from './testing/factories.ts';

describeEachDatabase('API keys', (fresh) => {
  test('are shown once, verified, and refused once they are revoked', async () => {
    let now = Date.UTC(2026, 0, 1);
    const store = await (await fresh()).open({ now: () => now });
    const { key, row } = await store.apiKeys.create('CI');
    expect(key).toMatch(/^pb_[A-Za-z0-9_-]{43}$/);
    expect(row).toEqual({
      id: expect.any(String),
      name: 'CI',
      start: key.slice(0, 9),
      createdAt: new Date(now),
      lastUsedAt: null,
      revokedAt: null,
    });
    expect(JSON.stringify(await store.prisma.apiKey.findMany())).not.toContain(key.slice(9));

    expect(await store.apiKeys.verify(key)).toMatchObject({ id: row.id, lastUsedAt: new Date(now) });
    now += 59_000;
    await store.apiKeys.verify(key);
    expect((await store.apiKeys.list())[0]?.lastUsedAt).toEqual(new Date(now - 59_000)); // not written at every request
    now += 1_000;
    await store.apiKeys.verify(key);
    expect((await store.apiKeys.list())[0]?.lastUsedAt).toEqual(new Date(now));

    for (const wrong of [
      '',
      'pb_',
      `${key}x`,
      key.slice(0, -1),
      key.slice(3),
      key.toLowerCase(),
      'x'.repeat(1e6),
    ]) {
      expect(await store.apiKeys.verify(wrong)).toBeUndefined();
    }
    expect(await store.apiKeys.revoke(row.id)).toBe(true);
    expect(await store.apiKeys.revoke(row.id)).toBe(false);
    expect(await store.apiKeys.verify(key)).toBeUndefined();
    expect((await store.apiKeys.list())[0]?.revokedAt).toEqual(new Date(now));
  });
});

describeEachDatabase('secrets', (fresh) => {
  test('are kept encrypted, listed without their values, and replaced', async () => {
    const store = await (await fresh()).open();
    const made = await store.secrets.set('CRM_KEY', 'sk-1234567890');
    await store.secrets.set('A_KEY', 'Grüße \0 🙂');
    const changed = await store.secrets.set('CRM_KEY', 'sk-other');
    expect(changed.id).toBe(made.id);
    expect(changed.createdAt).toEqual(made.createdAt);
    const list = await store.secrets.list();
    expect(list.map((secret) => secret.name)).toEqual(['A_KEY', 'CRM_KEY']);
    expect(Object.keys(list[0] ?? {}).sort()).toEqual(['createdAt', 'id', 'name', 'updatedAt']);
    expect(await store.secrets.values()).toEqual({ A_KEY: 'Grüße \0 🙂', CRM_KEY: 'sk-other' });
    const rows = await store.prisma.secret.findMany();
    expect(rows.some((row) => Buffer.from(row.valueEncrypted).includes('sk-'))).toBe(false);
    expect(await store.secrets.delete('CRM_KEY')).toBe(true);
    expect(await store.secrets.delete('CRM_KEY')).toBe(false);
    expect(Object.keys(await store.secrets.values())).toEqual(['A_KEY']);
  });
});

describeEachDatabase('settings and the audit trail', (fresh) => {
  test('a setting is any JSON, and the last one wins', async () => {
    const store = await (await fresh()).open();
    expect(await store.settings.get('theme')).toBeUndefined();
    await store.settings.set('theme', { dark: true, text: '\0\ud800' });
    expect(await store.settings.get('theme')).toEqual({ dark: true, text: '\0\ud800' });
    await store.settings.set('theme', null);
    expect(await store.settings.get('theme')).toBeNull();
  });

  test('every entry says who did what to what, newest first', async () => {
    let now = Date.UTC(2026, 0, 1);
    const store = await (await fresh()).open({ now: () => now });
    const shop = { kind: 'workflow', id: 'w1' };
    const add = store.audit.add;
    await add({
      actor: { kind: 'user', id: 'u1', email: 'ada@example.com' },
      action: 'workflow.create',
      target: shop,
    });
    now += 1000;
    await add({
      actor: { kind: 'api-key', id: 'k1', name: 'CI\0' },
      action: 'workflow.publish',
      target: shop,
      details: { version: 1, note: '\0\ud800' },
    });
    await add({ actor: { kind: 'system' }, action: 'secret.delete', target: { kind: 'secret', id: 'a:b' } });

    const { items, nextCursor } = await store.audit.list({ limit: 2 });
    expect(items).toMatchObject([
      {
        actor: { kind: 'system', id: null, name: 'Patchbay' },
        target: { kind: 'secret', id: 'a:b' },
        details: {},
      },
      { actor: { kind: 'api-key', id: 'k1', name: 'CI␀' }, details: { version: 1, note: '\0\ud800' } },
    ]);
    const rest = await store.audit.list({ limit: 2, cursor: nextCursor });
    expect(rest).toMatchObject({
      items: [{ actor: { name: 'ada@example.com' }, at: new Date(now - 1000) }],
      nextCursor: null,
    });
    expect((await store.audit.list({ target: shop, limit: 10 })).items).toHaveLength(2);
  });
});

describeEachDatabase('calls', (fresh) => {
  test('are listed with the newest event first, page by page', async () => {
    const store = await (await fresh()).open();
    await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        store.journal.append(
          event({
            callId: `c${index}`,
            receivedAt: new Date(Date.UTC(2026, 0, 1, index)),
            workflowId: index === 4 ? 'w2' : 'w1',
          }),
        ),
      ),
    );
    const first = await store.calls.list({ limit: 3 });
    const second = await store.calls.list({ limit: 3, cursor: first.nextCursor });
    expect([...first.items, ...second.items].map((call) => call.id)).toEqual(['c4', 'c3', 'c2', 'c1', 'c0']);
    expect(second.nextCursor).toBeNull();
    expect((await store.calls.list({ workflowId: 'w2', limit: 3 })).items.map((call) => call.id)).toEqual([
      'c4',
    ]);
    expect(await store.calls.get('w1', 'c4')).toBeUndefined();
  });
});
