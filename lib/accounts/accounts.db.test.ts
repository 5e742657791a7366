import { expect, test } from 'vitest';
import { describeEachDatabase } from '#lib/store/testing/databases.ts';
import { type AuthSettings, createAuth } from './auth.ts';
import { createOwnerIn, storeHasOwner } from './owner.ts';
import { resetPassword } from './reset-password.ts';
import { readSession } from './session.ts';

const ada = { email: 'Ada@Example.com', password: 'correct horse', name: 'Ada' };
const local: AuthSettings = { publicUrl: undefined, trustProxy: false, port: 3000 };

interface Sender {
  readonly host?: string;
  readonly origin?: string;
  readonly cookie?: string;
}

/** A POST as a browser sends it from a page of `origin`. */
const post = (
  path: string,
  body: unknown,
  { host = '127.0.0.1:4000', origin = `http://${host}`, cookie = '' }: Sender = {},
) =>
  new Request(`http://${host}/api/auth${path}`, {
    method: 'POST',
    headers: {
      host,
      origin,
      'content-type': 'application/json',
      'sec-fetch-site': new URL(origin).host === host ? 'same-origin' : 'cross-site',
      'sec-fetch-mode': 'cors',
      ...(cookie === '' ? {} : { cookie }),
    },
    body: JSON.stringify(body),
  });

const signIn = (options?: Sender, password = ada.password) =>
  post('/sign-in/email', { email: 'ada@example.com', password }, options);

const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

describeEachDatabase('the owner', (fresh) => {
  test('is made once, with a password that is not kept', async () => {
    const store = await (await fresh()).open();
    expect(await storeHasOwner(store)).toBe(false);
    const created = await createOwnerIn(store, ada);
    expect(created).toEqual({ ok: true, userId: expect.any(String) });
    expect(await storeHasOwner(store)).toBe(true);
    expect(await createOwnerIn(store, { ...ada, email: 'eve@example.com' })).toMatchObject({
      ok: false,
      code: 'owner-exists',
    });
    expect(JSON.stringify(await store.prisma.account.findMany())).not.toContain(ada.password);
  });

  test('is one, however many first visits come at the same moment', async () => {
    const database = await fresh();
    const stores = [await database.open(), await database.open()];
    const results = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        createOwnerIn(stores[index % 2] ?? raise(), { ...ada, email: `user${index}@example.com` }),
      ),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.filter((result) => !result.ok && result.code === 'owner-exists')).toHaveLength(5);
    expect(await stores[0]?.prisma.user.count()).toBe(1);
    expect(await stores[0]?.prisma.account.count()).toBe(1);
  });

  test('needs an e-mail address, a name and a password of ten characters', async () => {
    const store = await (await fresh()).open();
    for (const wrong of [
      { email: 'ada' },
      { name: ' ' },
      { name: 'a\0b' },
      { password: 'nine char' },
      { password: 'x'.repeat(129) },
    ]) {
      expect(await createOwnerIn(store, { ...ada, ...wrong })).toMatchObject({ ok: false, code: 'invalid' });
    }
    expect(await storeHasOwner(store)).toBe(false);
  });
});

describeEachDatabase('signing in', (fresh) => {
  test('gives a session that the next request is known by, until signing out', async () => {
    const store = await (await fresh()).open();
    const created = await createOwnerIn(store, ada);
    const auth = createAuth(store, local);
    const response = await auth.handler(signIn());
    expect(response.status).toBe(200);
    for (const cookie of response.headers.getSetCookie()) {
      expect(cookie).toMatch(/; HttpOnly/i);
      expect(cookie).toMatch(/; SameSite=Lax/i);
      expect(cookie).not.toMatch(/; Secure/i);
    }
    const cookie = cookiesOf(response);
    const session = await readSession(auth, new Headers({ cookie }));
    expect(session).toEqual({
      user: { id: created.ok && created.userId, name: 'Ada', email: 'ada@example.com' },
    });
    expect(await readSession(auth, new Headers())).toBeUndefined();
    const forged = cookie.replace(/=(.)/g, (_all, first) => (first === 'x' ? '=y' : '=x'));
    expect(await readSession(auth, new Headers({ cookie: forged }))).toBeUndefined();

    const out = await auth.handler(post('/sign-out', {}, { cookie }));
    expect(out.status).toBe(200);
    expect(await store.prisma.session.count()).toBe(0);
    const tokenOnly = cookie
      .split('; ')
      .filter((part) => part.includes('session_token'))
      .join('; ');
    expect(await readSession(auth, new Headers({ cookie: tokenOnly }))).toBeUndefined();
  });

  test('a session that was just used is believed without asking the database', async () => {
    const store = await (await fresh()).open();
    await createOwnerIn(store, ada);
    const auth = createAuth(store, local);
    const cookie = cookiesOf(await auth.handler(signIn()));
    await store.prisma.session.deleteMany({});
    expect(await readSession(auth, new Headers({ cookie }))).toBeDefined();
  });

  test('fails with a wrong password, and after ten tries for a while with the right one', async () => {
    const store = await (await fresh()).open();
    await createOwnerIn(store, ada);
    const auth = createAuth(store, local);
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 10; attempt += 1) {
      statuses.push((await auth.handler(signIn({}, 'wrong horse'))).status);
    }
    expect(new Set(statuses)).toEqual(new Set([401]));
    const limited = await createAuth(store, local).handler(signIn()); // another app instance counts along
    expect(limited.status).toBe(429);
    expect(Number(limited.headers.get('x-retry-after'))).toBeGreaterThan(0);
  });

  test('works under every name of this server, and from no page of another site', async () => {
    const store = await (await fresh()).open();
    await createOwnerIn(store, ada);
    const auth = createAuth(store, { ...local, publicUrl: 'http://flows.example.com' });
    const status = async (host: string, origin = `http://${host}`, cookie = '') =>
      (await auth.handler(signIn({ host, origin, cookie }))).status;
    expect(await status('127.0.0.1:4000')).toBe(200);
    expect(await status('localhost:8080')).toBe(200);
    expect(await status('192.168.1.5:3000')).toBe(200);
    expect(await status('flows.example.com', 'https://flows.example.com')).toBe(200); // TLS ends at a proxy
    expect(await status('127.0.0.1:4000', 'http://flows.example.com')).toBe(200); // the proxy changes Host
    expect(await status('127.0.0.1:4000', 'http://evil.example')).toBe(403);
    expect(await status('127.0.0.1:4000', 'http://127.0.0.1:5000')).toBe(403);
    expect(await status('127.0.0.1:4000', 'http://evil.example', 'a=b')).toBe(403);
  });

  test('cookies are only sent over TLS where the public URL says https', async () => {
    const store = await (await fresh()).open();
    await createOwnerIn(store, ada);
    const auth = createAuth(store, { ...local, publicUrl: 'https://flows.example.com' });
    const response = await auth.handler(
      signIn({ host: 'flows.example.com', origin: 'https://flows.example.com' }),
    );
    expect(response.status).toBe(200);
    for (const cookie of response.headers.getSetCookie()) expect(cookie).toMatch(/; Secure/i);
  });

  test('nobody can sign up over HTTP, before the first visit or after it', async () => {
    const store = await (await fresh()).open();
    const auth = createAuth(store, local);
    const signUp = () => auth.handler(post('/sign-up/email', { ...ada, isOwner: true }));
    expect((await signUp()).status).toBe(404);
    await createOwnerIn(store, ada);
    expect((await signUp()).status).toBe(404);
    expect(await store.prisma.user.count()).toBe(1);
    await expect(auth.api.signUpEmail({ body: { ...ada, email: 'eve@example.com' } })).rejects.toThrow();
  });

  test('a password can be changed by its owner, and reset by the operator, which ends all sessions', async () => {
    const store = await (await fresh()).open();
    await createOwnerIn(store, ada);
    const auth = createAuth(store, local);
    const cookie = cookiesOf(await auth.handler(signIn()));
    const change = (currentPassword: string, newPassword: string) =>
      auth.handler(post('/change-password', { currentPassword, newPassword }, { cookie }));
    expect((await change('wrong horse', 'battery staple')).status).toBe(400);
    expect((await change(ada.password, 'short')).status).toBe(400);
    expect((await change(ada.password, 'battery staple')).status).toBe(200);
    expect((await auth.handler(signIn())).status).toBe(401);
    expect((await auth.handler(signIn({}, 'battery staple'))).status).toBe(200);

    expect(await resetPassword(store, { email: 'ADA@example.com', password: 'third password' })).toEqual({
      ok: true,
    });
    expect(await store.prisma.session.count()).toBe(0);
    expect((await auth.handler(signIn({}, 'third password'))).status).toBe(200);
    expect(
      await resetPassword(store, { email: 'eve@example.com', password: 'third password' }),
    ).toMatchObject({ code: 'no-user' });
    expect(await resetPassword(store, { email: ada.email, password: 'short' })).toMatchObject({
      code: 'invalid',
    });
  });
});

const raise = (): never => {
  throw new Error('the test is wrong');
};
