import { createServer } from 'node:http';
import { emptyGraph, type GraphDocument, type GraphEdge, type GraphNode } from '#lib/graph/schema.ts';
import type { Store } from '#lib/store/store.ts';
import type { Runtime } from '../create-runtime.ts';
import { mayUpgrade, serveVapi, tokenOf } from '../node-adapter.ts';
import { openRuntime } from '../runtime.ts';

/** A server URL answered by a real runtime on a real HTTP server on loopback. */
export interface Served {
  readonly runtime: Runtime;
  /** `http://127.0.0.1:port` */
  readonly address: string;
  readonly close: () => Promise<void>;
}

export const serve = async (store: Store): Promise<Served> => {
  const runtime = await openRuntime(store);
  const server = createServer({ shouldUpgradeCallback: mayUpgrade }, (request, response) => {
    void serveVapi(runtime, tokenOf(request.url) ?? '', request, response);
  });
  server.on('upgrade', (_request, socket) => socket.destroy()); // as Next does
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the test server has no port');
  return {
    runtime,
    address: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await runtime.close();
    },
  };
};

/** A node with a config, at a place that does not matter. */
export const node = (
  id: string,
  type: string,
  config: Record<string, unknown> = {},
  more: Partial<GraphNode> = {},
): GraphNode => ({
  id,
  type,
  name: id,
  position: { x: 0, y: 0 },
  config,
  ...more,
});

/** Edges along `a > b > c`; `a:true > b` leaves by the handle `true`. */
export const edges = (...paths: readonly string[]): GraphEdge[] =>
  paths.flatMap((path) => {
    const stops = path.split('>').map((stop) => stop.trim().split(':'));
    return stops.slice(1).map(([target = ''], index) => {
      const [source = '', sourceHandle] = stops[index] ?? [];
      return {
        id: `${source}-${sourceHandle ?? 'out'}-${target}`,
        source,
        target,
        ...(sourceHandle ? { sourceHandle } : {}),
      };
    });
  });

export const graph = (nodes: readonly GraphNode[], ...paths: readonly string[]): GraphDocument => ({
  ...emptyGraph(),
  nodes: [...nodes],
  edges: edges(...paths),
});

export interface PublishedWorkflow {
  readonly id: string;
  readonly token: string;
  /** Publishes another graph. */
  readonly publish: (document: GraphDocument) => Promise<void>;
}

/** A workflow whose published version is `document`; straight through the store. */
export const publishWorkflow = async (
  store: Store,
  document?: GraphDocument,
  refresh: (id: string) => Promise<void> = async () => undefined,
): Promise<PublishedWorkflow> => {
  const { id, token } = await store.workflows.create({ name: 'Orders', draft: emptyGraph() });
  const publish = async (next: GraphDocument): Promise<void> => {
    await store.versions.publish(id, next, null, { kind: 'system' });
    await refresh(id);
  };
  if (document !== undefined) await publish(document);
  else await refresh(id);
  return { id, token, publish };
};
