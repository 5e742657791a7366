// `npm test`: sets everything up, then checks, unit, integration (SQLite and Postgres) and browser tests.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, generateClient, installDependencies, onNode24, say } from './setup.mjs';

await onNode24(fileURLToPath(import.meta.url));
await installDependencies();
await generateClient();

const reports = mkdtempSync(path.join(tmpdir(), 'patchbay-test-'));
const suites = ['check', 'unit', 'db', 'e2e'];
const only = process.argv.slice(2).filter((word) => suites.includes(word));
// Any other word is for Playwright: `npm test -- e2e looks --update-snapshots`.
const forPlaywright = process.argv.slice(2).filter((word) => !suites.includes(word));
if (forPlaywright.length > 0 && !only.includes('e2e')) {
  console.error(`Not a suite: ${forPlaywright.join(' ')}. There are ${suites.join(', ')}.`);
  process.exit(1);
}
const wants = (suite) => only.length === 0 || only.includes(suite);
const total = { passed: 0, failed: 0, skipped: 0 };
const unsteady = [];

const runSuite = (title, args, env = {}) => {
  console.log('');
  say(title);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      stdio: 'inherit',
      env: { ...process.env, NODE_ENV: 'test', ...env },
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
};

const add = (title, code, counts) => {
  if (code !== 0 && counts.failed === 0) {
    console.error(`\u2716 ${title}: ended with exit code ${code} although no test failed`);
    counts.failed = 1;
  }
  for (const key of Object.keys(total)) total[key] += counts[key];
};

const readReport = (file, read) => {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  return read(JSON.parse(readFileSync(file, 'utf8')));
};

const vitest = async (title, project) => {
  const report = path.join(reports, `${project}.json`);
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', project];
  const code = await runSuite(title, [
    ...args,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  const counts = readReport(report, (json) => ({
    passed: json.numPassedTests,
    failed: json.numFailedTests,
    skipped: json.numPendingTests + (json.numTodoTests ?? 0),
  }));
  add(title, code, counts);
};

/** Debian's Chromium or another one that is there; installs one where none is found. */
const findBrowser = () => {
  const given = process.env.PATCHBAY_CHROMIUM;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const which = () =>
    names
      .map((name) => spawnSync('which', [name], { encoding: 'utf8' }).stdout?.trim())
      .find((found) => found);
  if (given) return given;
  const found = which();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('Installing Chromium for the browser tests (apt-get)');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
    spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
    });
    const installed = which();
    if (installed) return installed;
  }
  say('Downloading Chromium for the browser tests (Playwright)');
  spawnSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], {
    stdio: 'inherit',
  });
  return '';
};

const browserTests = async () => {
  await build();
  const report = path.join(reports, 'e2e.json');
  const code = await runSuite(
    'Browser tests (Chromium)',
    ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json', ...forPlaywright],
    { PLAYWRIGHT_JSON_OUTPUT_NAME: report, PATCHBAY_CHROMIUM: findBrowser() },
  );
  const counts = readReport(report, ({ stats, suites }) => {
    for (const name of suites.flatMap(atSecondTry)) unsteady.push(name);
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
  });
  add('Browser tests', code, counts);
};

/** The tests of one of Playwright's suites that failed once and passed when they were run again. */
const atSecondTry = ({ file, specs, suites = [] }) => [
  ...specs
    .filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
    .map(({ title, line }) => `${file}:${line} ${title}`),
  ...suites.flatMap(atSecondTry),
];

if (wants('check')) {
  const code = await runSuite('Checks: format, lint, types, unused code, schemas', ['scripts/check.mjs']);
  add('Checks', 0, { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 });
}
if (wants('unit')) await vitest('Unit tests', 'unit');
if (wants('db')) await vitest('Integration tests on SQLite and Postgres', 'db');
if (wants('e2e')) await browserTests();

for (const name of unsteady) console.warn(`\u26a0 passed only when it was run again: ${name}`);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
