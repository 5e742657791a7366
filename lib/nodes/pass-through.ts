import type { StepContext } from './step.ts';

/** What came in: the output of the one live edge, a list where several delivered, null where none did. */
export const passThrough = ({ inputs }: StepContext): unknown => {
  const [only, ...others] = inputs;
  if (only === undefined) return null;
  return others.length === 0 ? only.output : inputs.map(({ output }) => output);
};
