import { afterAll, describe, expect, test } from 'vitest';
import { hostWith, openSandbox, resultOf, runCode } from './fixtures/code-steps.ts';

/** One child and nothing to put in its place, so that the neighbour is where the attack is. */
const sandbox = openSandbox({ spares: 0 });
afterAll(() => sandbox.close());

/** Runs the attack beside a run that waits in the same process and cannot be begun again. */
const beside = async (attack: string, neighbour: string, timeoutMs = 3000) => {
  const host = hostWith();
  await runCode(sandbox, 'return 1');
  const waiting = runCode(
    sandbox,
    `await memory.set('begun', true); console.log('begun'); ${neighbour}`,
    { timeoutMs: 8000 },
    host,
  );
  await expect.poll(() => host.memory.entries.size).toBe(1);
  const outcome = await runCode(sandbox, attack, { timeoutMs }, host);
  return { outcome, waited: await waiting, entries: [...host.memory.entries.keys()] };
};

describe.each([
  ['the shared realm', ''],
  ['realms of their own', 'globalThis;'],
])('what a stopped run has left in %s never goes on in the run of another', (_where, own) => {
  const late = "const late = () => { console.log('late'); void memory.set('late', 1); };";
  test.each([
    ['one reaction to a promise', `${late} Promise.resolve().then(late); for (;;) {}`],
    ['reactions without end', `const again = () => Promise.resolve().then(again); again(); for (;;) {}`],
    [
      'reactions that never come to an end themselves',
      `${late} Promise.resolve().then(() => { for (;;) {} }); Promise.resolve().then(late); for (;;) {}`,
    ],
    [
      'an async function that goes on',
      `${late} void (async () => { for (let i = 0; i < 100; i += 1) { await null; late(); } })(); for (;;) {}`,
    ],
  ])('%s', async (_what, attack) => {
    const neighbour = `await sleep(900); await null; console.log('mine'); return 'unharmed';`;
    const { outcome, waited, entries } = await beside(own + attack, own + neighbour, 300);
    expect(outcome).toMatchObject({ ok: false, kind: 'timeout', console: [] });
    expect(waited).toMatchObject({ ok: true, value: 'unharmed' });
    expect(waited.console.map(({ text }) => text)).toEqual(['begun', 'mine']);
    expect(entries).toEqual(['workflow begun']);
  });
});

describe('no code ends the process that it shares with others', () => {
  const neighbour = "await sleep(700); return 'unharmed';";
  const long = String.raw`'\u0800'.repeat(12e6)`;

  test.each([
    [
      'says that the memory limit was hit',
      "void Promise.reject(new Error('memory limit')); await sleep(20); return 1;",
    ],
    [
      'says that something was disposed',
      "void Promise.reject(new Error('the old call was disposed')); return 1;",
    ],
    [
      'says that its time is up',
      "void Promise.reject(new Error('Script execution timed out.')); await sleep(20); return 1;",
    ],
  ])('a rejection that %s is a warning like any other', async (_what, attack) => {
    const { outcome, waited } = await beside(attack, neighbour);
    expect(resultOf(outcome)).toBe(1);
    expect(outcome.console.map(({ text }) => text).join()).toMatch(/nobody handled it/);
    expect(resultOf(waited)).toBe('unharmed');
  });

  test.each([
    ['the body of a request', `fetch('http://a.example/', { method: 'POST', body: ${long} })`],
    ['the address of a request', `fetch('http://a.example/' + ${long})`],
    ['a header', `fetch('http://a.example/', { headers: { a: ${long} } })`],
    ['a value to remember', `memory.set('k', ${long})`],
    ['a key of memory', `memory.get(${long})`],
  ])('%s that is too long to cross is refused', async (_what, call) => {
    const { outcome, waited } = await beside(
      `return ${call}.then(() => 'sent', (error) => error.constructor.name + ': ' + error.message);`,
      neighbour,
      8000,
    );
    expect(resultOf(outcome)).toMatch(/^TypeError: .*characters/);
    expect(resultOf(waited)).toBe('unharmed');
  });

  test('an error whose text a changed String.prototype.slice makes long is cut all the same', async () => {
    const { outcome, waited } = await beside(
      `const long = ${long}; String.prototype.slice = () => long; throw new Error('short');`,
      neighbour,
      8000,
    );
    expect(outcome).toMatchObject({ ok: false, kind: 'error', message: 'short' });
    expect(resultOf(waited)).toBe('unharmed');
  });

  test('console.log of a small value that would be endless text is short', async () => {
    const { outcome } = await beside(
      `let value = 'x'; for (let i = 0; i < 4; i += 1) value = Array(100).fill(value); console.log(value); return 1;`,
      neighbour,
    );
    expect(resultOf(outcome)).toBe(1);
    expect(outcome.console[0]?.text.length).toBeLessThanOrEqual(64 * 1024);
  });
});

test('calls that nobody understands are soon refused unread', async () => {
  const outcome = await runCode(
    sandbox,
    `const messages = new Set();
    for (let i = 0; i < 500; i += 1) {
      await fetch('http://a.example/', { method: 'no method' }).catch((error) => messages.add(error.message));
    }
    return [...messages];`,
  );
  expect(resultOf(outcome)).toEqual([
    'This is not an HTTP method.',
    'Too many calls of this run were not understood.',
  ]);
});
