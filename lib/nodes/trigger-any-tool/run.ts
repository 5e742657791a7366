import { defineRun } from '../define-run.ts';
import { triggerAnyTool } from './definition.ts';

export const runTriggerAnyTool = defineRun(triggerAnyTool, (_config, { scope }) => ({
  output: scope.tool?.arguments ?? {},
}));
