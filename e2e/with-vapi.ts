import { type FakeVapi, startFakeVapi } from '../lib/connect/testing/fake-vapi.ts';
import { type AppWithOwner, test as base, startAppWithOwner } from './test.ts';

/** Tests of an app whose Vapi is the fake one. */
export const test = base.extend<object, { vapi: FakeVapi; app: AppWithOwner }>({
  vapi: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern
    async ({}, use) => {
      const vapi = await startFakeVapi();
      await use(vapi);
      vapi.close();
    },
    { scope: 'worker' },
  ],
  app: [
    async ({ vapi }, use) => {
      const app = await startAppWithOwner({ env: { PATCHBAY_VAPI_API_URL: vapi.url } });
      await use(app);
      await app.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});
