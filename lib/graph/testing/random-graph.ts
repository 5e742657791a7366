import fc from 'fast-check';
import type { GraphDocument, GraphEdge, GraphNode } from '../schema.ts';

type NodeKind = 'task' | 'branch' | 'each' | 'reply' | 'end';

/** How a random node behaves when it runs. */
export interface RandomBehaviour {
  readonly kind: NodeKind;
  readonly isDisabled: boolean;
  readonly onError: 'stop' | 'handle' | 'continue';
  /** How many of its first tries fail; more than its retries fails it. */
  readonly failures: number;
  readonly retries: number;
  /** 0 does not wait at all. */
  readonly delayMs: number;
  /** It ignores its signal and never ends; only drawn where a timeout ends it. */
  readonly isStuck: boolean;
  readonly timeoutMs: number | undefined;
  /** Which of two outputs a branch takes. */
  readonly takesFirst: boolean;
  readonly items: number;
  readonly concurrency: number;
}

export interface RandomFlow {
  readonly graph: GraphDocument;
  readonly behaviours: ReadonlyMap<string, RandomBehaviour>;
}

const behaviour: fc.Arbitrary<RandomBehaviour> = fc
  .record({
    kind: fc.constantFrom<NodeKind>('task', 'task', 'task', 'branch', 'branch', 'each', 'reply', 'end'),
    isDisabled: fc.integer({ min: 0, max: 9 }).map((roll) => roll === 0),
    onError: fc.constantFrom('stop', 'handle', 'continue', 'handle', 'continue'),
    failures: fc.constantFrom(0, 0, 0, 0, 1, 3),
    retries: fc.constantFrom(0, 0, 2),
    delayMs: fc.constantFrom(0, 0, 1, 5, 30),
    isStuck: fc.integer({ min: 0, max: 19 }).map((roll) => roll === 0),
    timeoutMs: fc.constantFrom(undefined, undefined, 10),
    takesFirst: fc.boolean(),
    items: fc.integer({ min: 0, max: 4 }),
    concurrency: fc.integer({ min: 1, max: 3 }),
  })
  .map((drawn) => ({ ...drawn, isStuck: drawn.isStuck && drawn.timeoutMs !== undefined }));

/** Where a node may hang: behind an earlier node, by one of its outputs, in the same loop body. */
interface Spot {
  readonly id: string;
  readonly handles: readonly string[];
}

/**
 * A random flow that is valid: no cycles, loops closed, at most 25 nodes. Every node hangs on nodes made before it
 * in the same region; a For each opens a region of its own for its body.
 */
export const randomFlow = (): fc.Arbitrary<RandomFlow> =>
  fc
    .array(fc.tuple(behaviour, fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), fc.nat()), {
      minLength: 1,
      maxLength: 25,
    })
    .map((drawn) => {
      const nodes = [nodeOf('trigger', 'start', { event: 'assistant-request' })];
      const edges: GraphEdge[] = [];
      const behaviours = new Map<string, RandomBehaviour>();
      const regions: Spot[][] = [[{ id: 'trigger', handles: ['out'] }]];
      drawn.forEach(([given, picks, regionPick], index) => {
        const id = `n${index}`;
        const region = regions[regionPick % regions.length] ?? [];
        nodes.push(randomNode(id, given));
        behaviours.set(id, given);
        for (const pick of picks) {
          const spot = region[pick % region.length];
          const handle = spot?.handles[pick % spot.handles.length];
          if (spot === undefined || handle === undefined) continue;
          edges.push({ id: `e${edges.length}`, source: spot.id, sourceHandle: handle, target: id });
        }
        const handles = outputsOf(given);
        if (handles.length > 0) region.push({ id, handles });
        if (given.kind === 'each') regions.push([{ id, handles: ['item'] }]);
      });
      return { graph: { schemaVersion: 1, nodes, edges, notes: [] }, behaviours };
    });

const outputsOf = ({ kind, onError }: RandomBehaviour): string[] => {
  const failed = onError === 'handle' && kind !== 'reply' ? ['error'] : [];
  if (kind === 'end') return failed;
  if (kind === 'branch') return ['true', 'false', ...failed];
  return [kind === 'each' ? 'done' : 'out', ...failed];
};

const nodeOf = (id: string, type: string, config: Record<string, unknown>): GraphNode => ({
  id,
  type,
  name: id,
  position: { x: 0, y: 0 },
  config,
});

const randomNode = (id: string, given: RandomBehaviour): GraphNode => ({
  ...nodeOf(id, given.kind, {}),
  ...(given.isDisabled ? { disabled: true } : {}),
  ...(given.onError === 'stop' ? {} : { onError: given.onError }),
  ...(given.retries === 0
    ? {}
    : { retry: { times: given.retries, delayMs: 2, backoff: 'exponential' as const } }),
  ...(given.timeoutMs === undefined ? {} : { timeoutMs: given.timeoutMs }),
});
