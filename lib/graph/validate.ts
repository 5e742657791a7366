import { configIssues } from './config-issues.ts';
import { emptyLoopIssues, errorPathIssues, reachIssues } from './flow-issues.ts';
import { indexGraph, type NodeSpecs } from './graph-index.ts';
import type { GraphIssue } from './node-spec.ts';
import { referenceIssues, type Stored } from './reference-issues.ts';
import { replyIssues } from './reply-issues.ts';
import type { GraphDocument } from './schema.ts';
import { structureIssues } from './structure-issues.ts';
import { triggerIssues } from './trigger-issues.ts';

/**
 * Everything that should be mended before publishing, errors first. A graph without errors compiles. Codes and their
 * meaning are in docs/graph-document.md. What is not known of `stored` is not checked.
 */
export const validate = (document: GraphDocument, specs: NodeSpecs, stored: Stored = {}): GraphIssue[] => {
  const index = indexGraph(document, specs);
  const config = configIssues(index);
  const issues = [
    ...triggerIssues(index),
    ...structureIssues(index),
    ...config,
    ...referenceIssues(index, stored).filter((issue) => !isSaidIn(config, issue)),
    ...replyIssues(index),
    ...errorPathIssues(index),
    ...emptyLoopIssues(index),
    ...reachIssues(index),
  ];
  return errorsFirst(issues);
};

/** Issues in their order, warnings behind all errors. */
export const errorsFirst = (issues: readonly GraphIssue[]): GraphIssue[] =>
  issues.toSorted((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));

/** A node type may check its templates itself, and then an unreadable one would be reported twice. */
const isSaidIn = (config: readonly GraphIssue[], { code, nodeId, path }: GraphIssue): boolean =>
  code.startsWith('template.') &&
  config.some((issue) => issue.nodeId === nodeId && issue.path?.join('/') === path?.join('/'));
