import { expect, test } from 'vitest';
import { z } from 'zod';
import { emptyGraph } from '#lib/graph/schema.ts';
import { describeEachDatabase } from '#lib/store/testing/databases.ts';
import { createApiClient } from './testing/api-client.ts';

const made = z.object({
  credential: z.looseObject({ id: z.string(), kind: z.string() }),
  secret: z.string(),
  inVapi: z.looseObject({}),
});

describeEachDatabase('credentials over the API', (fresh) => {
  const open = async () => {
    const store = await (await fresh()).open();
    const api = await createApiClient(store);
    const { id } = await store.workflows.create({ name: 'Shop', draft: emptyGraph() });
    const path = `/workflows/${id}`;
    return { store, api, id, path };
  };

  test('a secret is generated, returned once, and never listed', async () => {
    const { api, id, path } = await open();
    expect((await api.send('GET', `${path}/credentials`)).json).toMatchObject({
      isOpen: true,
      credentials: [],
    });
    const answer = await api.send('POST', `${path}/credentials`, { json: { kind: 'bearer', name: 'live' } });
    expect(answer.status).toBe(201);
    const { credential, secret, inVapi } = made.parse(answer.json);
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(credential).toMatchObject({
      kind: 'bearer',
      name: 'live',
      headerName: 'Authorization',
      secretHint: secret.slice(-4),
    });
    expect(inVapi).toMatchObject({
      credential: {
        provider: 'custom-credential',
        authenticationPlan: { type: 'bearer', token: secret, bearerPrefixEnabled: true },
      },
      serverWithHeaders: { headers: { Authorization: `Bearer ${secret}` } },
    });
    expect(api.told).toEqual([`refresh ${id}`]);

    const listed = await api.send('GET', `${path}/credentials`);
    expect(listed.json).toMatchObject({ isOpen: false, credentials: [{ id: credential.id }] });
    expect(JSON.stringify(listed.json)).not.toContain(secret);
    expect(JSON.stringify((await api.send('GET', path)).json)).not.toContain(secret);
  });

  test('credentials are added, replaced one by one and all together, and removed', async () => {
    const { api, path } = await open();
    const kinds = async () =>
      z
        .object({ credentials: z.array(z.object({ kind: z.string() })) })
        .parse((await api.send('GET', `${path}/credentials`)).json)
        .credentials.map(({ kind }) => kind);
    await api.send('POST', `${path}/credentials`, { json: { kind: 'header', value: 'typed-secret' } });
    const oauth = await api.send('POST', `${path}/credentials`, {
      json: { kind: 'oauth2', scope: 'events' },
    });
    const { credential } = made.parse(oauth.json);
    expect(await kinds()).toEqual(['header', 'oauth2']);
    const replaced = await api.send('PUT', `${path}/credentials/${credential.id}`, {
      json: { kind: 'hmac' },
    });
    expect(replaced).toMatchObject({
      status: 200,
      json: { credential: { id: credential.id, kind: 'hmac', warnings: [] } },
    });
    const bodyAlone = await api.send('PUT', `${path}/credentials/${credential.id}`, {
      json: { kind: 'hmac', payloadFormat: '{body}' },
    });
    expect(bodyAlone.json).toMatchObject({
      credential: { warnings: [expect.stringContaining('not part of what is signed')] },
    });
    expect(await kinds()).toEqual(['header', 'hmac']);
    expect((await api.send('DELETE', `${path}/credentials/${credential.id}`)).status).toBe(204);
    expect((await api.send('DELETE', `${path}/credentials/${credential.id}`)).status).toBe(404);
    const all = { credentials: [{ kind: 'bearer' }, { kind: 'oauth2' }] };
    expect((await api.send('PUT', `${path}/credentials`, { json: all })).status).toBe(200);
    expect(await kinds()).toEqual(['bearer', 'oauth2']);
    expect((await api.send('PUT', `${path}/credentials`, { json: { credentials: [] } })).json).toEqual({
      items: [],
    });
    expect(await kinds()).toEqual([]);
  });

  test('what cannot work is refused with its place', async () => {
    const { api, path } = await open();
    const issues = async (json: unknown) => {
      const answer = await api.send('POST', `${path}/credentials`, { json });
      return [
        answer.status,
        z.object({ error: z.object({ message: z.string() }) }).parse(answer.json).error.message,
      ];
    };
    expect(await issues({ kind: 'header', headerName: 'Content-Length' })).toEqual([
      400,
      'body.headerName: This header has a meaning of its own in HTTP. Choose another, e.g. X-Vapi-Secret.',
    ]);
    expect(await issues({ kind: 'hmac', payloadFormat: '{timestamp}' })).toEqual([
      400,
      expect.stringContaining('has to contain {body}'),
    ]);
    expect(await issues({ kind: 'hmac', secretKey: 'not base64!', secretIsBase64: true })).toEqual([
      400,
      expect.stringContaining('body.secretKey: This is not base64.'),
    ]);
    expect(await issues({ kind: 'header', value: 'abc' })).toEqual([
      400,
      expect.stringContaining('at least 4'),
    ]);
    expect(await issues({ kind: 'mtls' })).toEqual([400, expect.stringContaining('body.kind')]);
    for (let count = 0; count < 10; count += 1)
      await api.send('POST', `${path}/credentials`, { json: { kind: 'header' } });
    expect(await issues({ kind: 'header' })).toEqual([
      400,
      expect.stringContaining('at most 10 credentials'),
    ]);
  });

  test('addresses and encrypted arguments are set; the private key never leaves', async () => {
    const { api, path, store, id } = await open();
    expect(
      (await api.send('PUT', `${path}/allowed-networks`, { json: { networks: ['167.150.225.9/23', '::1'] } }))
        .json,
    ).toEqual({ networks: ['167.150.224.0/23', '::1'] });
    expect(
      await api.send('PUT', `${path}/allowed-networks`, { json: { networks: ['everywhere'] } }),
    ).toMatchObject({
      status: 400,
      json: { error: { message: expect.stringContaining('"everywhere" is not an address or a network') } },
    });
    await api.send('PUT', `${path}/encrypted-paths`, { json: { paths: ['payment.cardNumber'] } });
    const pair = await api.send('POST', `${path}/key-pairs`);
    expect(pair).toMatchObject({
      status: 201,
      json: {
        publicKeyPem: expect.stringMatching(/^-----BEGIN PUBLIC KEY-----/),
        encryptionPlan: { type: 'public-key', algorithm: 'RSA-OAEP-256' },
      },
    });
    const listed = await api.send('GET', `${path}/credentials`);
    expect(listed.json).toMatchObject({
      allowedNetworks: ['167.150.224.0/23', '::1'],
      encryptedPaths: ['payment.cardNumber'],
      keyPairs: [{ id: z.object({ id: z.string() }).parse(pair.json).id }],
    });
    expect(JSON.stringify([pair.json, listed.json])).not.toContain('PRIVATE');
    const audit = await store.audit.list({ target: { kind: 'workflow', id }, limit: 10 });
    expect(audit.items.map((entry) => entry.action)).toEqual([
      'workflow.add-key-pair',
      'workflow.set-encrypted-paths',
      'workflow.set-allowed-networks',
    ]);
  });

  test('the audit log says what was changed, not the secret', async () => {
    const { api, path, store, id } = await open();
    await api.send('POST', `${path}/credentials`, {
      json: { kind: 'header', name: 'old', value: 'the-typed-secret' },
    });
    const audit = await store.audit.list({ target: { kind: 'workflow', id }, limit: 10 });
    expect(audit.items[0]).toMatchObject({
      action: 'workflow.add-credential',
      details: { kind: 'header', name: 'old' },
    });
    expect(JSON.stringify(audit)).not.toContain('the-typed-secret');
  });

  test('credentials that cannot be read are said to be so, and are replaced as a whole', async () => {
    const { api, path, store, id } = await open();
    const accessEncrypted = store.vault.encrypt('{}');
    await store.prisma.workflow.update({ where: { id }, data: { accessEncrypted } });
    expect((await api.send('GET', `${path}/credentials`)).json).toMatchObject({
      isReadable: false,
      isOpen: false,
    });
    expect(await api.send('POST', `${path}/credentials`, { json: { kind: 'header' } })).toMatchObject({
      status: 400,
      json: { error: { message: expect.stringContaining('cannot be read') } },
    });
    await api.send('PUT', `${path}/credentials`, { json: { credentials: [{ kind: 'header' }] } });
    expect((await api.send('GET', `${path}/credentials`)).json).toMatchObject({ isReadable: true });
  });
});
