import type { GraphNode } from '#lib/graph/schema.ts';
import type { StepSource } from '#lib/sandbox/units.ts';

/** What the sandbox takes of a code step that is switched on; undefined for any other node. */
export const codeStepOf = ({ id, type, disabled, config }: GraphNode): StepSource | undefined => {
  const { source, language } = config;
  if (type !== 'code' || disabled === true || typeof source !== 'string') return undefined;
  return { stepId: id, source, language: language === 'typescript' ? 'typescript' : 'javascript' };
};
