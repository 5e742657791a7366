import { afterAll, expect, test } from 'vitest';
import { outcomeName, readAttacks, runAttack } from './fixtures/attacks.ts';
import { openSandbox, resultOf, runCode } from './fixtures/code-steps.ts';

const sandbox = openSandbox();
afterAll(() => sandbox.close());

const attacks = readAttacks().filter(({ category }) => ['cpu', 'memory'].includes(category));

test.each(attacks)(
  '$category: $name ends as it must, and the next request is answered',
  async ({ code, expect: expected }) => {
    const outcome = await runAttack(sandbox, code);
    expect(expected.outcome, JSON.stringify(outcome)).toContain(outcomeName(outcome));
    if (outcome.ok && expected.values !== undefined) expect(expected.values).toContainEqual(outcome.value);
    expect(resultOf(await runCode(sandbox, 'return 1 + 1'))).toBe(2);
  },
  30_000,
);

test('the list has no category that no test runs', () => {
  const known = ['escape', 'errors', 'promise', 'output', 'sabotage', 'vm2-patterns', 'cpu', 'memory'];
  expect(readAttacks().filter(({ category }) => !known.includes(category))).toEqual([]);
});
