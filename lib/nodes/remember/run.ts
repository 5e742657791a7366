import { toNumber } from '#lib/template/filters.ts';
import { defineRun } from '../define-run.ts';
import { kindOf } from '../kind-of.ts';
import { memoryKeyOf, memoryScopeFor } from '../memory-access.ts';
import { StepError } from '../step-error.ts';
import { remember } from './definition.ts';

export const runRemember = defineRun(remember, async (config, context) => {
  const { memory } = context.ports;
  const scope = memoryScopeFor(config.scope, context);
  const key = memoryKeyOf(config.key);
  switch (config.mode) {
    case 'set': {
      const value = config.value ?? null;
      await memory.set(scope, key, value, config.expiresAfterSeconds);
      return { output: { key, value } };
    }
    case 'increment': {
      const value = await memory.increment(scope, key, addend(config.by), config.expiresAfterSeconds);
      return { output: { key, value } };
    }
    case 'delete':
      await memory.delete(scope, key);
      return { output: { key, value: null } };
    default:
      return config.mode satisfies never;
  }
});

const addend = (given: unknown): number => {
  const number = toNumber(given);
  if (number !== null && Number.isFinite(number)) return number;
  throw new StepError(
    'memory.not-a-number',
    `Only a number can be added, but the template gave ${kindOf(given)}.`,
  );
};
