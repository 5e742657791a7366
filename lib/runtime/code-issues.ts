import type { GraphIssue } from '#lib/graph/node-spec.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import type { Sandbox } from '#lib/sandbox/sandbox.ts';
import { codeStepOf } from './code-step-of.ts';

/** The code steps of a graph that cannot be read, as issues that a graph is not published with. */
export const codeIssues = async (
  sandbox: Pick<Sandbox, 'check'>,
  graph: GraphDocument,
): Promise<GraphIssue[]> => {
  const checked = graph.nodes.map(async (node): Promise<GraphIssue[]> => {
    const step = codeStepOf(node);
    const problem = step === undefined ? undefined : await sandbox.check(step);
    if (problem === undefined) return [];
    const { message, line, column } = problem;
    const place =
      line === undefined ? '' : ` (line ${line}${column === undefined ? '' : `, column ${column}`})`;
    return [
      {
        severity: 'error',
        code: 'graph.code-syntax',
        message: `“${node.name}”: the code cannot be read. ${message}${place}`,
        nodeId: node.id,
        path: ['source'],
        ...(line === undefined ? {} : { line }),
        ...(column === undefined ? {} : { column }),
      },
    ];
  });
  return (await Promise.all(checked)).flat();
};
