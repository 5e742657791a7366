import { constants, createHmac, publicEncrypt } from 'node:crypto';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Store } from '#lib/store/store.ts';
import { withSecret } from '#lib/store/testing/access.ts';
import { describeEachDatabase, type FreshDatabase } from '#lib/store/testing/databases.ts';
import { type Access, type KeyPair, openAccess } from '#lib/vapi/credentials/access.ts';
import { type Credential, credential } from '#lib/vapi/credentials/credential.ts';
import { makeKeyPair } from '#lib/vapi/credentials/key-pair.ts';
import { oauthClientId } from './oauth-client.ts';
import { serveTokenRequest } from './serve-token-request.ts';
import { graph, node, type PublishedWorkflow, publishWorkflow, type Served, serve } from './testing/serve.ts';

const one = (fields: Record<string, unknown>): Credential =>
  credential.parse({ id: 'one', name: '', createdAt: '2026-01-01T00:00:00.000Z', ...fields });

const echo = graph(
  [
    node('book', 'trigger_tool', { toolName: 'book', parameters: { type: 'object' } }),
    node('work', 'code', {
      source:
        'console.log(tool.arguments.birth); return { got: tool.arguments, raw: event.toolCallList[0].function.arguments };',
      language: 'javascript',
      timeoutMs: 5000,
    }),
    node('say', 'reply_tool', {
      outcome: 'result',
      result: 'Born {{ steps.work.output.got.birth }}, pin {{ tool.arguments.pin }}',
    }),
  ],
  'book > work > say',
);

const call = (args: unknown, id: string) => ({
  id,
  type: 'function',
  function: { name: 'book', arguments: args },
});

const toolCall = (args: unknown, id = 'c1'): string =>
  JSON.stringify({ message: { type: 'tool-calls', toolCallList: [call(args, id)] } });

interface Running extends Served {
  readonly store: Store;
  readonly workflow: PublishedWorkflow;
  readonly path: string;
  readonly allow: (access: Partial<Access>) => Promise<void>;
  readonly post: (body: string, headers?: Record<string, string> | [string, string][]) => Promise<Response>;
  readonly reasons: () => Promise<(string | null)[]>;
}

const running = async (database: FreshDatabase): Promise<Running> => {
  const store = await database.open();
  const served = await serve(store);
  const workflow = await publishWorkflow(store, echo, served.runtime.refresh);
  const path = `/api/vapi/${workflow.token}`;
  return {
    ...served,
    store,
    workflow,
    path,
    allow: async (access) => {
      await store.workflows.changeAccess(workflow.id, () => ({ ...openAccess(), ...access }));
      await served.runtime.refresh(workflow.id);
    },
    post: (body, headers = {}) =>
      fetch(`${served.address}${path}`, {
        method: 'POST',
        body,
        headers: new Headers([['content-type', 'application/json'], ...new Headers(headers)]),
      }),
    reasons: async () => {
      await store.journal.flush();
      const refused = await store.events.list({ limit: 50, disposition: 'refused' });
      return refused.items.map((event) => event.reason).reverse();
    },
  };
};

const tokenAnswer = z.object({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.number(),
});

describeEachDatabase('the credentials of a server URL', (fresh) => {
  test('a signed event passes; the reason of a refused one is kept, and its sender learns nothing of it', async () => {
    const { allow, post, reasons, close, store } = await running(await fresh());
    await allow({ credentials: [one({ kind: 'hmac', secretKey: 'a long enough secret' })] });
    const body = toolCall({ birth: '1990' });
    const sign = (text: string) => createHmac('sha256', 'a long enough secret').update(text).digest('hex');
    const now = Math.floor(Date.now() / 1000);
    const right = { 'x-timestamp': `${now}`, 'x-signature': sign(`${now}.${body}`) };
    expect((await post(body, right)).status).toBe(200);
    const old = now - 412;
    const answers = [
      await post(body),
      await post(`${body} `, right),
      await post(body, { 'x-timestamp': `${old}`, 'x-signature': sign(`${old}.${body}`) }),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([401, 401, 401]);
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(texts).size).toBe(1);
    expect(JSON.parse(texts[0] ?? '')).toMatchObject({ error: { code: 'credential.refused' } });
    expect(await reasons()).toEqual([
      'The header x-signature is missing.',
      expect.stringContaining('The signature in x-signature does not match the body'),
      expect.stringMatching(
        /^The timestamp in x-timestamp is 41[2-9] s old; this credential allows 300 s\.$/,
      ),
    ]);
    const kept = await store.events.get((await store.events.list({ limit: 1 })).items[0]?.id ?? '');
    expect(kept?.headers).toMatchObject({ 'x-signature': '[hidden]', 'x-timestamp': `${old}` });
    await close();
  });

  test('{url} is the public address, or the one under which the event came in', async () => {
    const { allow, post, path, close, address, reasons } = await running(await fresh());
    const secretKey = 'a long enough secret';
    await allow({
      credentials: [
        one({ kind: 'hmac', secretKey, includeTimestamp: false, payloadFormat: '{method}:{url}:{body}' }),
      ],
    });
    const body = toolCall({});
    const status = async (url: string, host?: string) =>
      (
        await post(body, {
          'x-signature': createHmac('sha256', secretKey).update(`POST:${url}:${body}`).digest('hex'),
          ...(host === undefined ? {} : { 'x-forwarded-host': host }),
        })
      ).status;
    expect(await status(`${address}${path}`)).toBe(200);
    expect(await status(`${address.replace('http', 'https')}${path}`)).toBe(200); // a proxy ended TLS
    expect(await status(path)).toBe(200);
    expect(await status(`https://flows.example.com${path}`, 'flows.example.com')).toBe(401);
    expect(await status(`${address}/api/vapi/another-workflow`)).toBe(401);
    expect(await reasons()).toHaveLength(2);
    await close();
  });

  test('during a rotation the old and the new secret pass, after it only the new one', async () => {
    const { allow, post, close } = await running(await fresh());
    const [old] = withSecret('the-old-secret').credentials;
    const [next] = withSecret('the-new-secret', 'X-Vapi-Secret', 'two').credentials;
    if (old === undefined || next === undefined) throw new Error('no credentials');
    const status = async (secret: string) => (await post(toolCall({}), { 'x-vapi-secret': secret })).status;
    await allow({ credentials: [old, next] });
    expect([await status('the-old-secret'), await status('the-new-secret'), await status('neither')]).toEqual(
      [200, 200, 401],
    );
    await allow({ credentials: [next] });
    expect([await status('the-old-secret'), await status('the-new-secret')]).toEqual([401, 200]);
    await close();
  });

  test('a header that came twice is refused, Authorization too', async () => {
    const { allow, close, workflow, address } = await running(await fresh());
    await allow({ credentials: [one({ kind: 'bearer', token: 'the-right-token' })] });
    const body = toolCall({});
    const status = (lines: string[]) =>
      rawPost(address, `/api/vapi/${workflow.token}`, [...lines, `content-length: ${body.length}`], body);
    expect(await status(['authorization: Bearer the-right-token'])).toBe(200);
    expect(await status(['authorization: Bearer the-right-token', 'authorization: Bearer other'])).toBe(401);
    await close();
  });

  test('an OAuth2 token from the token endpoint passes until its credential is gone', async () => {
    const { allow, post, close, runtime, workflow, reasons } = await running(await fresh());
    const client = one({ kind: 'oauth2', clientSecret: 'the-client-secret', scope: 'events' });
    await allow({ credentials: [client] });
    const ask = (secret: string, id = oauthClientId(workflow.id, 'one')) =>
      serveTokenRequest(
        runtime,
        new Request('http://localhost/api/oauth/token', {
          method: 'POST',
          body: new URLSearchParams({
            grant_type: 'client_credentials',
            client_id: id,
            client_secret: secret,
          }),
        }),
      );
    expect((await ask('wrong')).status).toBe(401);
    expect((await ask('the-client-secret', oauthClientId('nobody', 'one'))).status).toBe(401);
    const answer = await ask('the-client-secret');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { access_token: token } = tokenAnswer.parse(await answer.json());
    const status = async () => (await post(toolCall({}), { authorization: `Bearer ${token}` })).status;
    expect(await status()).toBe(200);
    await allow({ credentials: [one({ kind: 'oauth2', clientSecret: 'another-client-secret' })] });
    expect(await status()).toBe(401);
    await allow({
      credentials: [one({ id: 'two', kind: 'header', headerName: 'X-Key', value: 'long-enough' })],
    });
    expect(await status()).toBe(401);
    expect((await ask('the-client-secret')).status).toBe(401);
    expect(await reasons()).toEqual([
      expect.stringContaining('client secret was replaced since'),
      'The header X-Key is missing.',
    ]);
    await close();
  });

  test('an address outside the list is refused with the right secret', async () => {
    const { allow, post, close, reasons } = await running(await fresh());
    const secret = { 'x-vapi-secret': 'long-enough' };
    await allow({ ...withSecret('long-enough'), allowedNetworks: ['127.0.0.0/8'] });
    expect((await post(toolCall({}), secret)).status).toBe(200);
    await allow({ ...withSecret('long-enough'), allowedNetworks: ['167.150.224.0/23'] });
    expect((await post(toolCall({}), { ...secret, 'x-forwarded-for': '167.150.224.9' })).status).toBe(401);
    expect(await reasons()).toEqual(['The address 127.0.0.1 is not in the list of allowed addresses.']);
    await close();
  });

  test('credentials that cannot be read let nobody in, and hardly a header is kept', async () => {
    const { post, close, store, workflow, runtime, reasons } = await running(await fresh());
    const accessEncrypted = store.vault.encrypt('{"credentials":[]}');
    await store.prisma.workflow.update({ where: { id: workflow.id }, data: { accessEncrypted } });
    await runtime.refresh(workflow.id);
    expect((await post(toolCall({}), { 'x-some-key': 'a secret' })).status).toBe(401);
    expect(await reasons()).toEqual([expect.stringContaining('cannot be used')]);
    const kept = await store.events.get((await store.events.list({ limit: 1 })).items[0]?.id ?? '');
    expect(kept?.headers).toMatchObject({ 'x-some-key': '[hidden]' });
    await close();
  });

  test('flows see encrypted arguments in clear; neither the event nor the run has them', async () => {
    const { allow, post, close, store, runtime } = await running(await fresh());
    const pair = await makeKeyPair('pair', new Date());
    await allow({ keyPairs: [pair], encryptedPaths: ['birth', 'pin'] });
    const answer = await post(toolCall({ birth: encrypted(pair, '1990-05-17'), pin: encrypted(pair, '42') }));
    expect(await answer.json()).toMatchObject({ results: [{ result: 'Born 1990-05-17, pin 42' }] });

    await store.journal.flush();
    const [event] = (await store.events.list({ limit: 1 })).items;
    const replayed = await runtime.replay(event?.id ?? '');
    expect(replayed.ok).toBe(true);
    await expect
      .poll(async () => {
        await store.runLog.flush();
        return (await store.runs.list({ limit: 5, status: 'completed' })).items.length;
      })
      .toBe(2);
    const kept = await store.events.get(event?.id ?? '');
    expect(Buffer.from(kept?.body ?? []).toString()).not.toContain('1990-05-17');
    for (const { id } of (await store.runs.list({ limit: 5 })).items) {
      const text = JSON.stringify((await store.runs.get(id))?.document);
      expect(text).toContain('••••••');
      expect(text).not.toContain('1990-05-17');
      expect(text).not.toContain('"42"');
    }
    await close();
  });

  test('a decrypted argument that does not fit its schema is not quoted where the event is kept', async () => {
    const { allow, post, close, store, workflow } = await running(await fresh());
    const pair = await makeKeyPair('pair', new Date());
    await allow({ keyPairs: [pair], encryptedPaths: ['birth', 'pin'] });
    const properties = { birth: { type: 'string', maxLength: 5 }, pin: { type: 'integer' } };
    const [trigger, ...others] = echo.nodes;
    if (trigger === undefined) throw new Error('no trigger');
    const config = { ...trigger.config, parameters: { type: 'object', properties } };
    await workflow.publish({ ...echo, nodes: [{ ...trigger, config }, ...others] });
    const answer = await post(
      toolCall({
        birth: encrypted(pair, 'the seventeenth of May, nineteen hundred and ninety'),
        pin: encrypted(pair, '42'),
      }),
    );
    expect(JSON.stringify(await answer.json())).toContain('the seventeenth of May');
    await store.journal.flush();
    const reason = (await store.events.list({ limit: 1 })).items[0]?.reason ?? '';
    expect(reason).toContain('birth must have at most 5 characters, not the text "••••••…"');
    expect(reason).not.toMatch(/seventeenth|42/);
    await close();
  });

  test('nor is it beside a call that Vapi sent before', async () => {
    const { allow, post, close, store, workflow } = await running(await fresh());
    const pair = await makeKeyPair('pair', new Date());
    await allow({ keyPairs: [pair], encryptedPaths: ['birth'] });
    const properties = { birth: { type: 'string', maxLength: 10 } };
    const [trigger, ...others] = echo.nodes;
    if (trigger === undefined) throw new Error('no trigger');
    const config = { ...trigger.config, parameters: { type: 'object', properties } };
    await workflow.publish({ ...echo, nodes: [{ ...trigger, config }, ...others] });
    const fits = call({ birth: encrypted(pair, '1990-05-17') }, 'c1');
    const misfits = call({ birth: encrypted(pair, 'the 17th of May, 1990') }, 'c2');
    for (const toolCallList of [[fits], [fits, misfits]]) {
      await post(JSON.stringify({ message: { type: 'tool-calls', call: { id: 'call-1' }, toolCallList } }));
    }
    await store.journal.flush();
    const reason = (await store.events.list({ limit: 1 })).items[0]?.reason ?? '';
    expect(reason).toContain('birth must have at most 10 characters, not the text "••••••"');
    expect(reason).toContain('Vapi sent the call of "book" before');
    await close();
  });

  test('an argument that cannot be decrypted is said with the event', async () => {
    const { allow, post, close, store } = await running(await fresh());
    await allow({ keyPairs: [await makeKeyPair('pair', new Date())], encryptedPaths: ['birth'] });
    expect((await post(toolCall({ birth: '1990-05-17' }))).status).toBe(200);
    await store.journal.flush();
    expect((await store.events.list({ limit: 1 })).items[0]?.reason).toContain(
      'birth cannot be decrypted: it did not come encrypted',
    );
    await close();
  });
});

/** As Vapi encrypts: base64 of RSA-OAEP with SHA-256. */
const encrypted = ({ publicKeyPem }: KeyPair, text: string): string =>
  publicEncrypt(
    { key: publicKeyPem, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
    Buffer.from(text),
  ).toString('base64');

/** A request as it is written: fetch would join headers of the same name. Gives the status. */
const rawPost = async (address: string, path: string, lines: string[], body: string): Promise<number> => {
  const { host, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1');
    let text = '';
    socket.on('data', (data) => {
      text += data.toString();
    });
    socket.on('error', reject);
    socket.on('end', () => resolve(Number(text.split(' ')[1])));
    const head = [
      `POST ${path} HTTP/1.1`,
      `host: ${host}`,
      'connection: close',
      'content-type: application/json',
    ];
    socket.write(`${[...head, ...lines].join('\r\n')}\r\n\r\n${body}`);
  });
};
