import { execFile } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { type RunningApp, type StartOptions, startApp } from './start-app.ts';

export const OWNER = { name: 'Ada Owner', email: 'ada@example.com', password: 'correct horse battery' };

const root = path.resolve(import.meta.dirname, '..');

/** Runs `npm run admin`'s program on a data directory. Gives what it printed. */
export const admin = async (dataDir: string, ...args: readonly string[]): Promise<string> => {
  const env = { ...process.env, PATCHBAY_DATA_DIR: dataDir, NODE_ENV: 'production' as const };
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/admin.ts', ...args], {
    cwd: root,
    env,
  });
  return stdout;
};

/** One of Vapi's sample bodies, as text. */
export const sample = (file: string): Promise<string> =>
  readFile(path.join(root, 'lib/vapi/fixtures/samples', file), 'utf8');

/** An app with an owner and an API key, for a whole worker. */
export interface AppWithOwner extends RunningApp {
  readonly apiKey: string;
  /** Calls the HTTP API and gives the JSON; fails the test on anything but a 2xx. */
  readonly api: <Answer>(method: string, route: string, body?: unknown) => Promise<Answer>;
}

interface WorkerFixtures {
  readonly app: AppWithOwner;
  /** The cookies of one session of the owner, shared by the tests: signing in is throttled. */
  readonly ownerCookies: Cookies;
}

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

interface TestFixtures {
  /** A page of a signed-in owner. */
  readonly ownerPage: Page;
}

const apiOf =
  (address: string, apiKey: string): AppWithOwner['api'] =>
  async (method, route, body) => {
    const response = await fetch(`${address}/api/v1${route}`, {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };

/** Starts an app on a data directory of its own, with an owner and an API key. */
export const startAppWithOwner = async (options: StartOptions = {}): Promise<AppWithOwner> => {
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(tmpdir(), 'patchbay-e2e-')));
  const { name, email, password } = OWNER;
  await admin(dataDir, 'create-owner', '--email', email, '--password', password, '--name', name);
  const apiKey = /pb_[\w-]+/.exec(await admin(dataDir, 'create-api-key', '--name', 'e2e'))?.[0] ?? '';
  return withApi(await startApp({ ...options, dataDir }), apiKey);
};

/** A running app with calls of its HTTP API. */
export const withApi = (app: RunningApp, apiKey: string): AppWithOwner => ({
  ...app,
  apiKey,
  api: apiOf(app.address, apiKey),
});

export const test = base.extend<TestFixtures, WorkerFixtures>({
  app: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern
    async ({}, use) => {
      const app = await startAppWithOwner();
      await use(app);
      await app.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  ownerCookies: [
    async ({ app, browser }, use) => {
      const context = await browser.newContext({ baseURL: app.address });
      await signIn(await context.newPage());
      await use(await context.cookies());
      await context.close();
    },
    { scope: 'worker' },
  ],
  baseURL: ({ app }, use) => use(app.address),
  ownerPage: async ({ page, context, ownerCookies }, use) => {
    await context.addCookies(ownerCookies);
    await use(page);
  },
});

/** Signs the owner in through the page. */
export const signIn = async (page: Page): Promise<void> => {
  await page.goto('/login');
  await page.getByLabel('E-mail').fill(OWNER.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(OWNER.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/workflows');
};

/** Makes an empty workflow through the page and opens its editor. */
export const newWorkflow = async (page: Page, name: string): Promise<void> => {
  await page.goto('/workflows');
  await page.getByRole('button', { name: 'New workflow' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { name: 'Start with an event' })).toBeVisible();
};

/** Posts a body as Vapi does. */
export const post = (
  serverUrl: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(serverUrl, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });

export { expect };
