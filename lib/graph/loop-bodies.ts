import { type GraphIndex, reachableFrom, sourceHandleOf } from './graph-index.ts';

/** For each loop node the ids of its body: all that is reached by its body output. Bodies of nested loops overlap. */
export const loopBodies = (index: GraphIndex): ReadonlyMap<string, ReadonlySet<string>> => {
  const bodies = new Map<string, ReadonlySet<string>>();
  for (const node of index.nodes.values()) {
    const loop = index.specOf(node)?.loop;
    if (loop === undefined) continue;
    const entries = index.outgoing(node.id).filter((edge) => sourceHandleOf(edge) === loop.body);
    bodies.set(
      node.id,
      reachableFrom(
        index,
        entries.map((edge) => edge.target),
      ),
    );
  }
  return bodies;
};

/** The loop whose body a node belongs to most closely; `undefined` outside of all loops. */
export const innermostLoop = (
  bodies: ReadonlyMap<string, ReadonlySet<string>>,
  nodeId: string,
): string | undefined => {
  let found: string | undefined;
  let size = Number.POSITIVE_INFINITY;
  for (const [loopId, body] of bodies) {
    if (!body.has(nodeId) || body.size >= size) continue;
    found = loopId;
    size = body.size;
  }
  return found;
};
