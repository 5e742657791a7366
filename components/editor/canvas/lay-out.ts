import type { ElkNode } from 'elkjs/lib/elk-api.js';

/**
 * Lays a graph out in a worker, which is loaded with the first layout: the kernel is 1.5 MB, and takes a second for a
 * thousand nodes. What could not be loaded is loaded again with the next one.
 */
export const layOut = async (graph: ElkNode): Promise<ElkNode> => {
  loaded ??= load().catch(forget);
  const { elk, breakdown } = await loaded;
  return Promise.race([elk.layout(graph), breakdown.catch(forget)]);
};

let loaded: ReturnType<typeof load> | undefined;

const forget = (error: unknown): never => {
  loaded = undefined;
  throw error;
};

const load = async () => {
  const { default: Elk } = await import('elkjs/lib/elk-api.js');
  const worker = new Worker(new URL('elkjs/lib/elk-worker.min.js', import.meta.url));
  const breakdown = new Promise<never>((_, reject) => {
    worker.addEventListener('error', () => reject(new Error('What lays them out could not be loaded.')));
  });
  return { elk: new Elk({ workerFactory: () => worker }), breakdown };
};
