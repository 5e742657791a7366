import { toNumber } from '#lib/template/filters.ts';
import { defineRun } from '../define-run.ts';
import { kindOf } from '../kind-of.ts';
import { passThrough } from '../pass-through.ts';
import { StepError } from '../step-error.ts';
import { MAX_WAIT_SECONDS, wait } from './definition.ts';

export const runWait = defineRun(wait, async ({ seconds: given }, context) => {
  const seconds = toNumber(given);
  if (seconds === null || !(seconds >= 0 && seconds <= MAX_WAIT_SECONDS)) {
    throw new StepError(
      'wait.seconds',
      `Seconds must be a number from 0 to ${MAX_WAIT_SECONDS}, but it is ${kindOf(given)}.`,
    );
  }
  await context.ports.sleep(seconds * 1000, context.signal);
  return { output: passThrough(context) };
});
