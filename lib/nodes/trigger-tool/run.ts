import { defineRun } from '../define-run.ts';
import { triggerTool } from './definition.ts';

export const runTriggerTool = defineRun(triggerTool, (_config, { scope }) => ({
  output: scope.tool?.arguments ?? {},
}));
