import { afterAll, expect, test } from 'vitest';
import { outcomeName, readAttacks, runAttack } from './fixtures/attacks.ts';
import { openSandbox, resultOf, runCode } from './fixtures/code-steps.ts';

const sandbox = openSandbox();
afterAll(() => sandbox.close());

/** The others are in attacks-on-resources.test.ts: each of those takes its second of time. */
const categories = ['escape', 'errors', 'promise', 'output', 'sabotage', 'vm2-patterns'];
const attacks = readAttacks().filter(({ category }) => categories.includes(category));

test.each(attacks)(
  '$category: $name ends as it must, and the next request is answered',
  async ({ code, expect: expected }) => {
    const outcome = await runAttack(sandbox, code);
    expect(expected.outcome, JSON.stringify(outcome)).toContain(outcomeName(outcome));
    if (outcome.ok && expected.values !== undefined) expect(expected.values).toContainEqual(outcome.value);
    expect(resultOf(await runCode(sandbox, 'return ({}).polluted ?? typeof leak'))).toBe('undefined');
  },
  30_000,
);
