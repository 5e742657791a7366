import { isEmpty } from '../conditions.ts';
import { defineRun } from '../define-run.ts';
import type { StepContext } from '../step.ts';
import { merge } from './definition.ts';

export const runMerge = defineRun(merge, ({ mode }, { inputs }) => ({ output: mergeInputs(mode, inputs) }));

const mergeInputs = (mode: 'list' | 'object' | 'first', inputs: StepContext['inputs']): unknown => {
  switch (mode) {
    case 'list':
      return inputs.map(({ output }) => output);
    case 'object':
      return Object.fromEntries(inputs.map(({ from, output }) => [from, output]));
    case 'first':
      return inputs.find(({ output }) => !isEmpty(output))?.output ?? null;
    default:
      return mode satisfies never;
  }
};
