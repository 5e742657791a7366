import { expect, onTestFinished, test } from 'vitest';
import { openSandbox, resultOf, runCode } from './fixtures/code-steps.ts';

test.each([
  ['a timer', 'setTimeout(() => {}, 1); await new Promise(() => {});'],
  ['a request', "return fetch('https://example.com/').catch((error) => error.name);"],
  ['memory', "return memory.get('a').catch((error) => error.name);"],
])('code that spoils the text of its call to %s hurts itself only', async (_what, call) => {
  const sandbox = openSandbox();
  onTestFinished(() => sandbox.close());
  await sandbox.ready();
  const neighbour = runCode(sandbox, "await sleep(600); return 'unharmed';");
  for (const text of ['undefined', "'text'", '({ op: 1 })']) {
    const source = `Object.prototype.toJSON = () => (${text}); ${call}`;
    await runCode(sandbox, source, { timeoutMs: 200 });
  }
  expect(resultOf(await neighbour)).toBe('unharmed');
  expect(sandbox.stats()).toMatchObject({ lost: 0, rerun: 0 });
});
