import { holds } from '../conditions.ts';
import { defineRun } from '../define-run.ts';
import { passThrough } from '../pass-through.ts';
import { ifNode } from './definition.ts';

export const runIf = defineRun(ifNode, ({ conditions, match }, context) => {
  const isTrue = match === 'all' ? conditions.every(holds) : conditions.some(holds);
  return { output: passThrough(context), handle: isTrue ? 'true' : 'false' };
});
