import { toText } from '#lib/template/text.ts';
import { holds } from '../conditions.ts';
import { defineRun } from '../define-run.ts';
import { passThrough } from '../pass-through.ts';
import { DEFAULT_CASE, switchNode } from './definition.ts';

export const runSwitch = defineRun(switchNode, ({ value: field, cases }, context) => {
  const taken = cases.find(({ operator, value }) => holds({ field, operator, value }));
  return { output: passThrough(context), handle: taken === undefined ? DEFAULT_CASE : toText(taken.id) };
});
