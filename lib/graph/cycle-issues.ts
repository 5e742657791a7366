import type { GraphIndex } from './graph-index.ts';
import type { GraphIssue } from './node-spec.ts';

/** One issue per group of nodes that lead back to themselves, with the shortest way around. */
export const cycleIssues = (index: GraphIndex): GraphIssue[] => {
  const issues: GraphIssue[] = [];
  let left = cyclicCore(index);
  while (true) {
    const start = [...left].find((id) => wayBack(index, left, id) !== undefined);
    const cycle = start === undefined ? undefined : wayBack(index, left, start);
    if (cycle === undefined) return issues;
    issues.push(cycleIssue(index, cycle));
    left = new Set([...left].filter((id) => !cycle.includes(id)));
  }
};

/** What remains when all that nothing leads to, and all that leads nowhere, is taken away again and again. */
const cyclicCore = (index: GraphIndex): Set<string> => {
  const left = new Set(index.nodes.keys());
  const peel = (
    leads: (id: string) => readonly string[],
    follow: (id: string) => readonly string[],
  ): void => {
    const queue = [...left];
    for (const id of queue) {
      if (!left.has(id) || leads(id).some((other) => left.has(other))) continue;
      left.delete(id);
      queue.push(...follow(id));
    }
  };
  const before = (id: string) => index.incoming(id).map((edge) => edge.source);
  const after = (id: string) => index.outgoing(id).map((edge) => edge.target);
  peel(before, after);
  peel(after, before);
  return left;
};

/** The shortest path from a node to itself through `allowed`, as the nodes on it. */
const wayBack = (index: GraphIndex, allowed: ReadonlySet<string>, start: string): string[] | undefined => {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const id of queue) {
    for (const { target } of index.outgoing(id)) {
      if (target === start) return pathTo(cameFrom, id);
      if (!allowed.has(target) || cameFrom.has(target)) continue;
      cameFrom.set(target, id);
      queue.push(target);
    }
  }
  return undefined;
};

const pathTo = (cameFrom: ReadonlyMap<string, string>, end: string): string[] => {
  const path: string[] = [];
  for (let id: string | undefined = end; id !== undefined; id = cameFrom.get(id)) path.unshift(id);
  return path;
};

const cycleIssue = (index: GraphIndex, cycle: readonly string[]): GraphIssue => {
  const [first = ''] = cycle;
  const nodes = cycle.flatMap((id) => index.nodes.get(id) ?? []);
  const way = [...nodes, ...nodes.slice(0, 1)].map((node) => `“${node.name}”`).join(' → ');
  const loop = nodes.find((node) => index.specOf(node)?.loop !== undefined);
  const advice =
    loop === undefined
      ? 'Remove one of these connections; to repeat steps, use a For each.'
      : `Remove the connection back to “${loop.name}”: it goes on to the next item by itself.`;
  return {
    severity: 'error',
    code: 'graph.cycle',
    message: `These steps wait for each other and would never run: ${way}. ${advice}`,
    nodeId: (loop ?? nodes[0])?.id ?? first,
  };
};
