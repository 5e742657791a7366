import type ts from 'typescript-js';
import { nearest } from '#lib/graph/did-you-mean.ts';

interface Finding {
  readonly start: number;
  readonly length: number;
  readonly message: string;
}

/** TypeScript's number for `a.b` where `b` is only allowed since any name is. */
const INDEX_SIGNATURE = 4111;

const SHORTEST = 4; // letters; shorter names are all alike

/**
 * Fields that are most likely misspelt. Events and answers may always have more fields than are known, so that any
 * name is allowed; one that is nearly a known one is worth a word.
 */
export const missedNames = (
  typescript: typeof ts,
  program: ts.Program,
  found: readonly ts.Diagnostic[],
): readonly Finding[] => {
  const checker = program.getTypeChecker();
  return found.flatMap(({ code, file, start, length }): Finding[] => {
    if (code !== INDEX_SIGNATURE || file === undefined || start === undefined || length === undefined)
      return [];
    const access = accessAt(typescript, file, start);
    if (access === undefined) return [];
    const type = checker.getNonNullableType(checker.getTypeAtLocation(access.expression));
    const known = type.getProperties().map(({ name }) => name);
    const guess = access.name.text.length < SHORTEST ? undefined : nearest(access.name.text, known);
    return guess === undefined
      ? []
      : [{ start, length, message: `“${access.name.text}” is not known here. Did you mean “${guess}”?` }];
  });
};

const accessAt = (
  typescript: typeof ts,
  file: ts.SourceFile,
  start: number,
): ts.PropertyAccessExpression | undefined => {
  let found: ts.PropertyAccessExpression | undefined;
  const visit = (node: ts.Node): void => {
    if (start < node.pos || start >= node.end) return;
    if (typescript.isPropertyAccessExpression(node) && node.name.getStart() === start) found = node;
    else typescript.forEachChild(node, visit);
  };
  visit(file);
  return found;
};

/** Calls that give a promise which nobody waits for: what they began is dropped when the step returns. */
export const droppedPromises = (
  typescript: typeof ts,
  checker: ts.TypeChecker,
  file: ts.SourceFile,
): readonly Finding[] => {
  const findings: Finding[] = [];
  const visit = (node: ts.Node): void => {
    if (typescript.isExpressionStatement(node) && typescript.isCallExpression(node.expression)) {
      const type = checker.getTypeAtLocation(node.expression);
      if (type.getProperty('then') !== undefined) {
        const start = node.expression.getStart();
        findings.push({
          start,
          length: node.expression.expression.end - start,
          message: 'Nobody waits for this: it is dropped when the step returns. Put “await” before it.',
        });
      }
    }
    typescript.forEachChild(node, visit);
  };
  visit(file);
  return findings;
};
