import { defineConfig } from '@playwright/test';

const executablePath = process.env.PATCHBAY_CHROMIUM;

export default defineConfig({
  testDir: 'e2e',
  timeout: 60_000,
  expect: {
    timeout: 10_000,
    // Two runs of one build differ by nothing at this threshold (their palette of 256 colours is why it is not 0). Where
    // 70 pixels of a word got another colour, 100 and more of a button another size: that fails.
    toHaveScreenshot: {
      animations: 'disabled',
      caret: 'hide',
      scale: 'css',
      threshold: 0.1,
      maxDiffPixels: 50,
    },
  },
  snapshotPathTemplate: '{testDir}/looks/{arg}{ext}',
  updateSnapshots: 'none', // a picture that is missing is a failure, not a new picture
  fullyParallel: false,
  workers: 2, // each has an app of its own; most of a test's time is spent waiting
  retries: 1, // a browser on a crowded machine; `npm test` names each test that needed it above its closing line
  forbidOnly: process.env.CI !== undefined,
  outputDir: 'test-results',
  use: {
    viewport: { width: 1280, height: 800 },
    trace: 'on-first-retry',
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--font-render-hinting=none',
        '--disable-lcd-text',
        '--force-color-profile=srgb',
      ],
    },
  },
});
