import { defineRun } from '../define-run.ts';
import { triggerEvent } from './definition.ts';

export const runTriggerEvent = defineRun(triggerEvent, (_config, { scope }) => ({ output: scope.event }));
