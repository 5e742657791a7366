import { defineRun } from '../define-run.ts';
import { memoryKeyOf, memoryScopeFor } from '../memory-access.ts';
import { recall } from './definition.ts';

export const runRecall = defineRun(recall, async (config, context) => {
  const scope = memoryScopeFor(config.scope, context);
  const value = await context.ports.memory.get(scope, memoryKeyOf(config.key));
  const found = value !== undefined;
  return { output: { value: found ? value : orNull(config.default), found } };
});

const orNull = (given: unknown): unknown => (given === '' || given === undefined ? null : given);
