import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { openAccess } from '#lib/vapi/credentials/access.ts';
import { withSecret } from './testing/access.ts';
import { describeEachDatabase } from './testing/databases.ts';
import { graph } from './testing/factories.ts';

describeEachDatabase('the credentials of a workflow', (fresh) => {
  test('are read back as they were written, and stay encrypted in the database', async () => {
    const store = await (await fresh()).open();
    const { id } = await store.workflows.create({ name: 'Shop', draft: graph() });
    expect((await store.workflows.get(id))?.access).toEqual(openAccess());
    const access = {
      ...withSecret('open sesame'),
      allowedNetworks: ['167.150.224.0/23'],
      keyPairs: [
        { id: 'k', createdAt: '2026-01-01T00:00:00.000Z', publicKeyPem: 'pub', privateKeyPem: 'prv' },
      ],
      encryptedPaths: ['payment.cardNumber'],
    };
    expect(await store.workflows.changeAccess(id, () => access)).toEqual({
      before: openAccess(),
      after: access,
    });
    expect((await store.workflows.get(id))?.access).toEqual(access);
    const row = await store.prisma.workflow.findUniqueOrThrow({ where: { id } });
    expect(Buffer.from(row.accessEncrypted ?? []).toString('latin1')).not.toContain('sesame');
    expect(await store.workflows.changeAccess('nothing', openAccess)).toBeUndefined();
  });

  test('the single secret of earlier versions is one of them, and moves with the first change', async () => {
    const store = await (await fresh()).open();
    const { id } = await store.workflows.create({ name: 'Shop', draft: graph() });
    const old = store.vault.encrypt('the old secret');
    await store.prisma.workflow.update({ where: { id }, data: { vapiSecretEncrypted: old } });
    const header = { kind: 'header', headerName: 'X-Vapi-Secret', value: 'the old secret' };
    expect((await store.workflows.getRunnable(id))?.access).toMatchObject({ credentials: [header] });

    await store.workflows.changeAccess(id, (before) =>
      before === 'unreadable' ? undefined : { ...before, allowedNetworks: ['10.0.0.0/8'] },
    );
    expect((await store.workflows.get(id))?.access).toMatchObject({
      credentials: [header],
      allowedNetworks: ['10.0.0.0/8'],
    });
    const row = await store.prisma.workflow.findUniqueOrThrow({ where: { id } });
    expect(row.vapiSecretEncrypted).toBeNull();
  });

  test('of changes at the same time, by two app instances, none is lost', async () => {
    const database = await fresh();
    const stores = [await database.open(), await database.open()];
    const id = (await stores[0]?.workflows.create({ name: 'Shop', draft: graph() }))?.id ?? '';
    const one = withSecret('secret of one').credentials[0];
    await Promise.all(
      [1, 2, 3, 4, 5, 6].map((number) =>
        stores[number % 2]?.workflows.changeAccess(id, (before) =>
          before === 'unreadable' || one === undefined
            ? undefined
            : { ...before, credentials: [...before.credentials, { ...one, id: `c${number}` }] },
        ),
      ),
    );
    const access = (await stores[0]?.workflows.get(id))?.access;
    expect(
      access === undefined || access === 'unreadable' ? [] : access.credentials.map((each) => each.id).sort(),
    ).toEqual(['c1', 'c2', 'c3', 'c4', 'c5', 'c6']);
  });

  test('what cannot be decrypted or understood is unreadable, and the other workflows are still served', async () => {
    const store = await (await fresh()).open();
    const { id } = await store.workflows.create({ name: 'Shop', draft: graph() });
    const { id: other } = await store.workflows.create({ name: 'Other', draft: graph() });
    for (const accessEncrypted of [
      new Uint8Array(randomBytes(80)),
      store.vault.encrypt('not JSON'),
      store.vault.encrypt('{"credentials":[{"kind":"from the future"}]}'),
    ]) {
      await store.prisma.workflow.update({ where: { id }, data: { accessEncrypted } });
      expect((await store.workflows.get(id))?.access).toBe('unreadable');
      const runnable = await store.workflows.listRunnable();
      expect(runnable.find((row) => row.id === other)?.access).toEqual(openAccess());
    }
    await store.workflows.changeAccess(id, openAccess);
    expect((await store.workflows.get(id))?.access).toEqual(openAccess());
  });
});
