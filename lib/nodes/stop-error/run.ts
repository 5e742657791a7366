import { toText } from '#lib/template/text.ts';
import { defineRun } from '../define-run.ts';
import { StepError } from '../step-error.ts';
import { stopError } from './definition.ts';

export const runStopError = defineRun(stopError, ({ message }) => {
  throw new StepError('flow.stopped', toText(message) || 'The flow was stopped.');
});
