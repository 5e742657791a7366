import type { ElkNode } from 'elkjs/lib/elk-api.js';

/**
 * Lays a graph out in a worker, which is loaded with the first layout: the kernel is 1.5 MB, and takes a second for a
 * thousand nodes.
 */
export const layOut = async (graph: ElkNode): Promise<ElkNode> => (await kernel()).layout(graph);

let loaded: Promise<import('elkjs/lib/elk-api.js').ELK> | undefined;

const kernel = () => {
  loaded ??= import('elkjs/lib/elk-api.js').then(
    ({ default: Elk }) =>
      new Elk({
        workerFactory: () => new Worker(new URL('elkjs/lib/elk-worker.min.js', import.meta.url)),
      }),
  );
  return loaded;
};
