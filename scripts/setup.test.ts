import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

/** What an expression over the exports of `setup.mjs` gives; in a process of its own, since that module changes its own. */
const evaluate = (expression: string): unknown => {
  const program = `import * as setup from './scripts/setup.mjs'; console.log(JSON.stringify(${expression}))`;
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }),
  );
};

test('Patchbay runs on the versions of Node for which isolated-vm ships a binary, and fetches one on others', () => {
  const versions = [
    '18.20.8',
    '20.19.0',
    '22.12.0',
    '23.1.0',
    '24.0.0',
    '24.21.0',
    '25.2.1',
    '26.0.0',
    '27.1.0',
  ];
  expect(evaluate(`${JSON.stringify(versions)}.filter(setup.runsOn)`)).toEqual([
    '24.0.0',
    '24.21.0',
    '26.0.0',
  ]);
  const binaries = readdirSync('node_modules/isolated-vm/prebuilds/linux-x64').join();
  const abis = new Set(binaries.match(/(?<=abi)\d+/g));
  expect(abis).toEqual(new Set(['137', '147'])); // of Node 24 and 26: nodejs.org/en/about/previous-releases
});

test('the pages are built again when a sample changes, and not when a test does', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-sources-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const inside = path.relative('.', folder);
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  const hash = (): unknown => evaluate(`setup.hashOf([${JSON.stringify(inside)}])`);
  write('vapi/fixtures/samples/hang.json', '{}');
  write('vapi/samples.ts', '');
  const first = hash();
  write('vapi/samples.test.ts', 'test');
  write('generated/client.ts', 'client');
  expect(hash()).toBe(first);
  write('vapi/fixtures/samples/hang.json', '{"type":"hang"}');
  expect(hash()).not.toBe(first);
});
